internal import COTLP
internal import CProtobufC

@testable import OTLP

/// Everything that an editor can change in a span, once through the editor and once in protobuf-c's structures.
enum SpanChange: CaseIterable {
  case name, kind, times, status, statusMessage
  case newAttribute, oldAttribute, removedAttributes, attributes
  case droppedEvents, eventNames, eventTimes, events, droppedLinks, linkAttributes, links

  static let key = "added.é"
  static let value: AttributeValue = .array(["a", 1, .bytes([2, 0]), .map(["b": .double(0.5), "c": true])])
  private static let text = "changed \u{1F600}"
  private static let time: UInt64 = 1_700_000_000_000_000_001

  func apply(to span: inout SpanEditor) throws {
    switch self {
    case .name: try span.setName(Self.text)
    case .kind: span.kind = .consumer
    case .times: (span.startTime, span.endTime) = (Self.time, Self.time + 1)
    case .status: try span.setStatus(SpanStatus(code: .error, message: Self.text))
    case .statusMessage: try span.setStatusMessage(Self.text)
    case .newAttribute: try span.setAttribute(Self.key, to: Self.value)
    case .oldAttribute:
      try span.editAttributes { attributes in
        if let key = attributes.all.first?.key { try attributes.set(key, to: Self.value) }
      }
    case .removedAttributes: _ = span.editAttributes { $0.remove { $0.count % 2 == 0 } }
    case .attributes: try span.setAttributes([Self.key: Self.value])
    case .droppedEvents: span.editEvents { if $0.name.utf8.count % 2 == 0 { $0.drop() } }
    case .eventNames: try span.editEvents { try $0.setName(Self.text) }
    case .eventTimes: span.editEvents { $0.time = Self.time }
    case .events:
      let event = SpanEvent(name: Self.text, time: Self.time, attributes: [Self.key: Self.value])
      try span.setEvents([event])
    case .droppedLinks: span.editLinks { if $0.traceState.utf8.count % 2 == 0 { $0.drop() } }
    case .linkAttributes:
      try span.editLinks { link in try link.editAttributes { try $0.set(Self.key, to: Self.value) } }
    case .links:
      let identifier = TraceID(high: 1, low: 2)
      let link = SpanLink(traceID: identifier, spanID: SpanID(3), attributes: [Self.key: Self.value])
      try span.setLinks([link])
    }
    // A change of a span that has no such part is none; the other side has protobuf-c pack it all the same.
    span.editAttributes { _ in }
  }

  func apply(to span: UnsafeMutablePointer<SpanMessage>, _ arena: ArenaAllocator) throws {
    let donor = try Self.donor(arena)
    switch self {
    case .name: span.pointee.name = donor.pointee.name
    case .kind: span.pointee.kind = donor.pointee.kind
    case .times:
      span.pointee.start_time_unix_nano = donor.pointee.start_time_unix_nano
      span.pointee.end_time_unix_nano = donor.pointee.end_time_unix_nano
    case .status: span.pointee.status = donor.pointee.status
    case .statusMessage:
      if span.pointee.status == nil {
        span.pointee.status = donor.pointee.status
        span.pointee.status.pointee.code = .init(0)
      } else {
        span.pointee.status.pointee.message = donor.pointee.name
      }
    case .newAttribute:
      try Self.setAttribute(&span.pointee.n_attributes, &span.pointee.attributes, donor, arena)
    case .oldAttribute:
      if span.pointee.n_attributes > 0 {
        span.pointee.attributes[0]?.pointee.value = donor.pointee.attributes[0]?.pointee.value
      }
    case .removedAttributes:
      Self.keep(&span.pointee.n_attributes, span.pointee.attributes) { !Self.isEven($0.pointee.key) }
    case .attributes:
      span.pointee.n_attributes = donor.pointee.n_attributes
      span.pointee.attributes = donor.pointee.attributes
    case .droppedEvents:
      Self.keep(&span.pointee.n_events, span.pointee.events) { !Self.isEven($0.pointee.name) }
    case .eventNames:
      for index in 0..<span.pointee.n_events { span.pointee.events[index]?.pointee.name = donor.pointee.name }
    case .eventTimes:
      for index in 0..<span.pointee.n_events {
        span.pointee.events[index]?.pointee.time_unix_nano = Self.time
      }
    case .events:
      span.pointee.n_events = donor.pointee.n_events
      span.pointee.events = donor.pointee.events
    case .droppedLinks:
      Self.keep(&span.pointee.n_links, span.pointee.links) { !Self.isEven($0.pointee.trace_state) }
    case .linkAttributes:
      for index in 0..<span.pointee.n_links {
        guard let link = span.pointee.links[index] else { continue }
        try Self.setAttribute(&link.pointee.n_attributes, &link.pointee.attributes, Self.donor(arena), arena)
      }
    case .links:
      span.pointee.n_links = donor.pointee.n_links
      span.pointee.links = donor.pointee.links
    }
  }

