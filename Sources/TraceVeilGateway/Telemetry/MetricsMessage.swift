import TraceVeil

/// Metrics of a gateway as OTLP's `ExportMetricsServiceRequest`. Field numbers are those of OTLP's `metrics.proto`.
struct MetricsMessage {
  /// Attributes of the resource: who sends.
  var resource: [(name: String, value: String)]
  /// Nanoseconds since 1970.
  var start: UInt64
  var now: UInt64

  /// Names that Prometheus cannot spell.
  private static let attributes = [
    "otel_component_type": "otel.component.type", "otel_component_name": "otel.component.name",
    "error_type": "error.type", "otel_signal": "otel.signal",
  ]

  func bytes(_ families: [PrometheusText.Family]) -> [UInt8] {
    var scope = ProtobufMessage()
    scope.add(1, "traceveil")
    scope.add(2, LibraryVersion.current)
    var scopeMetrics = ProtobufMessage()
    scopeMetrics.add(1, scope)
    for family in families { scopeMetrics.add(2, metric(family)) }
    var resourceMessage = ProtobufMessage()
    for attribute in resource { resourceMessage.add(1, Self.attribute(attribute.name, attribute.value)) }
    var resourceMetrics = ProtobufMessage()
    resourceMetrics.add(1, resourceMessage)
    resourceMetrics.add(2, scopeMetrics)
    var request = ProtobufMessage()
    request.add(1, resourceMetrics)
    return request.bytes
  }

  /// The name without what Prometheus adds to those of counters.
  static func name(of family: PrometheusText.Family) -> String {
    if let name = family.conventional { return name }
    let suffix = "_total"
    return family.kind == .counter && family.name.hasSuffix(suffix)
      ? String(family.name.dropLast(suffix.count)) : family.name
  }

  private func metric(_ family: PrometheusText.Family) -> ProtobufMessage {
    var metric = ProtobufMessage()
    metric.add(1, Self.name(of: family))
    metric.add(2, family.help)
    var data = ProtobufMessage()
    switch family.kind {
    case .gauge:
      for sample in family.samples { data.add(1, point(sample)) }
      metric.add(5, data)
    case .counter:
      for sample in family.samples { data.add(1, point(sample)) }
      data.add(2, Self.cumulative)
      data.add(3, 1 as UInt64)
      metric.add(7, data)
    case .histogram:
      for (labels, histogram) in family.histograms { data.add(1, point(labels, histogram)) }
      data.add(2, Self.cumulative)
      metric.add(9, data)
    }
    return metric
  }

  private static let cumulative: UInt64 = 2

  private func point(_ sample: PrometheusText.Sample) -> ProtobufMessage {
    var point = ProtobufMessage()
    for label in sample.labels { point.add(7, Self.attribute(label.name, label.value)) }
    point.add(2, fixed: start)
    point.add(3, fixed: now)
    if let whole = Int(sample.value) {
      point.add(6, fixed: UInt64(bitPattern: Int64(whole)))
    } else {
      point.add(4, Double(sample.value) ?? .nan)
    }
    return point
  }

  private func point(_ labels: [(String, String)], _ histogram: DurationHistogram) -> ProtobufMessage {
    var point = ProtobufMessage()
    for (name, value) in labels { point.add(9, Self.attribute(name, value)) }
    point.add(2, fixed: start)
    point.add(3, fixed: now)
    point.add(4, fixed: UInt64(histogram.counts.reduce(0, +)))
    point.add(5, Double(histogram.sum.wholeMilliseconds) / 1000)
    point.add(6, packed: histogram.counts.map { UInt64($0) })
    point.add(7, packed: DurationHistogram.bounds.map { (Double($0) / 1000).bitPattern })
    return point
  }

  private static func attribute(_ name: String, _ value: String) -> ProtobufMessage {
    var content = ProtobufMessage()
    content.add(1, value)
    var attribute = ProtobufMessage()
    attribute.add(1, attributes[name] ?? name)
    attribute.add(2, content)
    return attribute
  }
}
