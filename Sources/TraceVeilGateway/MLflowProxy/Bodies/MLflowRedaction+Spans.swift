import NIOCore
import OTLP
import TraceVeil

/// Spans on their way to MLflow.
struct RedactedSpans: Sendable {
  /// What may be sent on, in protobuf; nil when nothing is left.
  var body: ByteBuffer?
  /// Spans in `body`.
  var itemCount = 0
  /// The spans that came, whether they are sent or a rule has dropped them.
  var spans: [SpanReference]
  /// Spans that were left out.
  var rejectedSpans: Int
  /// What was wrong with the first of them; nil for one without ids that MLflow takes.
  var firstFault: DecodeError?
  /// Values that are their JSON in `body`, since they are too deep for MLflow.
  var valuesAsJSON = 0
  /// The request without traces that have such values, where their client is MLflow's own.
  var shallow: ShallowSpans?
}

/// A request without the traces that MLflow would refuse as they are. Their client sends them as an artifact, too, in
/// which MLflow takes any depth.
struct ShallowSpans: Sendable {
  /// Nil when nothing is left.
  var body: ByteBuffer?
  /// Spans in `body`.
  var itemCount: Int
  var spans: [SpanReference]
  /// The spans that are left out.
  var deepSpans: Int
}

extension MLflowRedaction {
  /// Redacts an export request. What MLflow would refuse the whole request for is repaired or left out.
  ///
  /// - Parameter isOfMLflowClient: Whether its sender has started the traces whose roots are here, and sends their spans
  ///   as artifacts unless it is told that MLflow has them.
  func redact(
    spans body: ByteBuffer,
    in encoding: PayloadEncoding,
    isOfMLflowClient: Bool = false
  ) throws(Failure) -> RedactedSpans {
    var limits = wireLimits
    limits.isForgiving = true
    let transcoded = encoding == .json ? try protobuf(of: body, limits) : nil
    var body = transcoded.map { ByteBuffer(bytes: $0.bytes) } ?? body
    var summary: WireSummary
    let references: SpanReferences
    var batch = TelemetryBatch(signal: .traces, maximumBytes: wireLimits.maximumTreeBytes)
    do throws(DecodeError) {
      summary = try Self.validated(&body, limits)
      let bytes = body.readableBytesUInt8Span
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
    let flattened = try fit(&batch, references, &repairs)
    self.repairs.add(repairs)
    var spans = RedactedSpans(
      itemCount: batch.itemCount,
      spans: references.spans,
      rejectedSpans: summary.rejectedItems,
      firstFault: transcoded?.firstFault ?? summary.firstFault,
      valuesAsJSON: flattened.values
    )
    if batch.itemCount > 0 || summary.acceptedItems + summary.rejectedItems == 0 {
      spans.body = try Self.packed(batch, showingNUL: limits.hidesNUL)
    }
    if isOfMLflowClient {
      let roots = Set(references.spans.lazy.filter(\.isRoot).map(\.traceID))
      spans.shallow = try Self.shallow(
        &batch,
        references.spans,
        without: flattened.traces.intersection(roots),
        showingNUL: limits.hidesNUL
      )
    }
    return spans
  }

  /// - Parameter traces: Are taken out of the batch.
  private static func shallow(
    _ batch: inout TelemetryBatch,
    _ spans: [SpanReference],
    without traces: Set<TraceID>,
    showingNUL: Bool
  ) throws(Failure) -> ShallowSpans? {
    guard !traces.isEmpty else { return nil }
    do {
      try batch.editSpans { span in
        if span.traceID.map(traces.contains) ?? false { span.drop() }
      }
    } catch {
      throw .failed
    }
    let kept = spans.filter { !traces.contains($0.traceID) }
    return ShallowSpans(
      body: batch.itemCount > 0 ? try packed(batch, showingNUL: showingNUL) : nil,
      itemCount: batch.itemCount,
      spans: kept,
      deepSpans: spans.count - kept.count
    )
  }

  private static func packed(
    _ batch: borrowing TelemetryBatch,
    showingNUL: Bool
  ) throws(Failure) -> ByteBuffer {
    var body = ByteBuffer()
    body.writeWithUnsafeMutableBytes(minimumWritableBytes: batch.packedSize()) { batch.pack(into: $0) }
    return showingNUL ? try showNUL(in: body) : body
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
      let (bytes, firstFault) = try transcoded(json, limits)
      guard firstFault != nil, let merged = Self.merged(json) else { return (bytes, firstFault) }
      return try transcoded(merged, limits)
    } catch {
      if error.reason == .duplicateField, let merged = Self.merged(json),
        let result = try? transcoded(merged, limits)
      {
        return result
      }
      throw error.reason == .tooLarge ? .tooLarge : .malformed(error.reason)
    }
  }

  private func transcoded(
    _ json: ByteBuffer,
    _ limits: WireLimits
  ) throws(DecodeError) -> (bytes: [UInt8], firstFault: DecodeError?) {
    let limit = min(json.readableBytes * OTLPJSON.maximumGrowth, wireLimits.maximumTreeBytes)
    let (bytes, transcoded) = try OTLPJSON.protobuf(
      from: json.readableBytesUInt8Span,
      as: .traces,
      limits: limits,
      maximumBytes: limit
    )
    return (bytes, transcoded.firstFault)
  }

  private static func merged(_ json: ByteBuffer) -> ByteBuffer? {
    RepeatedMembers.merged(Array(json.readableBytesView)).map { ByteBuffer(bytes: $0) }
  }

  /// Where something is wrong, that may be a field that stands twice.
  private static func validated(
    _ body: inout ByteBuffer,
    _ limits: WireLimits
  ) throws(DecodeError) -> WireSummary {
    do throws(DecodeError) {
      let summary = try WireValidator.validate(body.readableBytesUInt8Span, as: .traces, limits: limits)
      guard summary.firstFault != nil else { return summary }
    } catch {
      guard error.reason == .duplicateField else { throw error }
    }
    body = ByteBuffer(bytes: RepeatedFields.merged(body.readableBytesUInt8Span, as: .traces))
    return try WireValidator.validate(body.readableBytesUInt8Span, as: .traces, limits: limits)
  }

  /// Brings spans into a form that MLflow takes. Costs nothing where they have it, which is nearly always.
  private func fit(
    _ batch: inout TelemetryBatch,
    _ references: SpanReferences,
    _ repairs: inout MLflowRepairs
  ) throws(Failure) -> MLflowDepth.Flattened {
    do {
      let flattened = try MLflowDepth.flatten(&batch)
      guard references.hasHugeTimes else { return flattened }
      var hugeTimes = 0
      try batch.editSpans { span in
        if max(span.startTime, span.endTime) > UInt64(Int64.max) { hugeTimes += 1 }
        MLflowSpanPreparation.repairTimes(of: &span)
      }
      repairs.count(.hugeTime, hugeTimes)
      return flattened
    } catch {
      throw .failed
    }
  }
}
