import OTLP
import TraceVeil

extension ExportRequest {
  /// The spans of the body; none in a request of logs or metrics.
  ///
  /// - Throws: When the body cannot be inflated or read.
  var spans: [SpanData] {
    get throws {
      guard signal == .traces else { return [] }
      let body = try inflated()
      let summary = try WireValidator.validate(body.span, as: signal)
      var batch = TelemetryBatch(signal: signal, maximumBytes: summary.treeBytes + (1 << 20))
      try batch.append(holding: body, summary: summary)
      var spans: [SpanData] = []
      spans.reserveCapacity(itemCount)
      try batch.editSpans { spans.append($0.original.data) }
      return spans
    }
  }
}
