/// The messages of OTLP 1.x, as far as they are printed: names and types of fields by number.
enum OTLPMessage: Sendable, Hashable {
  case tracesRequest, resourceSpans, scopeSpans, span, spanEvent, spanLink, status
  case logsRequest, resourceLogs, scopeLogs, logRecord
  case metricsRequest, resourceMetrics, scopeMetrics, metric
  case gauge, sum, histogram, exponentialHistogram, summary
  case numberPoint, histogramPoint, exponentialPoint, buckets, summaryPoint, quantile, exemplar
  case resource, scope, keyValue, anyValue, arrayValue, keyValueList, entityRef
}

/// How a field is encoded, and how it is printed.
enum OTLPFieldType: Sendable, Hashable {
  case string, bool, double
  /// Bytes printed in hexadecimal, as ids are.
  case identifier
  /// Bytes printed in base64.
  case bytes
  /// Variable length, printed as a number; enumerations too.
  case uint32, sint32
  /// Variable length, printed as a decimal text.
  case int64
  case fixed32
  /// Eight bytes, printed as a decimal text.
  case fixed64, sfixed64
  case message(OTLPMessage)
}

struct OTLPField: Sendable {
  let name: String
  let type: OTLPFieldType
  var isRepeated = false
}

extension OTLPMessage {
  /// The fields by number. What is not listed is not printed.
  var fields: [Int: OTLPField] { Self.schema[self] ?? [:] }

  private static let schema: [OTLPMessage: [Int: OTLPField]] =
    commonSchema.merging(traceSchema) { $1 }.merging(logSchema) { $1 }.merging(metricSchema) { $1 }

  private static func one(_ name: String, _ type: OTLPFieldType) -> OTLPField {
    OTLPField(name: name, type: type)
  }

  private static func many(_ name: String, _ type: OTLPFieldType) -> OTLPField {
    OTLPField(name: name, type: type, isRepeated: true)
  }

  private static let commonSchema: [OTLPMessage: [Int: OTLPField]] = [
    .anyValue: [
      1: one("stringValue", .string), 2: one("boolValue", .bool), 3: one("intValue", .int64),
      4: one("doubleValue", .double), 5: one("arrayValue", .message(.arrayValue)),
      6: one("kvlistValue", .message(.keyValueList)), 7: one("bytesValue", .bytes),
    ],
    .arrayValue: [1: many("values", .message(.anyValue))],
    .keyValueList: [1: many("values", .message(.keyValue))],
    .keyValue: [1: one("key", .string), 2: one("value", .message(.anyValue))],
    .resource: [
      1: many("attributes", .message(.keyValue)), 2: one("droppedAttributesCount", .uint32),
      3: many("entityRefs", .message(.entityRef)),
    ],
    .scope: [
      1: one("name", .string), 2: one("version", .string), 3: many("attributes", .message(.keyValue)),
      4: one("droppedAttributesCount", .uint32),
    ],
    .entityRef: [
      1: one("schemaUrl", .string), 2: one("type", .string), 3: many("idKeys", .string),
      4: many("descriptionKeys", .string),
    ],
  ]

  private static let traceSchema: [OTLPMessage: [Int: OTLPField]] = [
    .tracesRequest: [1: many("resourceSpans", .message(.resourceSpans))],
    .resourceSpans: [
      1: one("resource", .message(.resource)), 2: many("scopeSpans", .message(.scopeSpans)),
      3: one("schemaUrl", .string),
    ],
    .scopeSpans: [
      1: one("scope", .message(.scope)), 2: many("spans", .message(.span)), 3: one("schemaUrl", .string),
    ],
    .span: [
      1: one("traceId", .identifier), 2: one("spanId", .identifier), 3: one("traceState", .string),
      4: one("parentSpanId", .identifier), 5: one("name", .string), 6: one("kind", .uint32),
      7: one("startTimeUnixNano", .fixed64), 8: one("endTimeUnixNano", .fixed64),
      9: many("attributes", .message(.keyValue)), 10: one("droppedAttributesCount", .uint32),
      11: many("events", .message(.spanEvent)), 12: one("droppedEventsCount", .uint32),
      13: many("links", .message(.spanLink)), 14: one("droppedLinksCount", .uint32),
      15: one("status", .message(.status)), 16: one("flags", .fixed32),
    ],
    .spanEvent: [
      1: one("timeUnixNano", .fixed64), 2: one("name", .string),
      3: many("attributes", .message(.keyValue)), 4: one("droppedAttributesCount", .uint32),
    ],
    .spanLink: [
      1: one("traceId", .identifier), 2: one("spanId", .identifier), 3: one("traceState", .string),
      4: many("attributes", .message(.keyValue)), 5: one("droppedAttributesCount", .uint32),
      6: one("flags", .fixed32),
    ],
    .status: [2: one("message", .string), 3: one("code", .uint32)],
  ]

