/// An exporter that hands requests over to a thread, which says what came of them, and needs no task for that: each would have
/// to be woken twice while a sender waits.
protocol HandingExporter: SpanExporter {
  /// Does its part of the work on the caller's thread.
  /// - Parameter completion: Called once, on any thread: mostly that of the syncs, which it holds up.
  func hand(over request: ExportRequest, completion: @escaping @Sendable (ExportResult) -> Void)
}

extension HandingExporter {
  func export(_ request: ExportRequest) async -> ExportResult {
    await withCheckedContinuation { continuation in
      hand(over: request) { continuation.resume(returning: $0) }
    }
  }
}
