/// A kind of telemetry that OTLP carries.
public enum Signal: String, Sendable, CaseIterable {
  case traces, logs, metrics
}
