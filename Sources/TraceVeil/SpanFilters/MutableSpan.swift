public import OTLP

/// A span as filters see it: all of it to read, and what may be changed to change.
///
/// A copy, made for the filters of one pipeline and written back when the last of them has returned. What it holds
/// has not been redacted yet: do not keep it.
public struct MutableSpan: Sendable {
  private let original: SpanData
  let form: AttributeForm

  public var name: String
  /// In their order. The form of values is the sender's: MLflow's client writes JSON texts when it sends OTLP, and
  /// plain values to a tracking server. ``inputs``, ``outputs`` and ``spanType`` read and write either.
  public var attributes: Attributes
  public var events: [SpanEvent]
  public var links: [SpanLink]
  public var status: SpanStatus

  /// Of attributes with the same key, which OTLP forbids, the last value counts; the others are taken away.
  init(_ span: SpanData) {
    original = span
    name = span.name
    attributes = span.attributes.withoutRepeatedKeys
    events = span.events
    links = span.links
    status = span.status
    form = AttributeForm { [attributes] in attributes[$0] }
  }

  public var traceID: TraceID { original.traceID }
  public var spanID: SpanID { original.spanID }
  /// Nil for a root span.
  public var parentSpanID: SpanID? { original.parentSpanID }
  public var kind: SpanKind { original.kind }
  /// Nanoseconds since 1970.
  public var startTime: UInt64 { original.startTime }
  /// Nanoseconds since 1970.
  public var endTime: UInt64 { original.endTime }
  /// Shared with other spans.
  public var resource: Resource { original.resource }
  /// Shared with other spans.
  public var scope: InstrumentationScope { original.scope }

  /// Writes what was changed into the span it is a copy of.
  /// - Throws: `ArenaFull`. The span is then half edited.
  func write(to editor: inout SpanEditor) throws(ArenaFull) {
    if name != original.name { try editor.setName(name) }
    if attributes != original.attributes { try editor.setAttributes(attributes) }
    if events != original.events { try editor.setEvents(events) }
    if links != original.links { try editor.setLinks(links) }
    if status != original.status { try editor.setStatus(status) }
  }
}

extension Attributes {
  fileprivate var withoutRepeatedKeys: Attributes {
    var places: [String: Int] = [:]
    var pairs: [Element] = []
    for pair in self {
      if let place = places[pair.key] {
        pairs[place] = pair
      } else {
        places[pair.key] = pairs.count
        pairs.append(pair)
      }
    }
    return pairs.count == count ? self : Attributes(pairs)
  }
}
