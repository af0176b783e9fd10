public import OTLP

/// A span as filters see it: all of it to read, and what may be changed to change.
///
/// A copy, made for the filters of one pipeline and written back when the last of them has returned. What it holds
/// has not been redacted yet: do not keep it. Parts are decoded when they are asked for.
public struct MutableSpan: Sendable {
  private let source: SpanSnapshot
  private var newName: String?
  private var newAttributes: Attributes?
  private var newEvents: [SpanEvent]?
  private var newLinks: [SpanLink]?
  private var newStatus: SpanStatus?

  init(_ source: SpanSnapshot) {
    self.source = source
  }

  /// The name of the operation.
  public var name: String {
    get { newName ?? source.span.name }
    set { newName = newValue }
  }

  /// The attributes, in their order. The sender decides the form of values: MLflow's client writes JSON texts when it
  /// sends OTLP, and plain values to a tracking server. ``inputs``, ``outputs`` and ``spanType`` read and write
  /// either.
  ///
  /// If several attributes have the same key, which OTLP forbids, only the last one is here.
  public var attributes: Attributes {
    get { newAttributes ?? source.attributes }
    set { newAttributes = newValue }
  }

  /// The events during the span.
  public var events: [SpanEvent] {
    get { newEvents ?? source.span.eventValues }
    set { newEvents = newValue }
  }

  /// Other spans that this one has to do with.
  public var links: [SpanLink] {
    get { newLinks ?? source.span.linkValues }
    set { newLinks = newValue }
  }

  /// How the operation ended.
  public var status: SpanStatus {
    get { newStatus ?? source.span.status }
    set { newStatus = newValue }
  }
  /// The trace that the span is part of; all zeros if the span has no valid id.
  public var traceID: TraceID { source.span.traceID ?? TraceID(high: 0, low: 0) }
  /// The span's own id; zero if the span has no valid id.
  public var spanID: SpanID { source.span.spanID ?? SpanID(0) }
  /// Nil for a root span.
  public var parentSpanID: SpanID? { source.span.parentSpanID }
  /// Its role in a call.
  public var kind: SpanKind { source.span.kind }
  /// Nanoseconds since 1970.
  public var startTime: UInt64 { source.span.startTime }
  /// Nanoseconds since 1970.
  public var endTime: UInt64 { source.span.endTime }
  /// The resource, which the span shares with others.
  public var resource: Resource { source.span.resource }
  /// The scope, which the span shares with others.
  public var scope: InstrumentationScope { source.span.scope }

  /// The value of one attribute, of which no other is decoded for it.
  func attribute(_ key: String) -> AttributeValue? {
    newAttributes.map { $0[key] } ?? source.attribute(key)
  }

  /// The values of those of some keys that are there, in one pass.
  func attributes(_ keys: AttributeKeys) -> [(key: String, value: AttributeValue)] {
    guard let newAttributes else { return source.attributes(keys) }
    return keys.keys.compactMap { key in newAttributes[key].map { (key, $0) } }
  }

  /// The form that the span's own values had.
  var form: AttributeForm { AttributeForm { source.attribute($0) } }

  /// Writes what was changed into the span it is a copy of.
  /// - Throws: `ArenaFull`. The span is then half edited.
  func write(to editor: inout SpanEditor) throws(ArenaFull) {
    if let newName, newName != editor.name { try editor.setName(newName) }
    if let newAttributes, newAttributes != Attributes(source.span.attributes) {
      try editor.setAttributes(newAttributes)
    } else if source.hasRepeatedKeys {
      try editor.setAttributes(attributes)
    }
    if let newEvents, newEvents != source.span.eventValues { try editor.setEvents(newEvents) }
    if let newLinks, newLinks != source.span.linkValues { try editor.setLinks(newLinks) }
    if let newStatus, newStatus != source.span.status { try editor.setStatus(newStatus) }
  }
}
