import OTLP
import TestSupport
import Testing

@testable import TraceVeil

@Suite struct MLflowSpanPreparationTests {
  private struct Prepared: Equatable {
    var name: String
    var start: UInt64
    var end: UInt64
    var attributes: Attributes
    var eventTimes: [UInt64] = []
  }

  /// What is made of spans as the library has them, which is the same as of a request that a receiver has screened.
  private func prepare(_ spans: [SpanData]) throws -> [Prepared] {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append(spans)
    let bytes = packed(batch)
    var received = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try received.append(holding: bytes, summary: screened(bytes))
    try MLflowSpanPreparation().transform(&batch)
    try MLflowSpanPreparation().transform(&received)
    #expect(packed(received) == packed(batch))
    return try prepared(&batch)
  }

  private func screened(_ bytes: [UInt8]) throws -> WireSummary {
    try WireValidator.validate(
      bytes.span,
      as: .traces,
      screeningFor: MLflowSpanPreparation.screenedKeys
    )
  }

  private func packed(_ batch: borrowing TelemetryBatch) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: batch.packedSize())
    _ = bytes.withUnsafeMutableBytes { batch.pack(into: $0) }
    return bytes
  }

  private func prepared(_ batch: inout TelemetryBatch) throws -> [Prepared] {
    var prepared: [Prepared] = []
    try batch.editSpans { span in
      var found = Prepared(
        name: span.name,
        start: span.startTime,
        end: span.endTime,
        attributes: span.editAttributes { $0.all }
      )
      span.editEvents { found.eventTimes.append($0.time) }
      prepared.append(found)
    }
    return prepared
  }

  private func span(_ number: Int, trace: Int = 0, isRoot: Bool = false, _ attributes: Attributes = [:])
    -> SpanData
  {
    var span = SpanData.sample(number, attributes: attributes)
    span.traceID = TraceID(high: 9, low: UInt64(trace) + 1)
    span.parentSpanID = isRoot ? nil : SpanID(1000)
    return span
  }

  /// MLflow undoes the JSON of an attribute once.
  @Test(arguments: [(20, false), (31, false), (32, true), (64, true)])
  func aValueThatIsTooDeepForItBecomesItsJSON(levels: Int, isText: Bool) throws {
    var deep: AttributeValue = "leaf"
    for _ in 0..<levels { deep = ["k": deep] }
    var made = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try made.append([span(0, isRoot: true, ["deep": deep, "beside": ["k": "v"]])])
    let bytes = packed(made)
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    let summary = try screened(bytes)
    #expect(summary.passedScreen)
    try batch.append(holding: bytes, summary: summary)
    #expect(batch.depth == levels)
    try MLflowSpanPreparation().transform(&batch)
    var attributes: [Attributes] = []
    try batch.editSpans { span in attributes.append(span.editAttributes { $0.all }) }
    #expect(attributes.first?["beside"] == ["k": "v"])
    let json = JSONDocument.text(of: .string(JSONDocument.text(of: deep)))
    #expect(attributes.first?["deep"] == (isText ? .string(json) : deep))
    batch.removeAll()
    #expect([batch.depth] == [0])
  }

  /// The number of messages in each other that MLflow 3.17.2 and 3.18.0 take at each place, and one more.
  @Test(arguments: [0, 1])
  func eachPlaceHasItsOwnDepth(more: Int) throws {
    func value(_ messages: Int) -> AttributeValue {
      var value: AttributeValue = "leaf"
      var left = messages - 1
      while left > 0 {
        value = left.isMultiple(of: 2) ? .array([value]) : ["k": value]
        left -= left.isMultiple(of: 2) ? 2 : 3
      }
      return value
    }
    var span = span(0, ["k": value(96 + more)])
    span.events = [SpanEvent(name: "e", time: 1, attributes: ["k": value(95 + more)])]
    span.links = [SpanLink(traceID: span.traceID, spanID: span.spanID, attributes: ["k": value(95 + more)])]
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append([span])
    #expect(try MLflowDepth.flatten(&batch).values == 3 * more)
    #expect(try MLflowDepth.flatten(&batch) == MLflowDepth.Flattened())
  }

  @Test(
    arguments: [
      (5, 7, 5, 7), (5, 0, 5, 5), (5, 3, 5, 5),
      (UInt64.max, 7, UInt64(Int64.max), UInt64(Int64.max)), (5, UInt64.max, 5, UInt64(Int64.max)),
    ] as [(UInt64, UInt64, UInt64, UInt64)]
  )
  func setsTimesRight(start: UInt64, end: UInt64, newStart: UInt64, newEnd: UInt64) throws {
    var span = span(0)
    span.startTime = start
    span.endTime = end
    span.events = [SpanEvent(name: "e", time: .max), SpanEvent(name: "f", time: 8)]
    let prepared = try prepare([span])
    #expect(prepared.map(\.start) == [newStart] && prepared.map(\.end) == [newEnd])
    #expect(prepared.map(\.eventTimes) == [[UInt64(Int64.max), 8]])
  }

  @Test func takesOutSpansWithoutIDs() throws {
    var noTrace = span(1)
    noTrace.traceID = TraceID(high: 0, low: 0)
    var noSpan = span(2)
    noSpan.spanID = SpanID(0)
    #expect(try prepare([span(0), noTrace, noSpan]).map(\.name) == ["span 0"])
  }

  @Test func theRootTakesOverWhatItsTraceHas() throws {
    let prepared = try prepare([
      span(0, ["session.id": "s1", "mlflow.traceTag.team": "a", "other": 1]),
      span(1, isRoot: true, ["user.id": "own"]),
      span(2, ["user.id": "u2", "session.id": "s2"]),
    ])
    let root = try #require(prepared.first { $0.name == "span 1" })
    #expect(
      root.attributes == ["user.id": "own", "mlflow.traceTag.team": "a", "session.id": "s1"]
    )
  }

  @Test func tracesDoNotMix() throws {
    let prepared = try prepare([
      span(0, trace: 1, ["session.id": "s1"]), span(1, trace: 2, isRoot: true),
      span(2, trace: 1, isRoot: true),
    ])
    #expect(prepared.first { $0.name == "span 1" }?.attributes == [:])
    #expect(prepared.first { $0.name == "span 2" }?.attributes == ["session.id": "s1"])
  }

  @Test func theResourceWinsOverOtherSpansOfTheTrace() throws {
    var root = span(0, isRoot: true)
    root.resource = Resource(attributes: ["session.id": "r", "mlflow.traceTag.env": "prod", "x": "y"])
    var child = span(1, ["session.id": "c"])
    child.resource = root.resource
    let prepared = try prepare([root, child])
    #expect(
      prepared.first { $0.name == "span 0" }?.attributes == [
        "mlflow.traceTag.env": "prod", "session.id": "r",
      ]
    )
    #expect(prepared.first { $0.name == "span 1" }?.attributes == ["session.id": "c"])
  }

  @Test func takesOverABoundedNumberOfTags() throws {
    let tags = Attributes((0..<200).map { ("mlflow.traceTag.\($0)", .int(1)) })
    let prepared = try prepare([span(0, tags), span(1, isRoot: true)])
    let root = try #require(prepared.first { $0.name == "span 1" })
    #expect(root.attributes.count == MLflowSpanPreparation.maximumTags)
  }
}
