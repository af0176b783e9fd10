import Synchronization
package import TraceVeil

/// An exporter that does what a test says, and notes what was asked of it.
package final class ScriptedExporter: SpanExporter {
  private struct State {
    var requests: [ExportRequest] = []
    var underway = 0
    var mostUnderway = 0
    var isHolding = false
    var held: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    var cancelled: Set<Int> = []
    var flushes = 0
    var shutdowns = 0
  }

  package let compression: Compression
  package let maximumConcurrentExports: Int
  /// Exports that have begun.
  package let begun = EventCounter()
  /// Exports that have ended.
  package let ended = EventCounter()
  /// Calls of `beginDrain`.
  package let drains = EventCounter()
  /// Calls of `stopRetrying`.
  package let stopped = EventCounter()
  private let state = Mutex(State())
  private let result: @Sendable (ExportRequest) -> ExportResult

  /// - Parameters:
  ///   - holds: Whether exports wait for `release`.
  ///   - result: What an export answers.
  package init(
    compression: Compression = .none,
    maximumConcurrentExports: Int = 1,
    holds: Bool = false,
    result: @escaping @Sendable (ExportRequest) -> ExportResult = { _ in .success }
  ) {
    self.compression = compression
    self.maximumConcurrentExports = maximumConcurrentExports
    self.result = result
    state.withLock { $0.isHolding = holds }
  }

  package var name: String { "scripted" }

  /// In the order their exports began.
  package var requests: [ExportRequest] { state.withLock { $0.requests } }
  package var itemCount: Int { requests.reduce(0) { $0 + $1.itemCount } }
  /// The largest number of exports that were under way at the same time.
  package var mostUnderway: Int { state.withLock { $0.mostUnderway } }
  package var flushes: Int { state.withLock { $0.flushes } }
  package var shutdowns: Int { state.withLock { $0.shutdowns } }

  /// Lets the exports that are held go on, and later ones pass.
  package func release() {
    let held = state.withLock { state in
      state.isHolding = false
      defer { state.held.removeAll() }
      return state.held
    }
    for export in held { export.continuation.resume(returning: true) }
  }

  /// Lets the export go on that has been held longest.
  package func releaseOne() {
    state.withLock { $0.held.isEmpty ? nil : $0.held.removeFirst() }?.continuation.resume(returning: true)
  }

  package func export(_ request: ExportRequest) async -> ExportResult {
    let id = state.withLock { state in
      state.requests.append(request)
      state.underway += 1
      state.mostUnderway = max(state.mostUnderway, state.underway)
      return state.requests.count
    }
    begun.increment()
    let goesOn = await hold(id)
    state.withLock { $0.underway -= 1 }
    defer { ended.increment() }
    return goesOn ? result(request) : .failure(.cancelled)
  }

  private func hold(_ id: Int) async -> Bool {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Bool? in
          if state.cancelled.contains(id) { return false }
          guard state.isHolding else { return true }
          state.held.append((id, continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let held = state.withLock { state -> CheckedContinuation<Bool, Never>? in
        state.cancelled.insert(id)
        guard let index = state.held.firstIndex(where: { $0.id == id }) else { return nil }
        return state.held.remove(at: index).continuation
      }
      held?.resume(returning: false)
    }
  }

  package func beginDrain() { drains.increment() }

  package func stopRetrying() { stopped.increment() }

  package func forceFlush(timeout: Duration) async -> FlushResult {
    state.withLock { $0.flushes += 1 }
    return .success
  }

  package func shutdown(timeout: Duration) async -> FlushResult {
    state.withLock { $0.shutdowns += 1 }
    return .success
  }
}
