internal import ProtobufWire

/// What is left of a span without its texts.
enum EmptiedSpan {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private static let frame: Set<UInt32> = [
    SpanFields.Span.traceID, SpanFields.Span.spanID, SpanFields.Span.kind, SpanFields.Span.startTime,
    SpanFields.Span.endTime, SpanFields.Span.flags,
  ]

  private static let envelopes = [
    SpanFields.Request.resourceSpans, SpanFields.ResourceSpans.scopeSpans, SpanFields.ScopeSpans.spans,
  ]

  /// A request of the span alone. - Returns: Nil for a span that has a parent.
  static func root(_ span: Bytes) throws(WireError) -> [UInt8]? {
    guard let origin = span.baseAddress else { return nil }
    var (kept, status): ([Bytes], [Bytes]) = ([], [])
    var cursor = WireCursor(span, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      if tag.number == SpanFields.Span.status, tag.wireType == WireCursor.WireType.lengthPrefixed {
        status += try code(ofStatus: cursor.readBytes(), origin)
        continue
      }
      if tag.number == SpanFields.Span.parentSpanID, tag.wireType == WireCursor.WireType.lengthPrefixed {
        guard try cursor.readBytes().isEmpty else { return nil }
        continue
      }
      try cursor.skipField(tag.wireType)
      if frame.contains(tag.number) { kept.append(start.bytes(upTo: cursor)) }
    }
    return WireOutput.array(capacity: span.count + 4 * 6) { output in
      let messages = envelopes.map { output.begin($0) }
      for field in kept { output.raw(field) }
      if !status.isEmpty {
        let message = output.begin(SpanFields.Span.status)
        for field in status { output.raw(field) }
        output.endClosely(message)
      }
      for message in messages.reversed() { output.endClosely(message) }
    }
  }

  private static func code(ofStatus status: Bytes, _ origin: UnsafePointer<UInt8>) throws(WireError)
    -> [Bytes]
  {
    var kept: [Bytes] = []
    var cursor = WireCursor(status, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      try cursor.skipField(tag.wireType)
      if tag.number == SpanFields.Status.code { kept.append(start.bytes(upTo: cursor)) }
    }
    return kept
  }
}
