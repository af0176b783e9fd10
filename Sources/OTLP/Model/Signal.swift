/// A kind of telemetry that OTLP carries.
public enum Signal: String, Sendable, CaseIterable {
  /// As OTLP names them.
  case traces, logs, metrics
}
