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
    for kind in [TextCarriers.Kind.people, .things] {
      try exchange(&members, members.indices.filter { naming(of: members[$0]) == kind }, kind)
    }
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
}
