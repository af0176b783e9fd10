/// The role of a span. Raw values are OTLP's.
public enum SpanKind: UInt32, Sendable, CaseIterable {
  case unspecified = 0
  case `internal` = 1
  case server = 2
  case client = 3
  case producer = 4
  case consumer = 5
}
