internal import ProtobufWire

/// How many spans a serialized request has, and how often one is of another trace than the one before it.
///
/// Looked up without a map of the request: most requests are within their limits.
struct SpanCount {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private(set) var spans = 0
  private(set) var changesOfTrace = 0

  init(_ body: Bytes) throws(WireError) {
    guard let origin = body.baseAddress else { return }
    var last: TraceID?
    var resources = WireCursor(body, origin: origin)
    while let resource = try Self.next(SpanFields.Request.resourceSpans, &resources) {
      var scopes = WireCursor(resource, origin: origin)
      while let scope = try Self.next(SpanFields.ResourceSpans.scopeSpans, &scopes) {
        var cursor = WireCursor(scope, origin: origin)
        while let span = try Self.next(SpanFields.ScopeSpans.spans, &cursor) {
          let traceID = try Self.traceID(of: span, origin)
          if spans == 0 || traceID != last { changesOfTrace += 1 }
          last = traceID
          spans += 1
        }
      }
    }
  }

  /// The next message of one field.
  private static func next(_ number: UInt32, _ cursor: inout WireCursor) throws(WireError) -> Bytes? {
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      if tag.number == number, tag.wireType == WireCursor.WireType.lengthPrefixed {
        return try cursor.readBytes()
      }
      try cursor.skipField(tag.wireType)
    }
    return nil
  }

  static func traceID(of span: Bytes, _ origin: UnsafePointer<UInt8>) throws(WireError) -> TraceID? {
    var cursor = WireCursor(span, origin: origin)
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      guard tag.number == SpanFields.Span.traceID, tag.wireType == WireCursor.WireType.lengthPrefixed else {
        try cursor.skipField(tag.wireType)
        continue
      }
      return TraceID(bytes: try cursor.readBytes())
    }
    return nil
  }
}
