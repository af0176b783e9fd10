import Synchronization

/// Requests of a worker that somebody else has, who says when they have come to their end. Safe on any thread.
final class HandOvers: Sendable {
  private struct State {
    var count = 0
    var ending: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func began() { state.withLock { $0.count += 1 } }

  func ended() {
    let ending = state.withLock { state in
      state.count -= 1
      return state.count == 0 ? state.ending.take() : nil
    }
    ending?.resume()
  }

  /// Waits for all of them, when no more will begin. Once.
  func end() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.count > 0 { state.ending = continuation }
        return state.count == 0
      }
      if isOver { continuation.resume() }
    }
  }
}
