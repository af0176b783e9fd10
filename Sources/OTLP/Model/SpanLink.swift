/// A reference from a span to another one, perhaps of another trace.
public struct SpanLink: Sendable, Hashable {
  /// The other span's trace.
  public var traceID: TraceID
  /// The other span.
  public var spanID: SpanID
  /// The other span's `tracestate`, as W3C writes it; empty for none.
  public var traceState: String
  /// The attributes of the link.
  public var attributes: Attributes
  /// Attributes that the sender has left out.
  public var droppedAttributesCount: UInt32
  /// The other span's W3C trace flags, in the lowest eight bits.
  public var flags: UInt32

  /// A link; what is not named is empty or zero.
  public init(
    traceID: TraceID,
    spanID: SpanID,
    traceState: String = "",
    attributes: Attributes = [:],
    droppedAttributesCount: UInt32 = 0,
    flags: UInt32 = 0
  ) {
    self.traceID = traceID
    self.spanID = spanID
    self.traceState = traceState
    self.attributes = attributes
    self.droppedAttributesCount = droppedAttributesCount
    self.flags = flags
  }
}
