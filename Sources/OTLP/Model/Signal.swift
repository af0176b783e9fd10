/// A kind of telemetry that OTLP carries.
public enum Signal: String, Sendable, CaseIterable {
  /// The names are OTLP's.
  case traces, logs, metrics
}
