package import OTLP

/// What `OTEL_{TRACES,LOGS,METRICS}_EXPORTER` can say.
package enum ExporterSelection: String, CaseIterable, Sendable {
  /// OTLP over HTTP to a configured endpoint.
  case otlp
  /// Readable text on standard output.
  case console
  /// The signal is not exported at all.
  case none
}

extension ConfigurationReader {
  /// The exporter asked for, nil when the variable is unset or names something unknown.
  package mutating func exporter(of signal: Signal) throws(ConfigurationError) -> ExporterSelection? {
    try optionalChoice([signal.exporterKey], as: ExporterSelection.self)
  }
}

extension Signal {
  /// `OTEL_TRACES_EXPORTER` and its like.
  package var exporterKey: String { "OTEL_\(variableInfix)_EXPORTER" }

  /// The signal's part of a variable name: `TRACES`, `LOGS`, `METRICS`.
  var variableInfix: String { rawValue.uppercased() }
}
