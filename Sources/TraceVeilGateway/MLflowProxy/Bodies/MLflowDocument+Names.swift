import JSON

// What MLflow finds something by, or keeps once: of two that differ none may become the other.
extension MLflowDocument {
  /// The kind of names that a member holds; nil for none.
  func naming(of member: JSONValue.Member) -> TextCarriers.Kind? {
    if MLflowFields.isPerson(member) { return .people }
    guard member.value.text != nil else { return nil }
    if MLflowFields.isAssessmentName(member.name) { return .things }
    return member.name == "name" ? naming : nil
  }

  mutating func redactNames(_ members: inout [JSONValue.Member]) throws(Failure) {
    let people = members.indices.filter { naming(of: members[$0]) == .people }
    try exchange(&members, people, .people)
    var dropped: [Int] = []
    for index in members.indices where naming(of: members[index]) == .things {
      var redacted = [members[index]]
      try exchange(&redacted, [0], .things)
      guard var first = redacted.first else {
        dropped.append(index)
        continue
      }
      if let name = members[index].value.text, let text = first.value.text, text != name {
        first.value = .string(distinct(name, text, MLflowLimit.of(first.name) ?? .name))
      }
      members[index] = first
    }
    for index in dropped.reversed() { members.remove(at: index) }
  }

  /// Goes over texts of which MLflow takes none twice, which may be deeper in a label schema's `input`.
  ///
  /// - Returns: Whether the member is done.
  mutating func redactNames(in member: inout JSONValue.Member) throws(Failure) -> Bool {
    if MLflowFields.isNames(member.name) {
      let limit = MLflowLimit.of(member.name) ?? .name
      guard case .array(var elements) = member.value else {
        return try redact(name: &member.value, limit)
      }
      guard elements.allSatisfy({ $0.text != nil }) else { return false }
      for index in elements.indices { _ = try redact(name: &elements[index], limit) }
      member.value = .array(elements)
      return true
    }
    let isInput = ["input", "categorical", "pass_fail"].contains(MLflowFields.snakeCase(member.name))
    guard naming == .things, isInput, case .object(var members) = member.value else { return false }
    var others: [Int] = []
    for index in members.indices where try !redactNames(in: &members[index]) { others.append(index) }
    try exchange(&members, others)
    member.value = .object(members)
    return true
  }

  /// Goes over what may be an option of a label schema, by which MLflow groups, or several.
  ///
  /// - Returns: False where it is longer than one.
  mutating func redact(choice value: inout JSONValue) throws(Failure) -> Bool {
    if let elements = Self.elements(ofSerialized: value) {
      var list = JSONValue.array(elements)
      guard try redact(choice: &list) else { return false }
      if case .array(let redacted) = list, redacted != elements { value = .string(Self.serialized(redacted)) }
      return true
    }
    guard case .array(var elements) = value else {
      return Self.isOption(value) ? try redact(name: &value, .option) : false
    }
    guard elements.allSatisfy(Self.isOption) else { return false }
    for index in elements.indices { _ = try redact(name: &elements[index], .option) }
    value = .array(elements)
    return true
  }

  /// MLflow's client has an expectation that is a list as a text, as Python writes it.
  private static func elements(ofSerialized value: JSONValue) -> [JSONValue]? {
    guard let text = value.text, text.hasPrefix("["), let list = try? JSONParser.parse(Array(text.utf8)),
      case .array(let elements) = list, elements.contains(where: { $0.text != nil })
    else { return nil }
    return elements
  }

  private static func serialized(_ elements: [JSONValue]) -> String {
    "[" + elements.map { String(decoding: $0.encoded, as: UTF8.self) }.joined(separator: ", ") + "]"
  }

  private static func isOption(_ value: JSONValue) -> Bool {
    guard let text = value.text else { return false }
    // A document is read as one, however short it is.
    return !text.hasPrefix("{") && text.unicodeScalars.count <= MLflowLimit.option.characters[0]
  }

  private mutating func redact(name value: inout JSONValue, _ limit: MLflowLimit) throws(Failure) -> Bool {
    guard let name = value.text else { return false }
    let text = try redacted(name: name, limit)
    if text != name { value = .string(text) }
    return true
  }

  /// Shortens what MLflow takes no more than so much of, a text or texts.
  func bound(_ member: inout JSONValue.Member, _ old: JSONValue.Member, _ limit: MLflowLimit? = nil) {
    guard let limit = limit ?? MLflowLimit.of(old.name), member.value != old.value else { return }
    func bound(_ value: inout JSONValue, _ old: JSONValue) {
      guard let before = old.text, let text = value.text, text != before else { return }
      value = .string(bounded(before, text, limit))
    }
    guard case .array(var elements) = member.value, case .array(let olds) = old.value,
      elements.count == olds.count
    else { return bound(&member.value, old.value) }
    for index in elements.indices { bound(&elements[index], olds[index]) }
    member.value = .array(elements)
  }

  /// Puts something in the place of a text that nothing is left of, where MLflow takes no empty one.
  func fill(_ member: inout JSONValue.Member, _ old: JSONValue.Member) {
    guard MLflowFields.isNeeded(old.name), member.value.text?.allSatisfy(\.isWhitespace) == true,
      member.value != old.value
    else { return }
    member.value = .string("<REDACTED>")
  }

