import OTLP
import Redaction
import TraceVeil

/// `traceveil redact --format`: one OTLP export request in, the same request redacted out.
enum RequestRedaction {
  /// The gateway's bound of one request.
  private static let maximumBytes = 64 << 20

  static func run(_ format: RedactCommand.Format, _ signal: Signal, _ redactor: Redactor) throws -> ExitStatus
  {
    guard let body = try InputFiles.all(limit: maximumBytes) else {
      StandardStream.error.write("traceveil: the request is larger than \(maximumBytes) bytes\n")
      return .usage
    }
    do {
      var output = try redact(body, signal, redactor)
      StandardStream.output.write(bytes: &output)
      return .success
    } catch {
      StandardStream.error.write("traceveil: no OTLP export request of this signal: \(error.message)\n")
      return .usage
    }
  }

  static func redact(_ body: [UInt8], _ signal: Signal, _ redactor: Redactor) throws(DecodeError) -> [UInt8] {
    let summary = try WireValidator.validate(body.span, as: signal)
    var batch = TelemetryBatch(
      signal: signal,
      maximumBytes: max(1 << 20, summary.treeBytes * 4 + body.count * 4)
    )
    try batch.append(decoding: body.span, summary: summary)
    do {
      try RedactionProcessor(redactor: redactor).process(&batch)
    } catch {
      throw (error as? DecodeError) ?? DecodeError(.tooLarge)
    }
    let size = batch.packedSize()
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = batch.pack(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}
