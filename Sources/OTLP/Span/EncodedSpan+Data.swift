internal import ProtobufWire

// The span as a value.
extension EncodedSpan {
  /// A copy of everything the span has, and of the resource and scope it shares with others. What the model has
  /// no value for reads as its `unspecified`, `unset`, or zero.
  package var data: SpanData {
    var data = SpanData(
      traceID: traceID ?? TraceID(high: 0, low: 0),
      spanID: spanID ?? SpanID(0),
      parentSpanID: parentSpanID,
      name: name,
      kind: kind,
      startTime: startTime,
      endTime: endTime,
      attributes: Attributes(attributes),
      events: eventValues,
      links: linkValues,
      status: status,
      resource: resource,
      scope: scope
    )
    typealias Field = SpanFields.Span
    var fields = WireFields(bytes)
    while let field = fields.next() {
      switch field.number {
      case Field.traceState: data.traceState = String(decoding: field.content, as: UTF8.self)
      case Field.droppedAttributesCount: data.droppedAttributesCount = UInt32(truncatingIfNeeded: field.value)
      case Field.droppedEventsCount: data.droppedEventsCount = UInt32(truncatingIfNeeded: field.value)
      case Field.droppedLinksCount: data.droppedLinksCount = UInt32(truncatingIfNeeded: field.value)
      case Field.flags: data.flags = UInt32(truncatingIfNeeded: field.value)
      default: break
      }
    }
    return data
  }

  /// A copy of the events.
  package var eventValues: [SpanEvent] {
    head.hasEvents ? values(of: SpanFields.Span.events) { SpanEvent(encoded: $0) } : []
  }

  /// A copy of the links.
  package var linkValues: [SpanLink] {
    head.hasLinks ? values(of: SpanFields.Span.links) { SpanLink(encoded: $0) } : []
  }

  private func values<Value>(of number: UInt32, _ make: (UnsafeBufferPointer<UInt8>) -> Value) -> [Value] {
    var values: [Value] = []
    var fields = WireFields(bytes)
    while let field = fields.next() {
      if field.number == number { values.append(make(field.content)) }
    }
    return values
  }
}

extension SpanEvent {
  init(encoded bytes: UnsafeBufferPointer<UInt8>) {
    typealias Field = SpanFields.Event
    self.init(name: "", attributes: Attributes(EncodedAttributes(bytes, field: Field.attributes)))
    var fields = WireFields(bytes)
    while let field = fields.next() {
      switch field.number {
      case Field.time: time = field.value
      case Field.name: name = String(decoding: field.content, as: UTF8.self)
      case Field.droppedAttributesCount: droppedAttributesCount = UInt32(truncatingIfNeeded: field.value)
      default: break
      }
    }
  }
}

extension SpanLink {
  init(encoded bytes: UnsafeBufferPointer<UInt8>) {
    typealias Field = SpanFields.Link
    var ids = (TraceID(high: 0, low: 0), SpanID(0))
    var (traceState, dropped, flags) = ("", UInt32(0), UInt32(0))
    var fields = WireFields(bytes)
    while let field = fields.next() {
      switch field.number {
      case Field.traceID: ids.0 = TraceID(bytes: field.content) ?? ids.0
      case Field.spanID: ids.1 = SpanID(bytes: field.content) ?? ids.1
      case Field.traceState: traceState = String(decoding: field.content, as: UTF8.self)
      case Field.droppedAttributesCount: dropped = UInt32(truncatingIfNeeded: field.value)
      case Field.flags: flags = UInt32(truncatingIfNeeded: field.value)
      default: break
      }
    }
    self.init(
      traceID: ids.0,
      spanID: ids.1,
      traceState: traceState,
      attributes: Attributes(EncodedAttributes(bytes, field: Field.attributes)),
      droppedAttributesCount: dropped,
      flags: flags
    )
  }
}
