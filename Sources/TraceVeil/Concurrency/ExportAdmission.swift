import Synchronization

/// Lets a bounded number of exports be under way, in the order they ask.
final class ExportAdmission: Sendable {
  private struct State {
    var free: Int
    var waiters = Waiters<Bool>()
  }

  private let state: Mutex<State>

  init(limit: Int) {
    precondition(limit > 0, "an exporter must allow one export at least")
    state = Mutex(State(free: limit))
  }

  /// Suspends until there is room. Each admitted export ends with `leave`.
  /// - Returns: False, without admission, when the task is cancelled.
  func enter() async -> Bool {
    let id = state.withLock { $0.waiters.makeID() }
    let isAdmitted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Bool? in
          guard state.waiters.suspend(id, continuation) else { return false }
          guard state.free > 0 else { return nil }
          state.free -= 1
          _ = state.waiters.remove(id)
          return true
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiters.cancel(id) }?.resume(returning: false)
    }
    state.withLock { $0.waiters.forget(id) }
    return isAdmitted
  }

  /// Hands the place to the one who has waited longest.
  func leave() {
    let next = state.withLock { state in
      let next = state.waiters.popFirst()
      if next == nil { state.free += 1 }
      return next
    }
    next?.resume(returning: true)
  }
}
