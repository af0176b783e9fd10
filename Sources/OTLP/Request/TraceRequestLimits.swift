/// The limits of one request of spans. A single span that is larger is sent alone.
public struct TraceRequestLimits: Sendable, Hashable {
  /// Spans of a request.
  public var spans: Int
  /// Different trace ids of a request.
  public var traces: Int
  /// Bytes of the spans alone, without the resources and scopes that they share.
  public var bytes: Int

  /// Limits; what is not named has none.
  public init(spans: Int = .max, traces: Int = .max, bytes: Int = .max) {
    self.spans = spans
    self.traces = traces
    self.bytes = bytes
  }
}

extension TraceRequestLimits {
  /// The limits that satisfy both.
  package func narrowed(to other: TraceRequestLimits) -> TraceRequestLimits {
    TraceRequestLimits(
      spans: min(spans, other.spans),
      traces: min(traces, other.traces),
      bytes: min(bytes, other.bytes)
    )
  }
}
