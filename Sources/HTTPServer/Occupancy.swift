import Synchronization

/// How many requests are being handled, so that a shutdown can wait for the last one.
package final class Occupancy: Sendable {
  private struct State {
    var present = 0
    var isClosed = false
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextID = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// One request, from its admission to the end of its answer, whatever way that ends.
  package struct Presence: ~Copyable, Sendable {
    private let occupancy: Occupancy

    fileprivate init(in occupancy: Occupancy) { self.occupancy = occupancy }

    deinit { occupancy.leave() }
  }

  /// - Returns: Nil once the occupancy has been closed.
  package func enter() -> Presence? {
    let admitted = state.withLock { state in
      guard !state.isClosed else { return false }
      state.present += 1
      return true
    }
    return admitted ? Presence(in: self) : nil
  }

  /// Closes the house: from now on `enter` returns nil.
  package func close() { state.withLock { $0.isClosed = true } }

  /// Whether requests are let in.
  package var isOpen: Bool { state.withLock { !$0.isClosed } }

  /// Returns when no request is being handled, or the task is cancelled.
  package func empty() async {
    let id = state.withLock { state in
      defer { state.nextID += 1 }
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.present == 0 || Task.isCancelled { return true }
          state.waiting[id] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
    }
  }

  private func leave() {
    let waiting: [Int: CheckedContinuation<Void, Never>] = state.withLock { state in
      state.present -= 1
      guard state.present == 0 else { return [:] }
      defer { state.waiting = [:] }
      return state.waiting
    }
    for continuation in waiting.values { continuation.resume() }
  }
}
