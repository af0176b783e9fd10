import OTLP
import Redaction
import TraceVeil

/// `traceveil redact --format`: one OTLP export request in, the same request redacted out.
struct RequestRedaction {
  private let transform: RedactionTransform
  private let maximumBytes: Int

  /// A request that was redacted.
  struct Outcome {
    var bytes: [UInt8]
    /// Spans, log records or data points that were left out: malformed, or with an id of the wrong length.
    let rejectedItems: Int
    /// Fields that OTLP does not have, and that were left out.
    let unknownFields: Int
    /// Negative numbers and unknown names in JSON that were read as the default.
    let defaultedValues: Int
    let invalidTexts: Int
    let deepValues: Int
    /// Texts that were replaced as a whole because they could not be redacted.
    let failedTexts: Int
  }

  init(_ settings: CommandSettings) {
    transform = RedactionTransform(plan: settings.plan, options: settings.options)
    maximumBytes = settings.maximumBytes
  }

  /// Redacts standard input to standard output, and says on standard error what was not as it should be.
  func run(_ format: RequestFormat, _ signal: Signal) throws -> ExitStatus {
    guard let body = try InputFiles.all(limit: maximumBytes) else {
      return refuse("the request is larger than \(maximumBytes) bytes")
    }
    var outcome: Outcome
    do throws(DecodeError) {
      outcome = try redact(body, format, signal)
    } catch {
      return refuse("no OTLP export request of \(signal.rawValue) in \(format.rawValue): \(error.message)")
    }
    try StandardStream.output.write(bytes: &outcome.bytes)
    return report(outcome)
  }

  /// - Throws: When the request cannot be read, or does not fit into memory of a size in proportion to it.
  func redact(
    _ body: [UInt8],
    _ format: RequestFormat,
    _ signal: Signal
  ) throws(DecodeError) -> Outcome {
    switch format {
    case .otlpProto:
      let batch = try redacted(body, signal)
      let bytes = [UInt8](unsafeUninitializedCapacity: batch.batch.packedSize()) { buffer, count in
        count = batch.batch.pack(into: UnsafeMutableRawBufferPointer(buffer))
      }
      return outcome(bytes, batch.summary)
    case .otlpJSON:
      let transcoded = try OTLPJSON.protobuf(from: body.span, as: signal, maximumBytes: maximumBytes)
      let batch: Redacted
      do throws(DecodeError) {
        batch = try redacted(transcoded.bytes, signal)
      } catch {
        // Its place is one in the protobuf form, which the sender never saw.
        throw DecodeError(error.reason)
      }
      return outcome(batch.batch.encodeJSON(), batch.summary, transcoded.transcoded)
    }
  }

  private struct Redacted: ~Copyable {
    var batch: TelemetryBatch
    let summary: WireSummary
  }

  private func redacted(_ body: [UInt8], _ signal: Signal) throws(DecodeError) -> Redacted {
    let summary = try WireValidator.validate(body.span, as: signal)
    var batch = TelemetryBatch(
      signal: signal,
      maximumBytes: (1 << 20) + summary.treeBytes * 4 + body.count * 16
    )
    try batch.append(holding: body, summary: summary)
    do {
      try transform.transform(&batch)
    } catch {
      throw (error as? DecodeError) ?? DecodeError(.tooLarge)
    }
    return Redacted(batch: batch, summary: summary)
  }

  private func outcome(
    _ bytes: [UInt8],
    _ summary: WireSummary,
    _ transcoded: OTLPJSON.Transcoded? = nil
  ) -> Outcome {
    Outcome(
      bytes: bytes,
      rejectedItems: summary.rejectedItems,
      unknownFields: summary.unknownFields + (transcoded?.unknownMembers ?? 0),
      defaultedValues: transcoded?.defaultedValues ?? 0,
      invalidTexts: summary.invalidTexts,
      deepValues: summary.deepValues,
      failedTexts: transform.statistics.failedTexts
    )
  }

  private func refuse(_ reason: String) -> ExitStatus {
    StandardStream.error.tell("traceveil: \(reason)\n")
    return .usage
  }

  private func report(_ outcome: Outcome) -> ExitStatus {
    func tell(_ count: Int, _ what: String) {
      if count > 0 { StandardStream.error.tell("traceveil: \(count) \(what)\n") }
    }
    tell(outcome.unknownFields, "fields that OTLP does not have were left out")
    tell(outcome.defaultedValues, "negative numbers or unknown names of enumerations were read as 0")
    tell(outcome.invalidTexts, "texts that are not UTF-8 have U+FFFD where they are not")
    tell(outcome.deepValues, "values that are nested too deeply were replaced")
    tell(outcome.rejectedItems, "items that are malformed or have an id of the wrong length were left out")
    tell(outcome.failedTexts, "texts could not be redacted and were replaced as a whole")
    if outcome.failedTexts > 0 { return .software }
    return outcome.rejectedItems > 0 ? .usage : .success
  }
}
