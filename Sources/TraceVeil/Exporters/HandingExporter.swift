/// An exporter that hands requests over to a thread, which says what came of them, and needs no task for that: each would have
/// to be woken twice while a sender waits.
protocol HandingExporter: SpanExporter {
  /// Does its part of the work on the caller's thread.
  /// - Parameter completion: Called once, on any thread: mostly that of the syncs, which it holds up.
  func hand(over request: ExportRequest, completion: @escaping @Sendable (ExportResult) -> Void)

  /// Requests of so many bytes before compression are being made, and will be handed over at once then: others may wait for them.
  func beginMaking(_ bytes: Int)

  /// They are handed over, or will not be so soon. Once for each ``beginMaking(_:)``.
  /// - Parameter isBusy: Whether more requests wait for the worker that has made them.
  func endMaking(_ bytes: Int, isBusy: Bool)
}

extension HandingExporter {
  func export(_ request: ExportRequest) async -> ExportResult {
    await withCheckedContinuation { continuation in
      hand(over: request) { continuation.resume(returning: $0) }
    }
  }
}

/// Tells the exporter that takes the requests over about a worker's batch, as a value.
struct HandingAnnouncement {
  private let exporter: (any HandingExporter)?
  private let bytes: Int
  private var isMade = false

  /// - Parameters:
  ///   - exporter: The exporter that is told; nil for none.
  ///   - bytes: The bytes of the batch before compression.
  init(_ exporter: (any HandingExporter)?, bytes: Int) {
    self.exporter = exporter
    self.bytes = bytes
  }

  /// Tells that a worker begins. It waits for nothing from now until ``end(isBusy:)``.
  mutating func begin() {
    isMade = true
    exporter?.beginMaking(bytes)
  }

  /// Does nothing the second time, or where nothing has begun.
  /// - Parameter isBusy: Whether more requests wait for the worker.
  mutating func end(isBusy: Bool) {
    guard isMade else { return }
    isMade = false
    exporter?.endMaking(bytes, isBusy: isBusy)
  }
}
