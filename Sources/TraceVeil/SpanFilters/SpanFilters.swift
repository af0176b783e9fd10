package import OTLP
import Synchronization

/// Runs the filters that a pipeline is configured with, which may change at any time. Without any it costs a lock
/// a batch.
package final class SpanFilters: BatchTransform {
  private let filters: Mutex<[SpanFilter]>

  package init(_ filters: [SpanFilter] = []) {
    self.filters = Mutex(filters)
  }

  package var name: String { "span_filters" }

  /// Takes effect for batches whose processing begins from now on.
  func configure(_ filters: [SpanFilter]) {
    self.filters.withLock { $0 = filters }
  }

  package func transform(_ batch: inout TelemetryBatch) throws {
    // One list for all of the batch, and no lock while foreign code runs.
    let filters = self.filters.withLock { $0 }
    guard !filters.isEmpty else { return }
    try batch.editSpans { editor in
      var span = MutableSpan(SpanSnapshot(editor.original))
      for filter in filters { try filter(&span) }
      try span.write(to: &editor)
    }
  }
}
