internal import CProtobufC

extension TelemetryBatch {
  /// The export request in OTLP's JSON: fields by rising number, what has its default left out, on one line.
  public mutating func encodeJSON() -> [UInt8] {
    decodeHeld()
    guard let request else { return Array("{}".utf8) }
    var writer = JSONTreeWriter()
    writer.message(UnsafeRawPointer(request), type: JSONSchema.shared.index(of: signal.requestDescriptor))
    return writer.output
  }
}
