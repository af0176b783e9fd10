import OTLP

/// A JSON message of MLflow's on its way through redaction: which of its values are texts, and how they are put
/// back.
struct MLflowDocument {
  enum Failure: Error, Hashable {
    /// A processor took a text away whose message cannot be without it.
    case lost
  }

  var carriers = TextCarriers()
  /// Values that were nested too deeply, and that a text has taken the place of.
  var deepValues = 0
  /// Whether previews of inputs and outputs are taken out: where rules decide by span what of these may be
  /// shown, and a preview does not say of which span it is.
  let withholdsPreviews: Bool
  /// What stands for the key of a tag: of what it was, and of what redaction has made of it.
  let tagKey: (_ original: String, _ redacted: String) -> String

  init(
    withholdsPreviews: Bool,
    tagKey: @escaping (_ original: String, _ redacted: String) -> String
  ) {
    self.withholdsPreviews = withholdsPreviews
    self.tagKey = tagKey
  }

  /// Goes over a message, or a list of them.
  mutating func redact(message value: inout JSONValue) throws(Failure) {
    switch value {
    case .object(var members):
      try redact(members: &members)
      value = .object(members)
    case .array(var elements):
      for index in elements.indices { try redact(message: &elements[index]) }
      value = .array(elements)
    default: try redact(text: &value, key: "")
    }
  }

  /// Goes over an object of free keys, or a list of pairs of `key` and `value`.
  mutating func redact(attributes value: inout JSONValue) throws(Failure) {
    guard case .object(var members) = value else { return try redact(message: &value) }
    if withholdsPreviews { members.removeAll { MLflowFields.isPreview($0.name) } }
    let texts = members.indices.filter {
      !MLflowFields.isStructure(attribute: members[$0].name, members[$0].value)
    }
    try exchange(&members, texts)
    value = .object(members)
  }

  /// Goes over tags. They are set one by one too, and deleted by their keys: so each is redacted as if it stood alone.
  private mutating func redact(tags value: inout JSONValue) throws(Failure) {
    guard case .object(var members) = value else { return try redact(message: &value) }
    if withholdsPreviews { members.removeAll { MLflowFields.isPreview($0.name) } }
    var tags: [JSONValue.Member] = []
    for member in members {
      guard !MLflowFields.isStructure(attribute: member.name, member.value) else {
        tags.append(member)
        continue
      }
      if let tag = try redact(tag: member) { tags.append(tag) }
    }
    value = .object(tags)
  }

  /// - Returns: Nil for a tag that a rule for keys has dropped.
  private mutating func redact(tag: JSONValue.Member) throws(Failure) -> JSONValue.Member? {
    var redacted = [tag]
    try exchange(&redacted, [0])
    guard var first = redacted.first else { return nil }
    if first.name != tag.name { first.name = tagKey(tag.name, first.name) }
    return first
  }

  private mutating func redact(members: inout [JSONValue.Member]) throws(Failure) {
    if withholdsPreviews { members.removeAll { MLflowFields.isPreview($0.name) } }
    try exchange(&members, members.indices.filter { MLflowFields.isPerson(members[$0]) }, .people)
    let pair = try redactPair(&members)
    var texts: [Int] = []
    for index in members.indices where !pair.contains(index) && !MLflowFields.isPerson(members[index]) {
      switch MLflowFields.content(of: members[index].name, members[index].value) {
      case .structure: break
      case .message: try redact(message: &members[index].value)
      case .attributes: try redact(attributes: &members[index].value)
      case .tags: try redact(tags: &members[index].value)
      case .text: texts.append(index)
      }
    }
    try exchange(&members, texts)
  }

  /// `{"key": "user", "value": "alice"}` is a tag `user`; who deletes one names the key alone.
  ///
  /// - Returns: Where the two members are.
  private mutating func redactPair(_ members: inout [JSONValue.Member]) throws(Failure) -> [Int] {
    guard let key = members.firstIndex(where: { $0.name == "key" }), let name = members[key].value.text else {
      return []
    }
    guard let value = members.firstIndex(where: { $0.name == "value" }) else {
      let tag = try redact(tag: JSONValue.Member(name, .null))
      members[key].value = .string(tag?.name ?? name)
      return [key]
    }
    if withholdsPreviews, MLflowFields.isPreview(name) {
      members[value].value = .string("")
    } else if !MLflowFields.isStructure(attribute: name, members[value].value) {
      let tag = try redact(tag: JSONValue.Member(name, members[value].value))
      // Without its value it still is the message that it was.
      members[key].value = .string(tag?.name ?? name)
      members[value].value = tag?.value ?? .string("")
    }
    return [key, value]
  }

  private mutating func redact(text value: inout JSONValue, key: String) throws(Failure) {
    var members = [JSONValue.Member(key, value)]
    try exchange(&members, [0])
    guard let member = members.first else { throw .lost }
    value = member.value
  }

  /// Sends the members at `indices` through as the attributes of one carrier.
  private mutating func exchange(
    _ members: inout [JSONValue.Member],
    _ indices: [Int],
    _ kind: TextCarriers.Kind = .carrier
  ) throws(Failure) {
    guard !indices.isEmpty else { return }
    var attributes = Attributes()
    for index in indices {
      deepValues += members[index].value.prune()
      attributes.append(members[index].name, members[index].value.attribute)
    }
    switch carriers.exchange(TextCarriers.span(attributes: attributes), kind) {
    case .collected: return
    case .dropped: throw .lost
    case .processed(let processed):
      members.replace(at: indices, by: processed.attributes.withoutSummary(unlike: attributes))
    }
  }
}

extension [JSONValue.Member] {
  /// Puts what became of attributes in the places where they were; behind all others when some are gone.
  fileprivate mutating func replace(at indices: [Int], by attributes: Attributes) {
    guard attributes.count == indices.count else {
      let originals = indices.map { self[$0] }
      for index in indices.reversed() { remove(at: index) }
      self += JSONValue.members(originals, replacedBy: attributes)
      return
    }
    for (index, attribute) in zip(indices, attributes) { self[index].replace(by: attribute) }
  }
}

extension Attributes {
  /// Without the attributes that say how much was redacted: a carrier is nothing to read them from.
  fileprivate func withoutSummary(unlike original: Attributes) -> Attributes {
    guard count > original.count || contains(where: { $0.key.hasPrefix("redaction.masked.") }) else {
      return self
    }
    return Attributes(
      filter { attribute in
        !attribute.key.hasPrefix("redaction.masked.") || original.contains { $0.key == attribute.key }
      }
    )
  }
}
