import OTLP

extension SpanData: BatchItem {
  var partition: NoPartition { NoPartition() }
  var itemCount: Int { 1 }
  /// The bytes are not measured where spans end: that would cost the caller more than the rest of the queue.
  var byteCount: Int { 0 }
  var forwardedHeaders: ForwardedHeaders { ForwardedHeaders() }

  static func shares(of elements: [SpanData]) -> [BudgetShare] { [] }

  /// Not measured: each worker has its own bound, and the span processors of an application have no common one.
  static func workBytes(of elements: [SpanData]) -> Int { 0 }

  static func append(_ elements: [SpanData], to batch: inout TelemetryBatch, treeBytes: Int) -> Int? {
    do {
      try batch.append(elements, treeBytes: treeBytes)
      return 0
    } catch {
      return elements.count > 1 ? nil : 1
    }
  }
}
