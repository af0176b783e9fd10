/// Where in the telemetry a text stands. Text inside an array or map is at the place of the whole value.
public enum TextPlace: Int, BitwiseCopyable, Sendable, Hashable, CaseIterable {
  /// Texts of a span itself.
  case spanName, spanAttribute, traceState, statusMessage
  /// Texts of a span's event.
  case eventName, eventAttribute
  /// Texts of a span's link.
  case linkAttribute, linkTraceState
  /// Texts of a resource, which all data that it sends shares.
  case resourceAttribute, entityRef
  /// Texts of an instrumentation scope.
  case scopeName, scopeVersion, scopeAttribute
  /// The schema URL of a resource, a scope or a reference to an entity.
  case schemaURL
  /// Texts of a log record.
  case logBody, logAttribute, logEventName, severityText
  /// Texts of a metric, and attributes of its data points.
  case metricName, metricDescription, metricUnit, metricMetadata, metricAttribute
  /// An attribute of an exemplar of a data point.
  case exemplarAttribute
  /// The key of an attribute or of a member of a map, anywhere.
  case attributeKey
  /// A text of a version of the protocol that is newer than this list.
  case other
}

extension TextPlace {
  /// The places of the protocol's fields, by message and field.
  static let named: [String: TextPlace] = [
    "opentelemetry.proto.resource.v1.Resource.attributes": .resourceAttribute,
    "opentelemetry.proto.common.v1.EntityRef.schema_url": .schemaURL,
    "opentelemetry.proto.common.v1.EntityRef.type": .entityRef,
    "opentelemetry.proto.common.v1.EntityRef.id_keys": .entityRef,
    "opentelemetry.proto.common.v1.EntityRef.description_keys": .entityRef,
    "opentelemetry.proto.common.v1.InstrumentationScope.name": .scopeName,
    "opentelemetry.proto.common.v1.InstrumentationScope.version": .scopeVersion,
    "opentelemetry.proto.common.v1.InstrumentationScope.attributes": .scopeAttribute,

    "opentelemetry.proto.trace.v1.ResourceSpans.schema_url": .schemaURL,
    "opentelemetry.proto.trace.v1.ScopeSpans.schema_url": .schemaURL,
    "opentelemetry.proto.trace.v1.Span.trace_state": .traceState,
    "opentelemetry.proto.trace.v1.Span.name": .spanName,
    "opentelemetry.proto.trace.v1.Span.attributes": .spanAttribute,
    "opentelemetry.proto.trace.v1.Span.Event.name": .eventName,
    "opentelemetry.proto.trace.v1.Span.Event.attributes": .eventAttribute,
    "opentelemetry.proto.trace.v1.Span.Link.trace_state": .linkTraceState,
    "opentelemetry.proto.trace.v1.Span.Link.attributes": .linkAttribute,
    "opentelemetry.proto.trace.v1.Status.message": .statusMessage,

    "opentelemetry.proto.logs.v1.ResourceLogs.schema_url": .schemaURL,
    "opentelemetry.proto.logs.v1.ScopeLogs.schema_url": .schemaURL,
    "opentelemetry.proto.logs.v1.LogRecord.severity_text": .severityText,
    "opentelemetry.proto.logs.v1.LogRecord.body": .logBody,
    "opentelemetry.proto.logs.v1.LogRecord.attributes": .logAttribute,
    "opentelemetry.proto.logs.v1.LogRecord.event_name": .logEventName,

    "opentelemetry.proto.metrics.v1.ResourceMetrics.schema_url": .schemaURL,
    "opentelemetry.proto.metrics.v1.ScopeMetrics.schema_url": .schemaURL,
    "opentelemetry.proto.metrics.v1.Metric.name": .metricName,
    "opentelemetry.proto.metrics.v1.Metric.description": .metricDescription,
    "opentelemetry.proto.metrics.v1.Metric.unit": .metricUnit,
    "opentelemetry.proto.metrics.v1.Metric.metadata": .metricMetadata,
    "opentelemetry.proto.metrics.v1.NumberDataPoint.attributes": .metricAttribute,
    "opentelemetry.proto.metrics.v1.HistogramDataPoint.attributes": .metricAttribute,
    "opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.attributes": .metricAttribute,
    "opentelemetry.proto.metrics.v1.SummaryDataPoint.attributes": .metricAttribute,
    "opentelemetry.proto.metrics.v1.Exemplar.filtered_attributes": .exemplarAttribute,
  ]

  /// Bytes that name traces and spans, of a length that was checked: no text.
  static let identifiers: Set<String> = [
    "opentelemetry.proto.trace.v1.Span.trace_id",
    "opentelemetry.proto.trace.v1.Span.span_id",
    "opentelemetry.proto.trace.v1.Span.parent_span_id",
    "opentelemetry.proto.trace.v1.Span.Link.trace_id",
    "opentelemetry.proto.trace.v1.Span.Link.span_id",
    "opentelemetry.proto.logs.v1.LogRecord.trace_id",
    "opentelemetry.proto.logs.v1.LogRecord.span_id",
    "opentelemetry.proto.metrics.v1.Exemplar.span_id",
    "opentelemetry.proto.metrics.v1.Exemplar.trace_id",
  ]
}