  private static let logSchema: [OTLPMessage: [Int: OTLPField]] = [
    .logsRequest: [1: many("resourceLogs", .message(.resourceLogs))],
    .resourceLogs: [
      1: one("resource", .message(.resource)), 2: many("scopeLogs", .message(.scopeLogs)),
      3: one("schemaUrl", .string),
    ],
    .scopeLogs: [
      1: one("scope", .message(.scope)), 2: many("logRecords", .message(.logRecord)),
      3: one("schemaUrl", .string),
    ],
    .logRecord: [
      1: one("timeUnixNano", .fixed64), 2: one("severityNumber", .uint32),
      3: one("severityText", .string), 5: one("body", .message(.anyValue)),
      6: many("attributes", .message(.keyValue)), 7: one("droppedAttributesCount", .uint32),
      8: one("flags", .fixed32), 9: one("traceId", .identifier), 10: one("spanId", .identifier),
      11: one("observedTimeUnixNano", .fixed64), 12: one("eventName", .string),
    ],
  ]

  private static let metricSchema: [OTLPMessage: [Int: OTLPField]] = [
    .metricsRequest: [1: many("resourceMetrics", .message(.resourceMetrics))],
    .resourceMetrics: [
      1: one("resource", .message(.resource)), 2: many("scopeMetrics", .message(.scopeMetrics)),
      3: one("schemaUrl", .string),
    ],
    .scopeMetrics: [
      1: one("scope", .message(.scope)), 2: many("metrics", .message(.metric)),
      3: one("schemaUrl", .string),
    ],
    .metric: [
      1: one("name", .string), 2: one("description", .string), 3: one("unit", .string),
      5: one("gauge", .message(.gauge)), 7: one("sum", .message(.sum)),
      9: one("histogram", .message(.histogram)),
      10: one("exponentialHistogram", .message(.exponentialHistogram)),
      11: one("summary", .message(.summary)), 12: many("metadata", .message(.keyValue)),
    ],
    .gauge: [1: many("dataPoints", .message(.numberPoint))],
    .sum: [
      1: many("dataPoints", .message(.numberPoint)), 2: one("aggregationTemporality", .uint32),
      3: one("isMonotonic", .bool),
    ],
    .histogram: [
      1: many("dataPoints", .message(.histogramPoint)), 2: one("aggregationTemporality", .uint32),
    ],
    .exponentialHistogram: [
      1: many("dataPoints", .message(.exponentialPoint)), 2: one("aggregationTemporality", .uint32),
    ],
    .summary: [1: many("dataPoints", .message(.summaryPoint))],
    .numberPoint: [
      2: one("startTimeUnixNano", .fixed64), 3: one("timeUnixNano", .fixed64),
      4: one("asDouble", .double), 5: many("exemplars", .message(.exemplar)), 6: one("asInt", .sfixed64),
      7: many("attributes", .message(.keyValue)), 8: one("flags", .uint32),
    ],
    .histogramPoint: [
      2: one("startTimeUnixNano", .fixed64), 3: one("timeUnixNano", .fixed64), 4: one("count", .fixed64),
      5: one("sum", .double), 6: many("bucketCounts", .fixed64), 7: many("explicitBounds", .double),
      8: many("exemplars", .message(.exemplar)), 9: many("attributes", .message(.keyValue)),
      10: one("flags", .uint32), 11: one("min", .double), 12: one("max", .double),
    ],
    .exponentialPoint: [
      1: many("attributes", .message(.keyValue)), 2: one("startTimeUnixNano", .fixed64),
      3: one("timeUnixNano", .fixed64), 4: one("count", .fixed64), 5: one("sum", .double),
      6: one("scale", .sint32), 7: one("zeroCount", .fixed64), 8: one("positive", .message(.buckets)),
      9: one("negative", .message(.buckets)), 10: one("flags", .uint32),
      11: many("exemplars", .message(.exemplar)), 12: one("min", .double), 13: one("max", .double),
      14: one("zeroThreshold", .double),
    ],
    .buckets: [1: one("offset", .sint32), 2: many("bucketCounts", .int64)],
    .summaryPoint: [
      2: one("startTimeUnixNano", .fixed64), 3: one("timeUnixNano", .fixed64), 4: one("count", .fixed64),
      5: one("sum", .double), 6: many("quantileValues", .message(.quantile)),
      7: many("attributes", .message(.keyValue)), 8: one("flags", .uint32),
    ],
    .quantile: [1: one("quantile", .double), 2: one("value", .double)],
    .exemplar: [
      2: one("timeUnixNano", .fixed64), 3: one("asDouble", .double), 4: one("spanId", .identifier),
      5: one("traceId", .identifier), 6: one("asInt", .sfixed64),
      7: many("filteredAttributes", .message(.keyValue)),
    ],
  ]
}
