/// A reference from a span to another one, perhaps of another trace.
public struct SpanLink: Sendable, Hashable {
  public var traceID: TraceID
  public var spanID: SpanID
  public var traceState: String
  public var attributes: Attributes
  public var droppedAttributesCount: UInt32
  public var flags: UInt32

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
