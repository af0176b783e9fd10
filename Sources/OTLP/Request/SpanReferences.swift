internal import ProtobufWire

/// A span of an export request by its ids, and what of it can be told without decoding the rest.
package struct SpanReference: Sendable, Hashable {
  package let traceID: TraceID
  package let spanID: SpanID
  /// Nil for a root.
  package let parentID: SpanID?
  package var isRoot: Bool { parentID == nil }

  package init(traceID: TraceID, spanID: SpanID, parentID: SpanID?) {
    self.traceID = traceID
    self.spanID = spanID
    self.parentID = parentID
  }
}

/// The spans that a serialized `ExportTraceServiceRequest` holds, found without decoding it.
package struct SpanReferences: Sendable, Hashable {
  /// Spans that the validator has not rejected.
  package private(set) var spans: [SpanReference] = []
  /// Whether a beginning or an end is past what 63 bits hold.
  package private(set) var hasHugeTimes = false

  /// - Parameters:
  ///   - body: Validated, so that all but what was rejected is well-formed.
  ///   - summary: What the validator has said.
  package init(of body: Span<UInt8>, summary: WireSummary) throws(DecodeError) {
    self = try body.withUnsafeBufferPointer { (bytes) throws(DecodeError) in
      var references = SpanReferences(limits: summary.rejectedItems > 0 ? summary.limits : nil)
      do throws(WireError) {
        if let origin = bytes.baseAddress { try references.visit(bytes, depth: 0, origin) }
      } catch {
        throw DecodeError(error)
      }
      return references
    }
  }

  /// The limits of the validator, if it has rejected spans.
  private let limits: WireLimits?

  private init(limits: WireLimits?) { self.limits = limits }

  /// Numbers of the fields that lead from a request to its spans.
  private static let path = [
    SpanFields.Request.resourceSpans, SpanFields.ResourceSpans.scopeSpans, SpanFields.ScopeSpans.spans,
  ]

  private mutating func visit(
    _ message: UnsafeBufferPointer<UInt8>,
    depth: Int,
    _ origin: UnsafePointer<UInt8>
  ) throws(WireError) {
    guard depth < Self.path.count else { return try add(message, origin) }
    var cursor = WireCursor(message, origin: origin)
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      if tag.number == Self.path[depth], tag.wireType == WireCursor.WireType.lengthPrefixed {
        try visit(cursor.readBytes(), depth: depth + 1, origin)
      } else {
        try cursor.skipField(tag.wireType)
      }
    }
  }

  private mutating func add(
    _ span: UnsafeBufferPointer<UInt8>,
    _ origin: UnsafePointer<UInt8>
  ) throws(WireError) {
    if let limits {
      let type = Int(MessageSchema.shared.span)
      guard try !WireScan.isUnfit(type, span, origin: origin, limits: limits) else { return }
    }
    var (traceID, spanID, parentID) = (TraceID?.none, SpanID?.none, SpanID?.none)
    typealias Field = SpanFields.Span
    var cursor = WireCursor(span, origin: origin)
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      switch (tag.number, tag.wireType) {
      case (Field.traceID, WireCursor.WireType.lengthPrefixed):
        traceID = TraceID(bytes: try cursor.readBytes())
      case (Field.spanID, WireCursor.WireType.lengthPrefixed): spanID = SpanID(bytes: try cursor.readBytes())
      case (Field.parentSpanID, WireCursor.WireType.lengthPrefixed):
        let parent = try cursor.readBytes()
        // One that is no id is none that comes.
        parentID = parent.isEmpty ? nil : SpanID(bytes: parent) ?? SpanID(0)
      case (Field.startTime, WireCursor.WireType.fixed64), (Field.endTime, WireCursor.WireType.fixed64):
        if try cursor.readFixed64() > UInt64(Int64.max) { hasHugeTimes = true }
      default: try cursor.skipField(tag.wireType)
      }
    }
    guard let traceID, let spanID else { return }
    spans.append(SpanReference(traceID: traceID, spanID: spanID, parentID: parentID))
  }
}
