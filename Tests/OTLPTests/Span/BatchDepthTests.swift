import Testing

@testable import OTLP

@Suite("How deep the values of a batch are")
struct BatchDepthTests {
  private static func nested(_ levels: Int, inMap: Bool) -> AttributeValue {
    (0..<levels).reduce("x") { value, _ in inMap ? ["k": value] : .array([value, 1]) }
  }

  private static func span(_ value: AttributeValue, in place: Int) -> SpanData {
    var span = SpanData(
      traceID: TraceID(high: 1, low: 1),
      spanID: SpanID(1),
      name: "s",
      attributes: ["plain": 1]
    )
    let attributes: Attributes = ["deep": value]
    switch place {
    case 0: span.attributes = attributes
    case 1: span.events = [SpanEvent(name: "e", time: 0, attributes: attributes)]
    case 2: span.links = [SpanLink(traceID: span.traceID, spanID: span.spanID, attributes: attributes)]
    case 3: span.resource.attributes = attributes
    default: span.scope.attributes = attributes
    }
    return span
  }

  @Test("Of spans that are appended, wherever the value is", arguments: 0..<5, [true, false])
  func appended(place: Int, inMap: Bool) throws {
    for levels in [0, 1, 31, 32, 40, 64, 2000] {
      var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
      try batch.append([Self.span(1, in: 0), Self.span(Self.nested(levels, inMap: inMap), in: place)])
      #expect(batch.depth == min(levels, 65))
      batch.removeAll()
      #expect(batch.depth == 0)
    }
  }
}
