import JSON

// What MLflow finds something by, or keeps once: of two that differ none may become the other.
extension MLflowDocument {
  /// Which names a member holds; nil for none.
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
    guard case .array(var elements) = value else {
      return Self.isOption(value) ? try redact(name: &value, .option) : false
    }
    guard elements.allSatisfy(Self.isOption) else { return false }
    for index in elements.indices { _ = try redact(name: &elements[index], .option) }
    value = .array(elements)
    return true
  }

  private static func isOption(_ value: JSONValue) -> Bool {
    value.text.map { MLflowLimit.option.characters[0] >= $0.unicodeScalars.count } ?? false
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

  /// Shortens the key of an entry.
  func boundKey(of member: inout JSONValue.Member, _ old: JSONValue.Member) {
    guard member.name != old.name else { return }
    (member.name, member.source) = (bounded(old.name, member.name, .key), nil)
  }

  /// Goes over metadata to which MLflow adds what comes later: a key of one request must not become that of another.
  mutating func redact(entries value: inout JSONValue) throws(Failure) {
    guard case .object(let members) = value else { return try redact(attributes: &value) }
    var entries: [JSONValue.Member] = []
    for member in members where !(withholdsPreviews && MLflowFields.isPreview(member.name)) {
      guard !MLflowFields.isStructure(attribute: member.name, member.value) else {
        entries.append(member)
        continue
      }
      var entry = [member]
      try exchange(&entry, [0])
      let name = try redacted(name: member.name, .key)
      guard var first = entry.first else { continue }
      if first.name != member.name { (first.name, first.source) = (name, nil) }
      entries.append(first)
    }
    value = .object(entries)
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
    try redact(contentOf: &value, key: "records") { (document, value) throws(Failure) in
      guard case .array(var records) = value else { return try document.redact(text: &value, key: "records") }
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
    let others = members.indices.filter { !["inputs", "tags"].contains(members[$0].name) }
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