  /// Goes over metadata, by whose keys MLflow finds something, and to which it adds what comes later: a key of one request
  /// must not become that of another.
  ///
  /// - Parameter lengths: The lengths at which MLflow's client cuts; nil if it cuts nothing.
  mutating func redact(entries value: inout JSONValue, cutAt lengths: [Int]?) throws(Failure) {
    if case .array(let pairs) = value {
      var kept: [JSONValue] = []
      for var pair in pairs where try redact(pair: &pair, cutAt: lengths) { kept.append(pair) }
      value = .array(kept)
      return
    }
    guard case .object(var members) = value else { return try redact(attributes: &value) }
    members.removeAll { withholdsPreviews && MLflowFields.isPreview($0.name) }
    let texts = members.indices.filter {
      !MLflowFields.isStructure(attribute: members[$0].name, members[$0].value)
    }
    if trims, let lengths {
      for index in texts { members[index].value.trim(cutAt: lengths) }
    }
    // Nearly all are MLflow's own, and go together.
    let owned = texts.filter { MLflowFields.isOwn(key: members[$0].name) }
    var own = owned.map { members[$0] }
    try exchange(&own, Array(own.indices))
    let isComplete = own.count == owned.count
    var rest = own[...]
    var entries: [JSONValue.Member] = []
    for index in members.indices {
      if owned.contains(index) {
        guard let first = rest.first, isComplete || first.name == members[index].name else { continue }
        entries.append(rest.removeFirst())
      } else if texts.contains(index) {
        if let entry = try redacted(entry: members[index]) { entries.append(entry) }
      } else {
        entries.append(members[index])
      }
    }
    value = .object(entries)
  }

  /// Goes over an entry of MLflow 2, `{"key": "user", "value": "alice"}`.
  ///
  /// - Returns: False for one that a rule for keys has dropped.
  private mutating func redact(pair value: inout JSONValue, cutAt lengths: [Int]?) throws(Failure) -> Bool {
    guard let key = value["key"]?.text else { return try redact(message: &value) }
    var entry = JSONValue.object([.init(key, value["value"] ?? .null)])
    try redact(entries: &entry, cutAt: lengths)
    guard case .object(let members) = entry, let first = members.first else { return false }
    if first.name != key { value["key"] = .string(first.name) }
    if value["value"] != nil { value["value"] = first.value }
    return true
  }

  /// - Returns: Nil for one that a rule for keys has dropped.
  private mutating func redacted(entry: JSONValue.Member) throws(Failure) -> JSONValue.Member? {
    var redacted = [entry]
    try exchange(&redacted, [0])
    let name = try self.redacted(name: entry.name, .key)
    guard var first = redacted.first else { return nil }
    bound(&first, entry, MLflowLimit.of(entry.name) ?? .value)
    if first.name != entry.name { (first.name, first.source) = (name, nil) }
    return first
  }

  /// Goes over names and versions of prompts, which pass where they are stored.
  mutating func redact(prompts value: inout JSONValue) throws(Failure) {
    guard case .array(var prompts) = value else {
      _ = try redact(message: &value)
      return
    }
    for index in prompts.indices {
      let name = prompts[index]["name"]
      let passes = name?.text.map(TextShape.promptName.fits) ?? false
      if passes { prompts[index]["name"] = .null }
      _ = try redact(message: &prompts[index])
      if passes { prompts[index]["name"] = name }
    }
    value = .array(prompts)
  }

  /// What a name becomes that is told apart from others.
  mutating func redacted(name: String, _ limit: MLflowLimit = .name) throws(Failure) -> String {
    var value = JSONValue.string(name)
    try redact(text: &value, key: "", .things)
    guard let text = value.text, text != name else { return name }
    return distinct(name, text, limit)
  }

  /// Goes over records of a dataset, or the text of them. MLflow knows a record by its inputs, and adds the
  /// tags of one that it has to those that it had.
  mutating func redact(records value: inout JSONValue) throws(Failure) {
    // What cannot be taken apart, one value in it being too deep, is told apart as a whole: or inputs beside it would become
    // one, and MLflow keep one of their records.
    try redact(contentOf: &value, key: "records", .things) { (document, value) throws(Failure) in
      guard case .array(var records) = value else {
        return try document.redact(text: &value, key: "records", .things)
      }
      for index in records.indices { try document.redact(record: &records[index]) }
      value = .array(records)
    }
  }

  private mutating func redact(record value: inout JSONValue) throws(Failure) {
    guard case .object(var members) = value else { return try redact(text: &value, key: "records") }
    let trace = value["source"]?["source_data"]?["trace_id"]?.text
    for index in members.indices where members[index].name == "tags" {
      try redact(tags: &members[index].value)
    }
    var others = members.indices.filter { !["inputs", "tags"].contains(members[$0].name) }
    // What is in a source are values like others, of as many levels.
    if let index = others.first(where: { members[$0].name == "source" }),
      case .object(var parts) = members[index].value
    {
      try exchange(&parts, Array(parts.indices))
      members[index].value = .object(parts)
      others.removeAll { $0 == index }
    }
    try exchange(&members, others)
    try exchange(&members, members.indices.filter { members[$0].name == "inputs" }, .things)
    // What is in a trace has been redacted, and the inputs of different traces may have become the same.
    for index in members.indices where members[index].name == "inputs" {
      if let trace { mark(&members[index].value, trace) }
    }
    value = .object(members)
  }

  private func mark(_ value: inout JSONValue, _ owner: String) {
    switch value {
    case .string(let text), .escaped(let text, _):
      let marked = marked(text, owner)
      if marked != text { value = .string(marked) }
    case .array(var elements):
      for index in elements.indices { mark(&elements[index], owner) }
      value = .array(elements)
    case .object(var members):
      for index in members.indices { mark(&members[index].value, owner) }
      value = .object(members)
    case .null, .bool, .number: break
    }
  }
}
