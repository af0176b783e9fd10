/// The role of a span. Raw values are OTLP's.
public enum SpanKind: UInt32, Sendable, CaseIterable {
  /// The kind is unspecified.
  case unspecified = 0
  /// Work inside of an application.
  case `internal` = 1
  /// The answer to a request from elsewhere.
  case server = 2
  /// A request to elsewhere, up to its answer.
  case client = 3
  /// The sending of a message that nobody waits for.
  case producer = 4
  /// The work on such a message.
  case consumer = 5
}
