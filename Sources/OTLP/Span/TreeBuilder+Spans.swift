internal import COTLP
internal import CProtobufC

extension TreeBuilder {
  func traces(_ groups: SpanGroups) throws(ArenaFull) -> UnsafeMutablePointer<TracesRequest> {
    let request = try message(
      opentelemetry__proto__collector__trace__v1__export_trace_service_request__init
    )
    (request.pointee.n_resource_spans, request.pointee.resource_spans) = try list(groups.resources) {
      (group: SpanGroups.ByResource) throws(ArenaFull) in try resourceSpans(group, of: groups.spans)
    }
    return request
  }

  private func resourceSpans(
    _ group: SpanGroups.ByResource,
    of spans: [SpanData]
  ) throws(ArenaFull) -> UnsafeMutablePointer<ResourceSpansMessage> {
    let message = try message(opentelemetry__proto__trace__v1__resource_spans__init)
    let resource = try self.message(opentelemetry__proto__resource__v1__resource__init)
    (resource.pointee.n_attributes, resource.pointee.attributes) = try attributes(group.resource.attributes)
    message.pointee.resource = resource
    try set(&message.pointee.schema_url, group.resource.schemaURL)
    (message.pointee.n_scope_spans, message.pointee.scope_spans) = try list(group.scopes) {
      (group: SpanGroups.ByScope) throws(ArenaFull) in try scopeSpans(group, of: spans)
    }
    return message
  }

  private func scopeSpans(
    _ group: SpanGroups.ByScope,
    of spans: [SpanData]
  ) throws(ArenaFull) -> UnsafeMutablePointer<ScopeSpansMessage> {
    let message = try message(opentelemetry__proto__trace__v1__scope_spans__init)
    let scope = try self.message(opentelemetry__proto__common__v1__instrumentation_scope__init)
    try set(&scope.pointee.name, group.scope.name)
    try set(&scope.pointee.version, group.scope.version)
    (scope.pointee.n_attributes, scope.pointee.attributes) = try attributes(group.scope.attributes)
    message.pointee.scope = scope
    try set(&message.pointee.schema_url, group.scope.schemaURL)
    (message.pointee.n_spans, message.pointee.spans) = try list(group.places) {
      (place: Int) throws(ArenaFull) in
      let span = try self.span(spans[place])
      guard arena.used <= limit else { throw ArenaFull() }
      return span
    }
    return message
  }

  private func span(_ span: SpanData) throws(ArenaFull) -> UnsafeMutablePointer<SpanMessage> {
    let message = try message(opentelemetry__proto__trace__v1__span__init)
    message.pointee.trace_id = try identifier(span.traceID)
    message.pointee.span_id = try identifier(span.spanID)
    if let parent = span.parentSpanID { message.pointee.parent_span_id = try identifier(parent) }
    try set(&message.pointee.trace_state, span.traceState)
    try set(&message.pointee.name, span.name)
    message.pointee.flags = span.flags
    message.pointee.kind = .init(span.kind.rawValue)
    message.pointee.start_time_unix_nano = span.startTime
    message.pointee.end_time_unix_nano = span.endTime
    (message.pointee.n_attributes, message.pointee.attributes) = try attributes(span.attributes)
    message.pointee.dropped_attributes_count = span.droppedAttributesCount
    (message.pointee.n_events, message.pointee.events) = try list(span.events) {
      (event: SpanEvent) throws(ArenaFull) in try self.event(event)
    }
    message.pointee.dropped_events_count = span.droppedEventsCount
    (message.pointee.n_links, message.pointee.links) = try list(span.links) {
      (link: SpanLink) throws(ArenaFull) in try self.link(link)
    }
    message.pointee.dropped_links_count = span.droppedLinksCount
    message.pointee.status = try status(span.status)
    return message
  }

  func event(_ event: SpanEvent) throws(ArenaFull) -> UnsafeMutablePointer<SpanEventMessage> {
    let message = try message(opentelemetry__proto__trace__v1__span__event__init)
    message.pointee.time_unix_nano = event.time
    try set(&message.pointee.name, event.name)
    (message.pointee.n_attributes, message.pointee.attributes) = try attributes(event.attributes)
    message.pointee.dropped_attributes_count = event.droppedAttributesCount
    return message
  }

  func link(_ link: SpanLink) throws(ArenaFull) -> UnsafeMutablePointer<SpanLinkMessage> {
    let message = try message(opentelemetry__proto__trace__v1__span__link__init)
    message.pointee.trace_id = try identifier(link.traceID)
    message.pointee.span_id = try identifier(link.spanID)
    try set(&message.pointee.trace_state, link.traceState)
    (message.pointee.n_attributes, message.pointee.attributes) = try attributes(link.attributes)
    message.pointee.dropped_attributes_count = link.droppedAttributesCount
    message.pointee.flags = link.flags
    return message
  }

  func status(_ status: SpanStatus) throws(ArenaFull) -> UnsafeMutablePointer<SpanStatusMessage>? {
    guard status != .unset else { return nil }
    let message = try message(opentelemetry__proto__trace__v1__status__init)
    message.pointee.code = .init(status.code.rawValue)
    try set(&message.pointee.message, status.message)
    return message
  }

  private func identifier(_ id: TraceID) throws(ArenaFull) -> ProtobufCBinaryData {
    try identifier((id.high.bigEndian, id.low.bigEndian))
  }

  private func identifier(_ id: SpanID) throws(ArenaFull) -> ProtobufCBinaryData {
    try identifier(id.value.bigEndian)
  }

  private func identifier<Bytes: BitwiseCopyable>(_ id: Bytes) throws(ArenaFull) -> ProtobufCBinaryData {
    let count = MemoryLayout<Bytes>.size
    let data = try arena.bytes(count)
    data.storeBytes(of: id, as: Bytes.self)
    return ProtobufCBinaryData(len: count, data: data.bindMemory(to: UInt8.self, capacity: count))
  }
}
