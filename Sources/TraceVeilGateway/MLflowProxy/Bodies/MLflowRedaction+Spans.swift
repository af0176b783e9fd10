import NIOCore
import OTLP
import TraceVeil

/// Spans on their way to MLflow.
struct RedactedSpans: Sendable {
  /// What may be sent on, in protobuf; nil when nothing is left.
  var body: ByteBuffer?
  /// The spans that came, whether they are sent or a rule has dropped them.
  var spans: [SpanReference]
  /// Spans that were left out.
  var rejectedSpans: Int
  /// What was wrong with the first of them; nil for one without ids that MLflow takes.
  var firstFault: DecodeError?
}

extension MLflowRedaction {
  /// Redacts an export request. What MLflow would refuse the whole request for is repaired or left out.
  func redact(spans body: ByteBuffer, in encoding: PayloadEncoding) throws(Failure) -> RedactedSpans {
    var limits = wireLimits
    limits.isForgiving = true
    let transcoded = encoding == .json ? try protobuf(of: body, limits) : nil
    let body = transcoded.map { ByteBuffer(bytes: $0.bytes) } ?? body
    var summary: WireSummary
    let references: SpanReferences
    var batch = TelemetryBatch(signal: .traces, maximumBytes: wireLimits.maximumTreeBytes)
    do throws(DecodeError) {
      let bytes = body.readableBytesUInt8Span
      summary = try WireValidator.validate(bytes, as: .traces, limits: limits)
      if summary.nulTexts > 0, !HiddenNUL.isFound(in: bytes) {
        limits.hidesNUL = true
        summary = try WireValidator.validate(bytes, as: .traces, limits: limits)
      }
      references = try SpanReferences(of: bytes, summary: summary)
      let request = IncomingRequest(signal: .traces, body: body, summary: summary)
      try batch.append(holding: request, summary: summary)
    } catch {
      throw error.reason == .tooLarge ? .tooLarge : .malformed(error.reason)
    }
    var repairs = MLflowRepairs()
    repairs.count(summary)
    if !limits.hidesNUL { repairs.count(.invalidText, summary.nulTexts) }
    try transform(&batch, .span)
    try fit(&batch, references, &repairs)
    self.repairs.add(repairs)
    var packed: ByteBuffer?
    if batch.itemCount > 0 || summary.acceptedItems + summary.rejectedItems == 0 {
      packed = ByteBuffer()
      packed?.writeWithUnsafeMutableBytes(minimumWritableBytes: batch.packedSize()) { batch.pack(into: $0) }
      if limits.hidesNUL { packed = try packed.map { (body) throws(Failure) in try Self.showNUL(in: body) } }
    }
    return RedactedSpans(
      body: packed,
      spans: references.spans,
      rejectedSpans: summary.rejectedItems,
      firstFault: transcoded?.firstFault ?? summary.firstFault
    )
  }

  /// MLflow keeps NUL in texts.
  static func showNUL(in body: ByteBuffer) throws(Failure) -> ByteBuffer {
    do throws(DecodeError) {
      return ByteBuffer(bytes: try HiddenNUL.shown(inRequest: body.readableBytesUInt8Span))
    } catch {
      throw .failed
    }
  }

  /// Spans in OTLP/JSON as protobuf.
  private func protobuf(
    of json: ByteBuffer,
    _ limits: WireLimits
  ) throws(Failure) -> (bytes: [UInt8], firstFault: DecodeError?) {
    let (encoding, mark) = JSONEncoding.detect(json.readableBytesView)
    var json = json
    if encoding == .utf8 {
      json.moveReaderIndex(forwardBy: mark)
    } else {
      guard let text = try? JSONEncoding.utf8(Array(json.readableBytesView)) else {
        throw .malformed(.invalidJSON)
      }
      json = ByteBuffer(bytes: text)
    }
    do throws(DecodeError) {
      let limit = min(json.readableBytes * OTLPJSON.maximumGrowth, wireLimits.maximumTreeBytes)
      let (bytes, transcoded) = try OTLPJSON.protobuf(
        from: json.readableBytesUInt8Span,
        as: .traces,
        limits: limits,
        maximumBytes: limit
      )
      return (bytes, transcoded.firstFault)
    } catch {
      throw error.reason == .tooLarge ? .tooLarge : .malformed(error.reason)
    }
  }

  /// Brings spans into a form that MLflow takes. Costs nothing where they have it, which is nearly always.
  private func fit(
    _ batch: inout TelemetryBatch,
    _ references: SpanReferences,
    _ repairs: inout MLflowRepairs
  ) throws(Failure) {
    do {
      repairs.count(.valueAsJSON, try MLflowDepth.flatten(&batch))
      guard references.hasHugeTimes else { return }
      var hugeTimes = 0
      try batch.editSpans { span in
        if max(span.startTime, span.endTime) > UInt64(Int64.max) { hugeTimes += 1 }
        MLflowSpanPreparation.repairTimes(of: &span)
      }
      repairs.count(.hugeTime, hugeTimes)
    } catch {
      throw .failed
    }
  }
}
