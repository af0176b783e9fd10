import Synchronization

/// Opens once, and lets everybody pass from then on.
final class Latch: Sendable {
  private struct State {
    var isOpen = false
    var waiters = Waiters<Void>()
  }

  private let state = Mutex(State())

  var isOpen: Bool { state.withLock { $0.isOpen } }

  /// - Returns: Whether this call opened it.
  @discardableResult
  func open() -> Bool {
    let (opened, waiting) = state.withLock { state in
      defer { state.isOpen = true }
      return (!state.isOpen, state.waiters.removeAll())
    }
    for continuation in waiting { continuation.resume() }
    return opened
  }

  /// Suspends until it is open or the task is cancelled.
  func wait() async {
    let id = state.withLock { $0.waiters.makeID() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { $0.isOpen || !$0.waiters.suspend(id, continuation) }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.cancel(id) }?.resume()
    }
    state.withLock { $0.waiters.forget(id) }
  }

  /// Suspends until one of the two is open or the task is cancelled.
  static func waitForFirst(of one: Latch, _ other: Latch) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await one.wait() }
      group.addTask { await other.wait() }
      await group.next()
      group.cancelAll()
    }
  }
}
