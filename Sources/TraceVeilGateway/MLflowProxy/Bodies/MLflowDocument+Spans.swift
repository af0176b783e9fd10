import JSON
import OTLP

// `traces.json`: spans as MLflow's client writes them, of both of its schemas.
extension MLflowDocument {
  /// Goes over `{"spans": [...]}`.
  mutating func redact(traceData value: inout JSONValue) throws(Failure) {
    guard case .array(let spans)? = value["spans"] else {
      _ = try redact(message: &value)
      return
    }
    var kept: [JSONValue] = []
    for var span in spans where try redact(span: &span) { kept.append(span) }
    // The rest is a message without them.
    value["spans"] = .null
    _ = try redact(message: &value)
    value["spans"] = .array(kept)
  }

  /// - Returns: False for a span that a rule has dropped.
  private mutating func redact(span value: inout JSONValue) throws(Failure) -> Bool {
    guard case .object = value else { return try redact(message: &value) }
    let parts = TraceDataSpan(takenFrom: &value, &deepValues)
    // What is left is ids, times, and whatever a later version adds.
    _ = try redact(message: &value)
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
    /// Names of all members, in the order in which they stood.
    var order: [String]
    var name: JSONValue?
    var attributes: JSONValue?
  }

  private(set) var span: SpanData
  private let whole: Part
  /// Where the message of the status stood.
  private let statusPath: [String]
  private var statusOrder: [String] = []
  private var statusMessage: JSONValue?
  private let events: [Part]
  private let links: [Part]

  init(takenFrom value: inout JSONValue, _ deepValues: inout Int) {
    whole = Part(
      order: value.names,
      name: value.takeText("name"),
      attributes: value.takeObject("attributes", &deepValues)
    )
    span = TextCarriers.span(name: Self.hidden(whole.name), attributes: Self.attributes(whole))
    let parent = value["parent_span_id"] ?? value["parent_id"] ?? .null
    if parent != .null, parent != .string("") { span.parentSpanID = SpanID(UInt64.max) }
    if let message = value.takeText("status_message") {
      statusPath = ["status_message"]
      statusMessage = message
    } else if var status = value["status"], case let names = status.names,
      let message = status.takeText("message")
    {
      statusPath = ["status", "message"]
      statusOrder = names
      statusMessage = message
      value["status"] = status
    } else {
      statusPath = []
    }
    if statusMessage != nil {
      span.status = SpanStatus(code: .unset, message: Self.hidden(statusMessage))
    }
    events = Self.takeParts("events", named: true, &value, &deepValues)
    links = Self.takeParts("links", named: false, &value, &deepValues)
    for (number, event) in events.enumerated() {
      // The time tells later which event this was.
      span.events.append(
        SpanEvent(name: Self.hidden(event.name), time: UInt64(number), attributes: Self.attributes(event))
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
    let message = statusMessage?.replaced(by: .string(processed.statusMessage))
    switch statusPath.count {
    case 1: value[statusPath[0]] = message
    case 2:
      value[statusPath[0]]?[statusPath[1]] = message
      value[statusPath[0]]?.arrange(by: statusOrder)
    default: break
    }
    Self.put(whole, processed.name, processed.attributes, &value, keepsJSON: true)
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
        order: rests[index].names,
        name: named ? rests[index].takeText("name") : nil,
        attributes: rests[index].takeObject("attributes", &deepValues)
      )
    }
    value[key] = .array(rests)
    return parts
  }

  private static func hidden(_ text: JSONValue?) -> String { HiddenNUL.hidden(text?.text ?? "") }

  private static func attributes(_ part: Part) -> Attributes {
    part.attributes?.attribute.map ?? Attributes()
  }

  /// - Parameter keepsJSON: For the attributes of a span, which MLflow writes as JSON in texts, where it writes those of
  ///   events and links as they are.
  private static func put(
    _ part: Part,
    _ name: String,
    _ attributes: Attributes,
    _ value: inout JSONValue,
    keepsJSON: Bool = false
  ) {
    if let original = part.name { value["name"] = original.replaced(by: .string(name)) }
    if part.attributes != nil || !attributes.isEmpty {
      var originals: [JSONValue.Member] = []
      if case .object(let members)? = part.attributes { originals = members }
      var members = JSONValue.members(originals, replacedBy: attributes)
      if keepsJSON { keepJSON(&members, of: originals) }
      value["attributes"] = .object(members)
    }
    value.arrange(by: part.order)
  }

  /// Where as many are left, each is where it was: its key may be another.
  private static func keepJSON(_ members: inout [JSONValue.Member], of originals: [JSONValue.Member]) {
    let values = Dictionary(originals.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    for index in members.indices {
      let original =
        members.count == originals.count ? originals[index].value : values[members[index].name] ?? .null
      members[index].value = members[index].value.json(like: original)
    }
  }
}

extension JSONValue {
  fileprivate var names: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.name)
  }

  /// Puts members in the order that `names` has, and others behind them.
  fileprivate mutating func arrange(by names: [String]) {
    guard case .object(let members) = self, members.map(\.name) != names else { return }
    let places = Dictionary(zip(names, names.indices), uniquingKeysWith: { _, last in last })
    let order = members.indices.sorted { first, second in
      (places[members[first].name] ?? .max, first) < (places[members[second].name] ?? .max, second)
    }
    self = .object(order.map { members[$0] })
  }

  fileprivate mutating func takeText(_ name: String) -> JSONValue? {
    guard let value = self[name], value.text != nil else { return nil }
    self[name] = nil
    return value
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
    if let before = original.text, !JSONParser.isDocument(before) { return self }
    return JSONParser.isDocument(text) ? self : .string(String(decoding: self.encoded, as: UTF8.self))
  }
}
