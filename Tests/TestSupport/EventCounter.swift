import Synchronization

/// Counts events, for tests that wait until so many have happened.
package final class EventCounter: Sendable {
  private struct State {
    var count = 0
    var waiting: [(target: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  package init() {}

  package var count: Int { state.withLock { $0.count } }

  package func increment() {
    let reached = state.withLock { state in
      state.count += 1
      let count = state.count
      let reached = state.waiting.filter { $0.target <= count }
      state.waiting.removeAll { $0.target <= count }
      return reached
    }
    for waiting in reached { waiting.continuation.resume() }
  }

  /// Suspends until the count is at least `target`.
  package func wait(for target: Int) async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if state.count >= target { return true }
        state.waiting.append((target, continuation))
        return false
      }
      if isReached { continuation.resume() }
    }
  }
}
