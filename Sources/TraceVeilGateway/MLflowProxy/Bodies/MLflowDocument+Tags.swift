import JSON

// Tags: they are set one by one too, and deleted by their keys, so that each is redacted as if it stood alone.
extension MLflowDocument {
  /// Goes over an object of tags, a list of them, or the text of either.
  mutating func redact(tags value: inout JSONValue) throws(Failure) {
    // A dataset's are a text, and MLflow refuses long values of these.
    let limit = value.text == nil ? nil : MLflowLimit.ofDatasetTag
    try redact(contentOf: &value, key: "tags") { (document, value) throws(Failure) in
      guard case .object(var members) = value else {
        _ = try document.redact(message: &value)
        return
      }
      if document.withholdsPreviews { members.removeAll { MLflowFields.isPreview($0.name) } }
      var tags: [JSONValue.Member] = []
      for member in members {
        guard !MLflowFields.isStructure(attribute: member.name, member.value) else {
          tags.append(member)
          continue
        }
        guard var tag = try document.redact(tag: member) else { continue }
        if let limit { document.bound(&tag, member, limit) }
        tags.append(tag)
      }
      value = .object(tags)
    }
  }

  /// - Returns: Nil for a tag that a rule for keys has dropped.
  mutating func redact(tag: JSONValue.Member) throws(Failure) -> JSONValue.Member? {
    var redacted = [tag]
    if trims { redacted[0].value.trim(cutAt: CutText.tag) }
    try exchange(&redacted, [0])
    guard var first = redacted.first else { return nil }
    bound(&first, tag, MLflowLimit.of(tag.name) ?? .value)
    if first.name != tag.name { first.name = tagKey(tag.name, first.name) }
    return first
  }

  /// `{"key": "user", "value": "alice"}` is a tag `user`; who deletes one names the key alone.
  ///
  /// - Returns: Where the two members are, and whether a rule for keys has dropped the tag.
  mutating func redactPair(
    _ members: inout [JSONValue.Member]
  ) throws(Failure) -> (places: [Int], isDropped: Bool) {
    guard let key = members.firstIndex(where: { $0.name == "key" }), let name = members[key].value.text else {
      return ([], false)
    }
    let value = members.firstIndex { $0.name == "value" }
    let places = [key] + (value.map { [$0] } ?? [])
    if let value {
      if withholdsPreviews, MLflowFields.isPreview(name) {
        members[value].value = .string("")
        return (places, false)
      }
      if MLflowFields.isStructure(attribute: name, members[value].value) { return (places, false) }
    }
    var content = value.map { members[$0].value } ?? .null
    // Metadata of MLflow 2.
    if trims { content.trim(cutAt: CutText.metadata) }
    guard let tag = try redact(tag: JSONValue.Member(name, content)) else { return (places, true) }
    if tag.name != name { members[key].value = .string(tag.name) }
    if let value { members[value].value = tag.value }
    return (places, false)
  }

  /// Goes over what a text says that is JSON; over any other text, which stands under `key`, as over all
  /// texts.
  ///
  /// - Parameter kind: The kind of a text that begins as JSON and cannot be parsed.
  mutating func redact(
    contentOf value: inout JSONValue,
    key: String,
    _ kind: TextCarriers.Kind = .carrier,
    _ walk: (inout MLflowDocument, inout JSONValue) throws(Failure) -> Void
  ) throws(Failure) {
    guard let text = value.text else { return try walk(&self, &value) }
    guard let first = text.utf8.first(where: { $0 > 0x20 }), "{[".utf8.contains(first) else {
      return try redact(text: &value, key: key)
    }
    var repairs = MLflowRepairs()
    // What would not come out of the parser as it is written is a text.
    guard let content = try? JSONParser.parse(Array(text.utf8), &repairs), repairs.isEmpty else {
      return try redact(text: &value, key: key, kind)
    }
    var redacted = content
    try walk(&self, &redacted)
    if redacted != content { value = .string(String(decoding: redacted.encoded, as: UTF8.self)) }
  }
}
