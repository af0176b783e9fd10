/// Something that happened during a span. `time` is nanoseconds since 1970.
public struct SpanEvent: Sendable, Hashable {
  /// The name of the event.
  public var name: String
  /// Nanoseconds since 1970.
  public var time: UInt64
  /// The attributes of the event.
  public var attributes: Attributes
  /// Attributes that the sender has left out.
  public var droppedAttributesCount: UInt32

  /// An event; what is not named is empty or zero.
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
