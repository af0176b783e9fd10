/// An exporter that hands requests over to a thread, which says what came of them, and needs no task for that: each would have
/// to be woken twice while a sender waits.
protocol HandingExporter: SpanExporter {
  /// Does its part of the work on the caller's thread.
  /// - Parameter completion: Called once, on any thread: mostly that of the syncs, which it holds up.
  func hand(over request: ExportRequest, completion: @escaping @Sendable (ExportResult) -> Void)

  /// Requests of so many bytes before compression are being made, and will be handed over at once then: others may wait for them.
  func beginMaking(_ bytes: Int)

  /// They are handed over, or will not be so soon. Once for each ``beginMaking(_:)``.
  /// - Parameter isBusy: Whether more waits for who has made them.
  func endMaking(_ bytes: Int, isBusy: Bool)
}

extension HandingExporter {
  func export(_ request: ExportRequest) async -> ExportResult {
    await withCheckedContinuation { continuation in
      hand(over: request) { continuation.resume(returning: $0) }
    }
  }
}

/// What a worker says of a batch to who takes its requests over, as a value.
struct HandingAnnouncement {
  private let exporter: (any HandingExporter)?
  private let bytes: Int
  private var isMade = false

  /// - Parameters:
  ///   - exporter: Nil where nothing is to be said.
  ///   - bytes: Of the batch before compression.
  init(_ exporter: (any HandingExporter)?, bytes: Int) {
    self.exporter = exporter
    self.bytes = bytes
  }

  /// From here on nothing is waited for before ``end(isBusy:)``.
  mutating func begin() {
    isMade = true
    exporter?.beginMaking(bytes)
  }

  /// Does nothing the second time, or where nothing has begun.
  /// - Parameter isBusy: Whether more waits for the worker.
  mutating func end(isBusy: Bool) {
    guard isMade else { return }
    isMade = false
    exporter?.endMaking(bytes, isBusy: isBusy)
  }
}
