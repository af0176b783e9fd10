extension TelemetryBatch {
  /// The export request in OTLP's JSON: fields by rising number, what has its default left out, on one line.
  package func encodeJSON() -> [UInt8] {
    var writer = JSONWriter()
    held.withJoined { writer.message($0, type: signal.requestType) }
    return writer.output
  }
}
