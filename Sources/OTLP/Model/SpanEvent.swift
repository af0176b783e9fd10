/// Something that happened during a span. `time` is nanoseconds since 1970.
public struct SpanEvent: Sendable, Hashable {
  public var name: String
  public var time: UInt64
  public var attributes: Attributes
  public var droppedAttributesCount: UInt32

  public init(
    name: String,
    time: UInt64 = 0,
    attributes: Attributes = [:],
    droppedAttributesCount: UInt32 = 0
  ) {
    self.name = name
    self.time = time
    self.attributes = attributes
    self.droppedAttributesCount = droppedAttributesCount
  }
}
