internal import COTLP
internal import CProtobufC

// The span as a value.
extension SpanEditor {
  /// A copy of everything the span has, and of the resource and scope it shares with others. What the model has
  /// no value for reads as its `unspecified`, `unset`, or zero.
  public var data: SpanData {
    SpanData(
      traceID: traceID ?? TraceID(high: 0, low: 0),
      spanID: spanID ?? SpanID(0),
      parentSpanID: parentSpanID,
      traceState: MessageTexts.string(span.pointee.trace_state),
      flags: span.pointee.flags,
      name: name,
      kind: kind,
      startTime: span.pointee.start_time_unix_nano,
      endTime: span.pointee.end_time_unix_nano,
      attributes: Attributes(span.pointee.attributes, count: span.pointee.n_attributes),
      droppedAttributesCount: span.pointee.dropped_attributes_count,
      events: UnsafeBufferPointer(start: span.pointee.events, count: span.pointee.n_events)
        .compactMap { $0.map(SpanEvent.init) },
      droppedEventsCount: span.pointee.dropped_events_count,
      links: UnsafeBufferPointer(start: span.pointee.links, count: span.pointee.n_links)
        .compactMap { $0.map(SpanLink.init) },
      droppedLinksCount: span.pointee.dropped_links_count,
      status: SpanStatus(code: statusCode, message: statusMessage),
      resource: resourceData,
      scope: scopeData
    )
  }

  private var resourceData: Resource {
    let message = resource.pointee.resource?.pointee
    return Resource(
      attributes: Attributes(message?.attributes, count: message?.n_attributes ?? 0),
      schemaURL: MessageTexts.string(resource.pointee.schema_url)
    )
  }

  private var scopeData: InstrumentationScope {
    let message = scope.pointee.scope?.pointee
    return InstrumentationScope(
      name: MessageTexts.string(message?.name),
      version: MessageTexts.string(message?.version),
      attributes: Attributes(message?.attributes, count: message?.n_attributes ?? 0),
      schemaURL: MessageTexts.string(scope.pointee.schema_url)
    )
  }
}

// Parts replaced as wholes. What they held is wiped.
extension SpanEditor {
  public mutating func setStatus(_ status: SpanStatus) throws(ArenaFull) {
    let made = try builder.status(status)
    if let old = span.pointee.status { MessageWiping.wipe(old) }
    span.pointee.status = made
  }

  public mutating func setAttributes(_ attributes: Attributes) throws(ArenaFull) {
    let made = try builder.attributes(attributes)
    removeAll(span.pointee.attributes, count: span.pointee.n_attributes)
    (span.pointee.n_attributes, span.pointee.attributes) = made
  }

  public mutating func setEvents(_ events: [SpanEvent]) throws(ArenaFull) {
    let made = try builder.list(events) { (event: SpanEvent) throws(ArenaFull) in try builder.event(event) }
    removeAll(span.pointee.events, count: span.pointee.n_events)
    (span.pointee.n_events, span.pointee.events) = made
  }

  public mutating func setLinks(_ links: [SpanLink]) throws(ArenaFull) {
    let made = try builder.list(links) { (link: SpanLink) throws(ArenaFull) in try builder.link(link) }
    removeAll(span.pointee.links, count: span.pointee.n_links)
    (span.pointee.n_links, span.pointee.links) = made
  }

  private func removeAll<Message>(_ messages: MessageArray<Message>?, count: Int) {
    guard let messages else { return }
    for index in 0..<count {
      if let message = messages[index] { MessageWiping.wipe(message) }
    }
  }
}

extension Attributes {
  fileprivate init(_ pairs: MessageArray<KeyValueMessage>?, count: Int) {
    self.init(UnsafeBufferPointer(start: pairs, count: count))
  }
}

extension SpanEvent {
  fileprivate init(_ message: UnsafeMutablePointer<SpanEventMessage>) {
    self.init(
      name: MessageTexts.string(message.pointee.name),
      time: message.pointee.time_unix_nano,
      attributes: Attributes(message.pointee.attributes, count: message.pointee.n_attributes),
      droppedAttributesCount: message.pointee.dropped_attributes_count
    )
  }
}

extension SpanLink {
  fileprivate init(_ message: UnsafeMutablePointer<SpanLinkMessage>) {
    let (trace, span) = (message.pointee.trace_id, message.pointee.span_id)
    self.init(
      traceID: TraceID(bytes: UnsafeBufferPointer(start: trace.data, count: trace.len))
        ?? TraceID(high: 0, low: 0),
      spanID: SpanID(bytes: UnsafeBufferPointer(start: span.data, count: span.len)) ?? SpanID(0),
      traceState: MessageTexts.string(message.pointee.trace_state),
      attributes: Attributes(message.pointee.attributes, count: message.pointee.n_attributes),
      droppedAttributesCount: message.pointee.dropped_attributes_count,
      flags: message.pointee.flags
    )
  }
}
