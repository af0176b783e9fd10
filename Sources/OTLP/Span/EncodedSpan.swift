internal import ProtobufWire

/// A span as it is on the wire, to read. Only good inside the closure it is given to.
package struct EncodedSpan {
  let bytes: UnsafeBufferPointer<UInt8>
  let head: SpanHead
  let group: SpanGroup

  /// - Parameter asked: Keys of attributes for `mayHoldAsked`.
  @inline(__always)
  init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    in group: SpanGroup,
    asking asked: AttributeKeyFilter
  ) {
    self.bytes = bytes
    self.group = group
    head = SpanHead(bytes, asking: asked)
  }

  /// A span whose bytes are a copy of another's.
  init(_ span: EncodedSpan, copiedTo copy: UnsafeBufferPointer<UInt8>, in group: SpanGroup) {
    bytes = copy
    self.group = group
    head = span.head.moved(from: span.bytes, to: copy)
  }

  /// False when no attribute has any of the keys that `editSpans` was asked to look out for.
  package var mayHoldAsked: Bool { head.mayHoldAsked }

  package var traceID: TraceID? { TraceID(bytes: head.traceID) }
  package var spanID: SpanID? { SpanID(bytes: head.spanID) }
  /// Nil for a root span.
  package var parentSpanID: SpanID? { SpanID(bytes: head.parentSpanID) }
  /// Nanoseconds since 1970.
  package var startTime: UInt64 { head.startTime }
  /// Nanoseconds since 1970.
  package var endTime: UInt64 { head.endTime }
  package var name: String { String(decoding: head.name, as: UTF8.self) }

  /// Shows the name in place.
  package func withName<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(head.name.span)
  }

  /// `.unspecified` also for a kind that this version does not know.
  package var kind: SpanKind { SpanKind(rawValue: head.kind) ?? .unspecified }

  package var status: SpanStatus {
    var status = SpanStatus.unset
    var fields = WireFields(head.status)
    while let field = fields.next() {
      switch field.number {
      case SpanFields.Status.message: status.message = String(decoding: field.content, as: UTF8.self)
      case SpanFields.Status.code:
        status.code = SpanStatus.Code(rawValue: UInt32(truncatingIfNeeded: field.value)) ?? .unset
      default: break
      }
    }
    return status
  }

  package var attributes: EncodedAttributes {
    EncodedAttributes(head.attributes, field: SpanFields.Span.attributes)
  }

  package var hasEvents: Bool { head.hasEvents }

  package var events: EncodedEvents {
    EncodedEvents(span: head.hasEvents ? bytes : .init(start: nil, count: 0))
  }

  /// The attributes of the resource. A snapshot has none.
  package var resourceAttributes: EncodedAttributes { group.resourceAttributes }
  /// A copy, made once for all spans that share it.
  package var resource: Resource { group.resource }
  /// A copy, made once for all spans that share it.
  package var scope: InstrumentationScope { group.scope }
}

/// The events of a span as they are on the wire, to read. Good for as long as their bytes are.
package struct EncodedEvents {
  let span: UnsafeBufferPointer<UInt8>

  /// Shows each: its time in nanoseconds since 1970, and its attributes.
  package func show(_ body: (_ time: UInt64, _ attributes: EncodedAttributes) throws -> Void) rethrows {
    var fields = WireFields(span)
    while let field = fields.next() {
      guard field.number == SpanFields.Span.events else { continue }
      try body(
        Self.time(of: field.content),
        EncodedAttributes(field.content, field: SpanFields.Event.attributes)
      )
    }
  }

  private static func time(of event: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var fields = WireFields(event)
    while let field = fields.next() {
      if field.number == SpanFields.Event.time { return field.value }
    }
    return 0
  }
}
