import JSON
import OTLP

/// A JSON message of MLflow's on its way through redaction: which of its values are texts, and how they are put
/// back.
struct MLflowDocument {
  enum Failure: Error, Hashable {
    /// A transform removed a text that its message cannot be without.
    case lost
  }

  var carriers = TextCarriers()
  /// Values that were nested too deeply, and that a text has taken the place of.
  var deepValues = 0
  /// Whether previews of inputs and outputs are taken out: where rules decide by span what of these may be
  /// shown, and a preview does not say of which span it is.
  let withholdsPreviews: Bool
  /// Whether what MLflow's client has cut loses what may be the beginning of a value.
  let trims: Bool
  /// What the member `name` of a message says, where MLflow finds something by it.
  var naming: TextCarriers.Kind?
  /// Whether the message is what somebody says about a trace, or expects of it.
  private var isAssessed = false
  /// What stands for the key of a tag: of what it was, and of what redaction has made of it.
  let tagKey: (_ original: String, _ redacted: String) -> String
  /// What tells a name that was redacted from others that have become the same, by what it was; no longer than MLflow
  /// takes.
  let distinct: (_ original: String, _ redacted: String, _ limit: MLflowLimit) -> String
  /// What was redacted, no longer than MLflow takes where it was not before.
  let bounded: (_ original: String, _ redacted: String, _ limit: MLflowLimit) -> String
  /// A redacted text whose stand-ins tell whose it is.
  let marked: (_ redacted: String, _ owner: String) -> String

  init(
    withholdsPreviews: Bool,
    trims: Bool,
    tagKey: @escaping (_ original: String, _ redacted: String) -> String,
    distinct: @escaping (_ original: String, _ redacted: String, _ limit: MLflowLimit) -> String,
    bounded: @escaping (_ original: String, _ redacted: String, _ limit: MLflowLimit) -> String,
    marked: @escaping (_ redacted: String, _ owner: String) -> String
  ) {
    self.withholdsPreviews = withholdsPreviews
    self.trims = trims
    self.tagKey = tagKey
    self.distinct = distinct
    self.bounded = bounded
    self.marked = marked
  }

  /// Goes over a message, or a list of them.
  ///
  /// - Returns: False for one of which nothing may be sent on: a tag whose key a rule drops.
  mutating func redact(message value: inout JSONValue) throws(Failure) -> Bool {
    switch value {
    case .object(var members):
      let isKept = try redact(members: &members)
      value = isKept ? .object(members) : .null
      return isKept
    case .array(let elements):
      var kept: [JSONValue] = []
      for var element in elements where try redact(message: &element) { kept.append(element) }
      value = .array(kept)
    default: try redact(text: &value, key: "")
    }
    return true
  }

  /// Goes over an object of free keys, or a list of pairs of `key` and `value`.
  mutating func redact(attributes value: inout JSONValue) throws(Failure) {
    guard case .object(var members) = value else {
      _ = try redact(message: &value)
      return
    }
    if withholdsPreviews { members.removeAll { MLflowFields.isPreview($0.name) } }
    let texts = members.indices.filter {
      !MLflowFields.isStructure(attribute: members[$0].name, members[$0].value)
    }
    try exchange(&members, texts)
    value = .object(members)
  }

  private mutating func redact(members: inout [JSONValue.Member]) throws(Failure) -> Bool {
    if withholdsPreviews { members.removeAll { MLflowFields.isPreview($0.name) } }
    for index in members.indices where trims && MLflowFields.isPreview(members[index].name) {
      members[index].value.trim(cutAt: CutText.preview)
    }
    try redactNames(&members)
    let (pair, isDropped) = try redactPair(&members)
    var texts: [Int] = []
    for index in members.indices where !pair.contains(index) && naming(of: members[index]) == nil {
      if try redactNames(in: &members[index]) { continue }
      if isAssessed, members[index].name == "value", try redact(choice: &members[index].value) { continue }
      switch MLflowFields.content(of: members[index].name, members[index].value) {
      case .structure: break
      case .message:
        let outer = isAssessed
        isAssessed = MLflowFields.holdsChoice(members[index].name, isAssessed)
        if try !redact(message: &members[index].value) { members[index].value = .null }
        isAssessed = outer
      case .attributes: try redact(attributes: &members[index].value)
      case .entries:
        let isCut = MLflowFields.isCut(entriesOf: members[index].name)
        try redact(entries: &members[index].value, cutAt: isCut ? CutText.metadata : nil)
      case .prompts: try redact(prompts: &members[index].value)
      case .tags: try redact(tags: &members[index].value)
      case .records: try redact(records: &members[index].value)
      case .text: texts.append(index)
      }
    }
    try exchange(&members, texts)
    // Not before: both walks have to exchange the same.
    return !isDropped
  }

  mutating func redact(
    text value: inout JSONValue,
    key: String,
    _ kind: TextCarriers.Kind = .carrier
  ) throws(Failure) {
    var members = [JSONValue.Member(key, value)]
    try exchange(&members, [0], kind)
    guard let member = members.first else { throw .lost }
    value = member.value
  }

  /// Sends the members at `indices` through as the attributes of one carrier.
  mutating func exchange(
    _ members: inout [JSONValue.Member],
    _ indices: [Int],
    _ kind: TextCarriers.Kind = .carrier
  ) throws(Failure) {
    guard !indices.isEmpty else { return }
    var attributes = Attributes()
    for index in indices {
      deepValues += members[index].value.prune()
      attributes.append(HiddenNUL.hidden(members[index].name), members[index].value.attribute)
    }
    switch carriers.exchange(TextCarriers.span(attributes: attributes), kind) {
    case .collected: return
    case .dropped: throw .lost
    case .processed(let processed):
      let before = members
      members.replace(at: indices, by: processed.attributes.withoutSummary(unlike: attributes))
      guard kind != .things, members.count == before.count else { return }
      for index in indices {
        bound(&members[index], before[index])
        fill(&members[index], before[index])
      }
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
  /// The attributes without those that tell how much was redacted, which nobody could read from a carrier.
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
