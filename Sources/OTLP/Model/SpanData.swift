/// A span that has ended. Times are nanoseconds since 1970.
public struct SpanData: Sendable, Hashable {
  /// The trace that the span is part of.
  public var traceID: TraceID
  /// The span's own id.
  public var spanID: SpanID
  /// Nil for a root span.
  public var parentSpanID: SpanID?
  /// W3C `tracestate`.
  public var traceState: String
  /// W3C trace flags in bits 0 to 7; bits 8 and 9 tell whether the parent was remote.
  public var flags: UInt32
  /// The name of the operation, of low cardinality.
  public var name: String
  /// Its role in a call: client, server and so on.
  public var kind: SpanKind
  /// Nanoseconds since 1970.
  public var startTime: UInt64
  /// Nanoseconds since 1970.
  public var endTime: UInt64
  /// The attributes of the span.
  public var attributes: Attributes
  /// Attributes that the sender has left out.
  public var droppedAttributesCount: UInt32
  /// The events during the span.
  public var events: [SpanEvent]
  /// Events that the sender has left out.
  public var droppedEventsCount: UInt32
  /// Other spans that this one has to do with.
  public var links: [SpanLink]
  /// Links that the sender has left out.
  public var droppedLinksCount: UInt32
  /// How the operation ended.
  public var status: SpanStatus
  /// The resource that produced the span.
  public var resource: Resource
  /// The library that made the span.
  public var scope: InstrumentationScope

  /// A span; what is not named is empty or zero.
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
