import OTLP

// `traces.json`: spans as MLflow's client writes them, of both of its schemas.
extension MLflowDocument {
  /// Goes over `{"spans": [...]}`.
  mutating func redact(traceData value: inout JSONValue) throws(Failure) {
    guard case .array(let spans)? = value["spans"] else { return try redact(message: &value) }
    var kept: [JSONValue] = []
    for var span in spans where try redact(span: &span) { kept.append(span) }
    // The rest is a message without them.
    value["spans"] = .null
    try redact(message: &value)
    value["spans"] = .array(kept)
  }

  /// - Returns: False for a span that a rule has dropped.
  private mutating func redact(span value: inout JSONValue) throws(Failure) -> Bool {
    guard case .object = value else {
      try redact(message: &value)
      return true
    }
    let parts = TraceDataSpan(takenFrom: &value, &deepValues)
    // What is left is ids, times, and whatever a later version adds.
    try redact(message: &value)
    switch carriers.exchange(parts.span, .span) {
    case .collected: return true
    case .dropped: return false
    case .processed(let processed):
      try parts.put(processed, back: &value)
      return true
    }
  }
}

/// A span of `traces.json` as one of OTLP, with what it was made from.
private struct TraceDataSpan {
  /// What was taken out of an event, or a link.
  private struct Part {
    var name: String?
    var attributes: JSONValue?
  }

  private(set) var span: SpanData
  private let whole: Part
  /// Where the message of the status stood.
  private let statusPath: [String]
  private let events: [Part]
  private let links: [Part]

  init(takenFrom value: inout JSONValue, _ deepValues: inout Int) {
    whole = Part(name: value.takeText("name"), attributes: value.takeObject("attributes", &deepValues))
    span = TextCarriers.span(name: whole.name ?? "", attributes: Self.attributes(whole))
    let parent = value["parent_span_id"] ?? value["parent_id"] ?? .null
    if parent != .null, parent != .string("") { span.parentSpanID = SpanID(UInt64.max) }
    if let message = value.takeText("status_message") {
      statusPath = ["status_message"]
      span.status = SpanStatus(code: .unset, message: message)
    } else if var status = value["status"], let message = status.takeText("message") {
      statusPath = ["status", "message"]
      span.status = SpanStatus(code: .unset, message: message)
      value["status"] = status
    } else {
      statusPath = []
    }
    events = Self.takeParts("events", named: true, &value, &deepValues)
    links = Self.takeParts("links", named: false, &value, &deepValues)
    for (number, event) in events.enumerated() {
      // The time tells later which event this was.
      span.events.append(
        SpanEvent(name: event.name ?? "", time: UInt64(number), attributes: Self.attributes(event))
      )
    }
    for link in links {
      span.links.append(
        SpanLink(traceID: span.traceID, spanID: span.spanID, attributes: Self.attributes(link))
      )
    }
  }

  /// Writes what became of the parts. Events that a rule has dropped go.
  func put(_ processed: TextCarriers.Processed, back value: inout JSONValue) throws(MLflowDocument.Failure) {
    Self.put(whole, processed.name, processed.attributes, &value)
    switch statusPath.count {
    case 1: value[statusPath[0]] = .string(processed.statusMessage)
    case 2: value[statusPath[0]]?[statusPath[1]] = .string(processed.statusMessage)
    default: break
    }
    if case .array(let rests)? = value["events"], !events.isEmpty {
      var kept: [JSONValue] = []
      for event in processed.events {
        guard events.indices.contains(event.number) else { throw .lost }
        var rest = rests[event.number]
        Self.put(events[event.number], event.name, event.attributes, &rest)
        kept.append(rest)
      }
      value["events"] = .array(kept)
    }
    if case .array(var rests)? = value["links"], !links.isEmpty {
      guard processed.links.count == links.count else { throw .lost }
      for index in rests.indices { Self.put(links[index], "", processed.links[index], &rests[index]) }
      value["links"] = .array(rests)
    }
  }

  private static func takeParts(
    _ key: String,
    named: Bool,
    _ value: inout JSONValue,
    _ deepValues: inout Int
  ) -> [Part] {
    guard case .array(var rests)? = value[key] else { return [] }
    let parts = rests.indices.map { index in
      Part(
        name: named ? rests[index].takeText("name") : nil,
        attributes: rests[index].takeObject("attributes", &deepValues)
      )
    }
    value[key] = .array(rests)
    return parts
  }

  private static func attributes(_ part: Part) -> Attributes {
    part.attributes?.attribute.map ?? Attributes()
  }

  private static func put(_ part: Part, _ name: String, _ attributes: Attributes, _ value: inout JSONValue) {
    if part.name != nil { value["name"] = .string(name) }
    guard part.attributes != nil || !attributes.isEmpty else { return }
    var originals: [String: JSONValue] = [:]
    if case .object(let members)? = part.attributes {
      originals = Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    let members = attributes.map { attribute in
      let original = originals[attribute.key] ?? .null
      return JSONValue.Member(attribute.key, original.replaced(by: attribute.value).json(like: original))
    }
    value["attributes"] = .object(members)
  }
}

extension JSONValue {
  fileprivate mutating func takeText(_ name: String) -> String? {
    guard let text = self[name]?.text else { return nil }
    self[name] = nil
    return text
  }

  fileprivate mutating func takeObject(_ name: String, _ deepValues: inout Int) -> JSONValue? {
    guard case .object(var members)? = self[name] else { return nil }
    self[name] = nil
    for index in members.indices { deepValues += members[index].value.prune() }
    return .object(members)
  }

  /// MLflow writes attributes as JSON in a text, and can't read a span in which one of them is no JSON any more.
  fileprivate func json(like original: JSONValue) -> JSONValue {
    guard case .string(let text) = self, self != original else { return self }
    if let before = original.text, (try? JSONParser.parse(Array(before.utf8))) == nil { return self }
    return (try? JSONParser.parse(Array(text.utf8))) == nil
      ? .string(String(decoding: self.encoded, as: UTF8.self)) : self
  }
}
