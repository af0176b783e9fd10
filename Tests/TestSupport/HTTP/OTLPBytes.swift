/// OTLP requests written by hand, byte by byte, so that no code under test makes its own input.
package enum OTLPBytes {
  /// An `ExportTraceServiceRequest` with `count` spans of one attribute each.
  package static func traces(
    spans count: Int = 1,
    value: String = "a value",
    traceID: [UInt8] = Array(repeating: 7, count: 16),
    spanID: [UInt8] = Array(repeating: 9, count: 8)
  ) -> [UInt8] {
    let attribute = field(1, "a.key") + field(2, field(1, value))
    let span = field(1, traceID) + field(2, spanID) + field(5, "a span") + field(9, attribute)
    let scopeSpans = (0..<count).flatMap { _ in field(2, span) }
    return field(1, field(2, scopeSpans))
  }

  /// An `ExportLogsServiceRequest` with one record.
  package static func logs(body: String = "a line") -> [UInt8] {
    field(1, field(2, field(2, field(5, field(1, body)))))
  }

  /// An `ExportMetricsServiceRequest` with one gauge of one point.
  package static func metrics(name: String = "a.metric") -> [UInt8] {
    let point: [UInt8] = [0x31] + Array(repeating: 0, count: 8)  // as_int, fixed64
    return field(1, field(2, field(2, field(1, name) + field(5, field(1, point)))))
  }

  /// `traces` with an attribute value nested `depth` array values deep.
  package static func nested(depth: Int) -> [UInt8] {
    var value = field(1, "x")
    for _ in 0..<depth { value = field(5, field(1, value)) }
    let span =
      field(1, Array(repeating: 7, count: 16)) + field(2, Array(repeating: 9, count: 8))
      + field(9, field(1, "k") + field(2, value))
    return field(1, field(2, field(2, span)))
  }

  /// A length-delimited field.
  package static func field(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(payload.count) + payload
  }

  package static func field(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

  package static func varint(_ value: Int) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
