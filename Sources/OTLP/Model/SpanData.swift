/// A span that has ended. Times are nanoseconds since 1970.
public struct SpanData: Sendable, Hashable {
  public var traceID: TraceID
  public var spanID: SpanID
  /// Nil for a root span.
  public var parentSpanID: SpanID?
  /// W3C `tracestate`.
  public var traceState: String
  /// W3C trace flags in bits 0 to 7; bits 8 and 9 tell whether the parent was remote.
  public var flags: UInt32
  public var name: String
  public var kind: SpanKind
  public var startTime: UInt64
  public var endTime: UInt64
  public var attributes: Attributes
  public var droppedAttributesCount: UInt32
  public var events: [SpanEvent]
  public var droppedEventsCount: UInt32
  public var links: [SpanLink]
  public var droppedLinksCount: UInt32
  public var status: SpanStatus
  public var resource: Resource
  public var scope: InstrumentationScope

  public init(
    traceID: TraceID,
    spanID: SpanID,
    parentSpanID: SpanID? = nil,
    traceState: String = "",
    flags: UInt32 = 0,
    name: String,
    kind: SpanKind = .internal,
    startTime: UInt64 = 0,
    endTime: UInt64 = 0,
    attributes: Attributes = [:],
    droppedAttributesCount: UInt32 = 0,
    events: [SpanEvent] = [],
    droppedEventsCount: UInt32 = 0,
    links: [SpanLink] = [],
    droppedLinksCount: UInt32 = 0,
    status: SpanStatus = .unset,
    resource: Resource = Resource(),
    scope: InstrumentationScope = InstrumentationScope()
  ) {
    self.traceID = traceID
    self.spanID = spanID
    self.parentSpanID = parentSpanID
    self.traceState = traceState
    self.flags = flags
    self.name = name
    self.kind = kind
    self.startTime = startTime
    self.endTime = endTime
    self.attributes = attributes
    self.droppedAttributesCount = droppedAttributesCount
    self.events = events
    self.droppedEventsCount = droppedEventsCount
    self.links = links
    self.droppedLinksCount = droppedLinksCount
    self.status = status
    self.resource = resource
    self.scope = scope
  }
}
