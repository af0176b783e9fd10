package import OTLP

extension SpanData {
  /// A sampled span, unlike that of any other number.
  package static func sample(_ number: Int, attributes: Attributes = ["http.request.method": "GET"])
    -> SpanData
  {
    SpanData(
      traceID: TraceID(high: 7, low: UInt64(number) + 1),
      spanID: SpanID(UInt64(number) + 1),
      flags: 1,
      name: "span \(number)",
      kind: .server,
      startTime: 1_750_000_000_000_000_000,
      endTime: 1_750_000_000_012_345_678,
      attributes: attributes,
      resource: Resource(attributes: ["service.name": "shop"]),
      scope: InstrumentationScope(name: "test", version: "1")
    )
  }

  package static func samples(_ count: Int, from first: Int = 0) -> [SpanData] {
    (first..<first + count).map { sample($0) }
  }
}
