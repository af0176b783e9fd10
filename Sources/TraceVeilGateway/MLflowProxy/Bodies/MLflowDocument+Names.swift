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
    let before = members
    try exchange(&members, people, .people)
    if before.count == members.count { for index in people { bound(&members[index], before[index]) } }
    var dropped: [Int] = []
    for index in members.indices where naming(of: members[index]) == .things {
      var redacted = [members[index]]
      try exchange(&redacted, [0], .things)
      guard var first = redacted.first else {
        dropped.append(index)
        continue
      }
      if let name = members[index].value.text, let text = first.value.text, text != name {
        first.value = .string(distinct(name, text))
      }
      members[index] = first
    }
    for index in dropped.reversed() { members.remove(at: index) }
  }

  /// Shortens the key of an entry, and what MLflow takes no more than so much of.
  func bound(_ member: inout JSONValue.Member, _ old: JSONValue.Member) {
    if member.name != old.name { (member.name, member.source) = (bounded(old.name, member.name), nil) }
    guard MLflowFields.isShort(old.name), let before = old.value.text, let text = member.value.text,
      text != before
    else { return }
    member.value = .string(bounded(before, text))
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
      let name = try redacted(name: member.name)
      guard var first = entry.first else { continue }
      if first.name != member.name { (first.name, first.source) = (name, nil) }
      entries.append(first)
    }
    value = .object(entries)
  }

  /// What a name becomes that is told apart from others.
  mutating func redacted(name: String) throws(Failure) -> String {
    var value = JSONValue.string(name)
    try redact(text: &value, key: "", .things)
    guard let text = value.text, text != name else { return name }
    return distinct(name, text)
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
    for index in members.indices where members[index].name == "tags" {
      try redact(tags: &members[index].value)
    }
    let others = members.indices.filter { !["inputs", "tags"].contains(members[$0].name) }
    try exchange(&members, others)
    try exchange(&members, members.indices.filter { members[$0].name == "inputs" }, .things)
    value = .object(members)
  }

  /// `{"input": {"categorical": {"options": [...]}}}` of a label schema: MLflow takes none twice.
  func optionsOfInput(_ members: [JSONValue.Member]) -> [String]? {
    let options = members.first { $0.name == "input" }?.value["categorical"]?["options"]
    guard naming != nil, case .array(let texts)? = options else { return nil }
    return texts.map { $0.text ?? "" }
  }

  func separate(_ members: inout [JSONValue.Member], optionsBefore: [String]?) {
    guard let before = optionsBefore, let after = optionsOfInput(members), after.count == before.count,
      after != before, let index = members.firstIndex(where: { $0.name == "input" })
    else { return }
    let options = JSONValue.array(separated(before, after).map { .string($0) })
    members[index].value["categorical"]?["options"] = options
  }
}
