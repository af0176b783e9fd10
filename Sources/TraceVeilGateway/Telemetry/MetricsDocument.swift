import JSON
import OTLP
import TraceVeil

/// Metrics of a gateway as OTLP's `ExportMetricsServiceRequest`: written in its JSON, which names the fields, and turned
/// into protobuf as the JSON of senders is.
struct MetricsDocument {
  /// Attributes of the resource: who sends.
  var resource: [(name: String, value: String)]
  /// Nanoseconds since 1970.
  var start: UInt64
  var now: UInt64

  /// Names that Prometheus cannot spell.
  private static let attributes = [
    "otel_component_type": "otel.component.type", "otel_component_name": "otel.component.name",
    "error_type": "error.type", "otel_signal": "otel.signal", "server_address": "server.address",
    "server_port": "server.port",
  ]

  /// The request in protobuf. Throws where it is larger than `maximumBytes`.
  func protobuf(_ families: [PrometheusText.Family], maximumBytes: Int) throws(DecodeError) -> [UInt8] {
    let json = document(families).encoded
    return try OTLPJSON.protobuf(from: json.span, as: .metrics, maximumBytes: maximumBytes).bytes
  }

  private func document(_ families: [PrometheusText.Family]) -> JSONValue {
    let scope: JSONValue = ["name": .string("traceveil"), "version": .string(LibraryVersion.current)]
    let scopeMetrics: JSONValue = ["scope": scope, "metrics": .array(families.map(metric))]
    let resourceMetrics: JSONValue = [
      "resource": ["attributes": Self.attributes(resource.map { ($0.name, $0.value) })],
      "scopeMetrics": .array([scopeMetrics]),
    ]
    return ["resourceMetrics": .array([resourceMetrics])]
  }

  /// The name without what Prometheus adds to those of counters.
  static func name(of family: PrometheusText.Family) -> String {
    if let name = family.conventional { return name }
    let suffix = "_total"
    return family.kind == .counter && family.name.hasSuffix(suffix)
      ? String(family.name.dropLast(suffix.count)) : family.name
  }

  private func metric(_ family: PrometheusText.Family) -> JSONValue {
    var metric: JSONValue = [
      "name": .string(Self.name(of: family)), "description": .string(family.help),
      "unit": .string(MetricUnit.of(family)),
    ]
    switch family.kind {
    case .upDownCounter:
      metric["sum"] = [
        "dataPoints": .array(family.samples.map(point)), "aggregationTemporality": Self.cumulative,
        "isMonotonic": .bool(false),
      ]
    case .gauge:
      metric["gauge"] = ["dataPoints": .array(family.samples.map(point))]
    case .counter:
      metric["sum"] = [
        "dataPoints": .array(family.samples.map(point)), "aggregationTemporality": Self.cumulative,
        "isMonotonic": .bool(true),
      ]
    case .histogram:
      metric["histogram"] = [
        "dataPoints": .array(family.histograms.map(point)), "aggregationTemporality": Self.cumulative,
      ]
    }
    return metric
  }

  private static let cumulative = JSONValue.number("2")

  private func point(_ sample: PrometheusText.Sample) -> JSONValue {
    var point = times(Self.attributes(sample.labels.map { ($0.name, $0.value) }))
    if Int(sample.value) != nil {
      point["asInt"] = .string(sample.value)
    } else {
      point["asDouble"] = Double(sample.value).map { .number("\($0)") } ?? .string("NaN")
    }
    return point
  }

  private func point(_ labels: [(String, String)], _ histogram: DurationHistogram) -> JSONValue {
    var point = times(Self.attributes(labels))
    point["count"] = .number("\(histogram.counts.reduce(0, +))")
    point["sum"] = .number("\(Double(histogram.sum.wholeMilliseconds) / 1000)")
    point["bucketCounts"] = .array(histogram.counts.map { .number("\($0)") })
    point["explicitBounds"] = .array(DurationHistogram.bounds.map { .number("\(Double($0) / 1000)") })
    return point
  }

  private func times(_ attributes: JSONValue) -> JSONValue {
    [
      "attributes": attributes, "startTimeUnixNano": .number("\(start)"), "timeUnixNano": .number("\(now)"),
    ]
  }

  private static func attributes(_ pairs: [(String, String)]) -> JSONValue {
    .array(
      pairs.map { name, value in
        // The one attribute that is a number by the conventions.
        let isNumber = name == "server_port" && Int(value) != nil
        return [
          "key": .string(attributes[name] ?? name),
          "value": isNumber ? ["intValue": .string(value)] : ["stringValue": .string(value)],
        ]
      }
    )
  }
}
