import Synchronization
import TraceVeil

/// The receipts whose senders wait, so that the end of the gateway answers them. Safe on any thread.
final class OpenReceipts: Sendable {
  private struct State {
    /// The expirations. None holds its receipt: when a receipt is released, its sender need not wait.
    var expirations: [Int: @Sendable () -> Void] = [:]
    var nextID = 0
    var isOver = false
  }

  private let state = Mutex(State())

  /// - Returns: For `remove`, when it has told how its request ended. After `expireAll` it expires at once.
  func add(_ receipt: RequestReceipt) -> Int {
    let (id, isOver) = state.withLock { state in
      defer { state.nextID += 1 }
      if !state.isOver { state.expirations[state.nextID] = { [weak receipt] in receipt?.expire() } }
      return (state.nextID, state.isOver)
    }
    if isOver { receipt.expire() }
    return id
  }

  func remove(_ id: Int) { state.withLock { $0.expirations[id] = nil } }

  /// Ends all waits. The requests count as not accepted.
  func expireAll() {
    let expirations = state.withLock { state in
      defer { state.expirations = [:] }
      state.isOver = true
      return state.expirations
    }
    for expire in expirations.values { expire() }
  }
}
