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
    while let resource = try resources.nextMessage(SpanFields.Request.resourceSpans) {
      var scopes = WireCursor(resource, origin: origin)
      while let scope = try scopes.nextMessage(SpanFields.ResourceSpans.scopeSpans) {
        var cursor = WireCursor(scope, origin: origin)
        while let span = try cursor.nextMessage(SpanFields.ScopeSpans.spans) {
          let traceID = try Self.traceID(of: span, origin)
          if spans == 0 || traceID != last { changesOfTrace += 1 }
          last = traceID
          spans += 1
        }
      }
    }
  }

  static func traceID(of span: Bytes, _ origin: UnsafePointer<UInt8>) throws(WireError) -> TraceID? {
    var cursor = WireCursor(span, origin: origin)
    return try cursor.nextMessage(SpanFields.Span.traceID).flatMap { TraceID(bytes: $0) }
  }
}
