import Testing

@testable import OTLP

@Suite struct RequestCutTests {
  private func span(_ number: Int, trace: Int, resource: String = "r", scope: String = "s") -> SpanData {
    SpanData(
      traceID: TraceID(high: 1, low: UInt64(trace) + 1),
      spanID: SpanID(UInt64(number) + 1),
      name: "span \(number)",
      attributes: ["text": .string(String(repeating: "x", count: 100))],
      resource: Resource(attributes: ["service.name": .string(resource)]),
      scope: InstrumentationScope(name: scope)
    )
  }

  private func body(_ spans: [SpanData]) throws -> [UInt8] {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 4 << 20)
    try batch.append(spans)
    return batch.packed()
  }

  /// Name, resource and scope of each span.
  private func spans(_ body: [UInt8]) throws -> [String] {
    var batch = try TelemetryBatch(decoding: body, as: .traces)
    var found: [String] = []
    try batch.editSpans { span in
      let text = span.attribute("text").map { "\($0)".count } ?? 0
      found.append(
        "\(span.name) \(span.original.resource.attributes["service.name"] ?? "") \(span.original.scope.name) \(text > 100)"
      )
    }
    return found
  }

  private func parts(_ body: [UInt8], _ limits: TraceRequestLimits) throws -> [RequestPart]? {
    try body.withUnsafeBufferPointer { try RequestCut.parts(of: $0, within: limits) }
  }

  private let mixed = [(0, "a", "x"), (1, "a", "x"), (2, "a", "y"), (3, "b", "x"), (4, "b", "x")]

  private func mixedBody() throws -> [UInt8] {
    try body(mixed.map { span($0.0, trace: $0.0 / 2, resource: $0.1, scope: $0.2) })
  }

  @Test func leavesWhatIsWithinTheLimits() throws {
    #expect(try parts(mixedBody(), .init(spans: 5, traces: 3, bytes: 1000)) == nil)
    #expect(try parts([], .init(spans: 1)) == nil)
  }

  @Test(arguments: 1...4)
  func cutsBySpansAndKeepsWhatStandsAroundThem(limit: Int) throws {
    let body = try mixedBody()
    let parts = try #require(try parts(body, .init(spans: limit)))
    #expect(parts.map(\.items.count).reduce(0, +) == 5 && parts.allSatisfy { $0.items.count <= limit })
    #expect(try parts.flatMap { try spans($0.body) } == spans(body))
    for part in parts { #expect(try spans(part.body).count == part.items.count) }
  }

  @Test func cutsByTraces() throws {
    let body = try body((0..<6).map { span($0, trace: $0 / 2) })
    let parts = try #require(try parts(body, .init(traces: 2)))
    #expect(parts.map(\.items.count) == [4, 2])
  }

  @Test func aTraceThatComesBackIsTheSame() throws {
    let body = try body([span(0, trace: 0), span(1, trace: 1), span(2, trace: 0), span(3, trace: 1)])
    #expect(try parts(body, .init(traces: 2)) == nil)
  }

  @Test func cutsByBytesAndSendsALargeSpanAlone() throws {
    let body = try body([span(0, trace: 0), span(1, trace: 0), span(2, trace: 0)])
    #expect(try parts(body, .init(bytes: 350))?.map(\.items.count) == [2, 1])
    #expect(try parts(body, .init(bytes: 1))?.map(\.items.count) == [1, 1, 1])
  }

  @Test func leavesARequestWholeWhosePartsWouldRepeatMostOfIt() throws {
    let resource = String(repeating: "r", count: 10_000)
    let body = try body((0..<100).map { span($0, trace: $0, resource: resource) })
    #expect(try parts(body, .init(spans: 50))?.count == 2)
    #expect(try parts(body, .init(spans: 1)) == nil)
  }

  @Test func emptiesARootSpan() throws {
    var root = span(0, trace: 0)
    root.kind = .server
    root.startTime = 5
    root.endTime = 7
    root.status = SpanStatus(code: .error, message: "secret")
    let body = try body([root])
    let emptied = try #require(try body.withUnsafeBufferPointer { try RequestCut.emptiedRoot(of: $0) })
    var batch = try TelemetryBatch(decoding: emptied, as: .traces)
    var count = 0
    try batch.editSpans { span in
      count += 1
      #expect(span.traceID == root.traceID && span.spanID == root.spanID && span.parentSpanID == nil)
      #expect(span.startTime == 5 && span.endTime == 7 && span.kind == .server)
      #expect(span.status.code == .error && span.status.message.isEmpty && span.name.isEmpty)
      #expect(span.attribute("text") == nil && span.original.resource.attributes["service.name"] == nil)
    }
    #expect(count == 1)
  }

  @Test func emptiesNoOtherSpan() throws {
    var child = span(0, trace: 0)
    child.parentSpanID = SpanID(9)
    for body in [try body([child]), try mixedBody(), []] {
      #expect(try body.withUnsafeBufferPointer { try RequestCut.emptiedRoot(of: $0) } == nil)
    }
  }

  @Test func bytesThatAreNoRequestAreAnError() {
    #expect(throws: DecodeError.self) { try parts([0x0a, 0x05, 0x12], .init(spans: 1)) }
  }
}