  /// A span whose parts are what the changes put in place, written by hand and unpacked by protobuf-c.
  static func donor(_ arena: ArenaAllocator) throws -> UnsafeMutablePointer<SpanMessage> {
    let attribute = WireWriter {
      $0.text(1, key)
      $0.message(2) {
        $0.message(5) {
          $0.message(1) { $0.text(1, "a") }
          $0.message(1) { $0.number(3, 1) }
          $0.message(1) { $0.bytes(7, [2, 0]) }
          $0.message(1) {
            $0.message(6) {
              $0.message(1) {
                $0.text(1, "b")
                $0.message(2) { $0.fixed64(4, 0.5.bitPattern) }
              }
              $0.message(1) {
                $0.text(1, "c")
                $0.message(2) { $0.number(2, 1) }
              }
            }
          }
        }
      }
    }.bytes
    let span = WireWriter {
      $0.text(5, text)
      $0.number(6, 5)
      $0.fixed64(7, time)
      $0.fixed64(8, time + 1)
      $0.bytes(9, attribute)
      $0.message(11) {
        $0.fixed64(1, time)
        $0.text(2, text)
        $0.bytes(3, attribute)
      }
      $0.message(13) {
        $0.bytes(1, [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2])
        $0.bytes(2, [0, 0, 0, 0, 0, 0, 0, 3])
        $0.bytes(4, attribute)
      }
      $0.message(15) {
        $0.text(2, text)
        $0.number(3, 2)
      }
    }.bytes
    return try span.withUnsafeBufferPointer {
      UnsafeMutableRawPointer(try arena.unpack($0, otlp_span())).assumingMemoryBound(to: SpanMessage.self)
    }
  }

  /// Puts the donor's attribute in the place of the first of its key, or behind the others.
  static func setAttribute(
    _ count: inout Int,
    _ pairs: inout MessageArray<KeyValueMessage>?,
    _ donor: UnsafeMutablePointer<SpanMessage>,
    _ arena: ArenaAllocator
  ) throws {
    let made = donor.pointee.attributes[0]
    for index in 0..<count {
      guard let pair = pairs?[index], String(cString: pair.pointee.key) == key else { continue }
      pair.pointee.value = made?.pointee.value
      return
    }
    let longer = try arena.array(of: UnsafeMutablePointer<KeyValueMessage>?.self, count: count + 1)
    for index in 0..<count { longer[index] = pairs?[index] }
    longer[count] = made
    (count, pairs) = (count + 1, longer)
  }

  private static func keep<Message>(
    _ count: inout Int,
    _ messages: MessageArray<Message>?,
    _ isKept: (UnsafeMutablePointer<Message>) -> Bool
  ) {
    guard let messages else { return }
    let kept = (0..<count).compactMap { messages[$0] }.filter(isKept)
    for (index, message) in kept.enumerated() { messages[index] = message }
    count = kept.count
  }

  private static func isEven(_ text: TextPointer?) -> Bool {
    text.map { String(cString: $0).utf8.count % 2 == 0 } ?? true
  }
}
