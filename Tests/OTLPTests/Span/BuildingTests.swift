import Testing

@testable import OTLP
@testable import ProtobufWire

@Suite struct BuildingTests {
  private func pack(_ spans: [SpanData]) throws -> [UInt8] {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 24)
    try batch.append(spans)
    #expect(batch.itemCount == spans.count)
    let packed = batch.packed()
    // The same bytes, however much was in the batch before.
    var encoded = TelemetryBatch(signal: .traces, maximumBytes: 1 << 24)
    for count in 1...2 {
      try encoded.append(spans)
      #expect(encoded.itemCount == count * spans.count)
      #expect(encoded.packed() == Array(repeatElement(packed, count: count).joined()))
    }
    return packed
  }

  private static let span = SpanData(
    traceID: TraceID(high: 0x3031_3233_3435_3637, low: 0x3839_6162_6364_6566),
    spanID: SpanID(0x3031_3233_3435_3637),
    parentSpanID: SpanID(0x3031_3233_3435_3637),
    flags: 257,
    name: "chat",
    kind: .client,
    startTime: 1_790_000_000_000_000_000,
    attributes: [
      "user": "bob@example.com", "count": 300, "ratio": 0.5, "list": ["été", true],
      "map": .map(["member": .bytes([1, 2, 255])]),
    ],
    events: [SpanEvent(name: "exception", attributes: ["message": "no such user"])],
    links: [
      SpanLink(
        traceID: TraceID(high: 0x3031_3233_3435_3637, low: 0x3839_6162_6364_6566),
        spanID: SpanID(0x3031_3233_3435_3637),
        traceState: "a=b"
      )
    ],
    status: SpanStatus(code: .error, message: "failed"),
    scope: InstrumentationScope(name: "library", version: "1.0")
  )

  @Test func writesEveryField() throws {
    // The same telemetry as the sample, which is written by hand; a built one has a resource always.
    let canonical = try CanonicalMessage(pack([Self.span]), Signal.traces.requestDescriptor)
    let withResource = Sample.rich(withResource: true)
    #expect(try canonical == CanonicalMessage(withResource, Signal.traces.requestDescriptor))
  }

  @Test func writesCountsAndTimes() throws {
    var span = Self.span
    span.endTime = 1_790_000_000_000_000_001
    span.traceState = "vendor=1"
    span.droppedAttributesCount = 1
    span.droppedEventsCount = 2
    span.droppedLinksCount = 3
    span.events = [SpanEvent(name: "e", time: 5, droppedAttributesCount: 4)]
    span.links[0].droppedAttributesCount = 5
    span.links[0].flags = 6
    span.links[0].attributes = ["l": 1]
    let expected = Sample.traces { scopeSpans in
      Sample.span(&scopeSpans) { span in
        span.text(3, "vendor=1")
        span.fixed64(8, 1_790_000_000_000_000_001)
        span.number(10, 1)
        span.number(12, 2)
        span.number(14, 3)
        span.message(11) { event in
          event.fixed64(1, 5)
          event.text(2, "e")
          event.number(4, 4)
        }
        span.message(13) { link in
          link.bytes(1, Sample.traceID)
          link.bytes(2, Sample.spanID)
          link.text(3, "a=b")
          Sample.attribute(&link, 4, "l") { $0.number(3, 1) }
          link.number(5, 5)
          link.fixed32(6, 6)
        }
      }
    }
    let fields = [3, 8, 10, 11, 12, 13, 14] as Set<UInt32>
    let built = try CanonicalMessage(pack([span]), Signal.traces.requestDescriptor).onlySpan(fields)
    #expect(try built == CanonicalMessage(expected, Signal.traces.requestDescriptor).onlySpan(fields))
  }

  @Test func groupsByResourceAndScope() throws {
    var random = SeededGenerator()
    let resources = (0..<3).map {
      Resource(attributes: ["service.name": .string("s\($0)")], schemaURL: "u\($0)")
    }
    let scopes = (0..<3).map { InstrumentationScope(name: "scope\($0)", schemaURL: "v\($0)") }
    let spans = (0..<100).map { number in
      var span = SpanData(traceID: TraceID(high: 1, low: 1), spanID: SpanID(1), name: "span\(number)")
      span.resource = resources.randomElement(using: &random) ?? resources[0]
      span.scope = scopes.randomElement(using: &random) ?? scopes[0]
      return span
    }
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(spans)
    var found: [String: [String]] = [:]
    try batch.editSpans { span in
      guard case .string(let service)? = span.original.resource.attributes["service.name"] else { return }
      found["\(service) \(span.original.scope.name)", default: []].append(span.name)
    }
    let expected = Dictionary(grouping: spans) { span -> String in
      guard case .string(let service)? = span.resource.attributes["service.name"] else { return "" }
      return "\(service) \(span.scope.name)"
    }
    #expect(found == expected.mapValues { $0.map(\.name) })
    #expect(SpanGroups(spans).resources.count == 3)
    #expect(SpanGroups(spans).resources.allSatisfy { $0.scopes.count == 3 })
  }

  @Test func replacesNULInEveryText() throws {
    var span = Self.span
    span.name = "a\0b"
    span.traceState = "\0"
    span.attributes = ["k\0": "v\0\0w", "m": .map(["\0n": ["\0"]])]
    span.events[0].name = "\0e"
    span.status = SpanStatus(code: .error, message: "x\0")
    span.resource = Resource(attributes: ["r": "\0"], schemaURL: "\0u")
    span.scope = InstrumentationScope(name: "s\0", version: "\0", schemaURL: "\0")
    let packed = try pack([span])
    #expect(try WireValidator.validate(packed.span, as: .traces).nulTexts == 0)
    for text in [
      "a\u{FFFD}b", "k\u{FFFD}", "v\u{FFFD}\u{FFFD}w", "\u{FFFD}n", "\u{FFFD}e", "x\u{FFFD}", "\u{FFFD}u",
      "s\u{FFFD}",
    ] {
      #expect(packed.holds(text), "\(text)")
    }
  }

  /// What is built here can be read here.
  @Test func aTextTakesThePlaceOfWhatIsNestedTooDeep() throws {
    var array: AttributeValue = "deep"
    var map: AttributeValue = "deep"
    for _ in 0..<100 {
      array = [array]
      map = .map(["m": map])
    }
    var span = Self.span
    span.attributes = ["array": array, "map": map]
    span.events[0].attributes = span.attributes
    span.resource.attributes = span.attributes
    span.scope.attributes = span.attributes
    let packed = try pack([span])
    let summary = try WireValidator.validate(packed.span, as: .traces)
    #expect(summary.acceptedItems == 1 && summary.isClean && summary.depth == 64)
    #expect(!packed.holds("deep") && packed.holds(DeepValue.standIn))
  }

  @Test func memoryLimitIsAnError() throws {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 17)
    try batch.append([Self.span])
    let before = batch.packed()
    var large = Self.span
    large.name = String(repeating: "x", count: 1 << 18)
    do {
      try batch.append([Self.span, large])
      Issue.record("accepted")
    } catch {
      #expect(error.reason == .tooLarge)
    }
    #expect(batch.packed() == before)
    #expect(batch.itemCount == 1)
  }

  @Test func encodedSpansAreSeenAsAnyOthers() throws {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append([Self.span, Self.span])
    var editor = ClosureEditor { $0.place == .spanName ? .replace("renamed") : .keep }
    try batch.editTexts(&editor)
    var names: [String] = []
    try batch.editSpans { names.append($0.name) }
    #expect(names == ["renamed", "renamed"])
    try batch.append([Self.span])
    try batch.editSpans { names.append($0.name) }
    #expect(names.count == 5 && names.last == "chat")
  }

  @Test func serializesIntoReusedMemory() throws {
    var scratch = ScratchMemory()
    for count in [1, 50, 2] {
      var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 24)
      try batch.append(Array(repeating: Self.span, count: count))
      let packed = batch.packed()
      #expect(Array(batch.serialize(into: &scratch)) == packed)
    }
    var empty = TelemetryBatch(signal: .logs, maximumBytes: 1 << 10)
    #expect(empty.serialize(into: &scratch).isEmpty)
  }
}

extension CanonicalMessage {
  /// Some fields of the one span of a request of traces.
  fileprivate func onlySpan(_ fields: Set<UInt32>) -> [UInt32: [CanonicalMessage]] {
    var message = self
    for field: UInt32 in [1, 2, 2] {
      guard case .message(let members) = message, let inner = members[field]?.first else { return [:] }
      message = inner
    }
    guard case .message(let members) = message else { return [:] }
    return members.filter { fields.contains($0.key) }
  }
}
