/// What a span may hold before more of it is dropped and counted. A limit of 0 drops all; nil is no limit.
public struct SpanLimits: Hashable, Sendable {
  /// Characters of a string, bytes of a byte array.
  public var attributeValueLength: Int?
  public var attributeCount = 128
  public var eventCount = 128
  public var linkCount = 128
  public var eventAttributeCount = 128
  public var linkAttributeCount = 128

  public init() {}
}

extension SpanLimits {
  /// Reads `OTEL_SPAN_*`, `OTEL_EVENT_*`, `OTEL_LINK_*` and, where those of a span are unset, the general
  /// `OTEL_ATTRIBUTE_*`.
  public init(reading reader: inout ConfigurationReader) throws(ConfigurationError) {
    attributeValueLength = try reader.optionalInteger([
      "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    ])
    attributeCount = try reader.integer(
      ["OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"],
      default: 128
    )
    eventCount = try reader.integer(["OTEL_SPAN_EVENT_COUNT_LIMIT"], default: 128)
    linkCount = try reader.integer(["OTEL_SPAN_LINK_COUNT_LIMIT"], default: 128)
    eventAttributeCount = try reader.integer(
      ["OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"],
      default: 128
    )
    linkAttributeCount = try reader.integer(
      ["OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"],
      default: 128
    )
  }
}
