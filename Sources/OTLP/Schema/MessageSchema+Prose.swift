// What the protocol says about its messages in prose only.
extension MessageSchema {
  /// The messages that are counted as items, and rejected alone.
  static let items: Set<String> = [
    "opentelemetry.proto.trace.v1.Span",
    "opentelemetry.proto.logs.v1.LogRecord",
    "opentelemetry.proto.metrics.v1.NumberDataPoint",
    "opentelemetry.proto.metrics.v1.HistogramDataPoint",
    "opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint",
    "opentelemetry.proto.metrics.v1.SummaryDataPoint",
  ]

  /// Length of an id, by its field's name.
  static let identifierBytes: [String: UInt8] = ["trace_id": 16, "span_id": 8, "parent_span_id": 8]

  static func identifierBytes(of path: String) -> UInt8 {
    guard let name = path.split(separator: ".").last, let bytes = identifierBytes[String(name)] else {
      preconditionFailure("an id of unknown length")
    }
    return bytes
  }

  /// A link without is no reason to reject its span: receivers take it.
  static let requiredIdentifiers: Set<String> = [
    "opentelemetry.proto.trace.v1.Span.trace_id",
    "opentelemetry.proto.trace.v1.Span.span_id",
  ]

  /// Indices into the string table of profiles. The protocol tells receivers of other signals to act as
  /// if they were absent; as numbers that no text visit shows, they would be a way round redaction.
  static let ignored: Set<String> = [
    "opentelemetry.proto.common.v1.AnyValue.string_value_strindex",
    "opentelemetry.proto.common.v1.KeyValue.key_strindex",
  ]
}
