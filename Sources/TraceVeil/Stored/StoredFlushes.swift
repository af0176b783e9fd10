import Store
import Synchronization

/// Who waits until all that was stored before has come to its end. While somebody does, nothing waits for more to be sent
/// along. Safe on any thread.
final class StoredFlushes: Sendable {
  private struct Flush {
    let id: UInt64
    /// All records with a smaller number are to be done with.
    let end: UInt64
    let isDone: Latch
  }

  private struct State {
    var flushes: [Flush] = []
    var nextID: UInt64 = 0
    /// Of the wait for more that there is.
    var pause: Latch?
  }

  private let state = Mutex(State())

  /// - Returns: Whether all is done with that is stored now, within the limit.
  func wait(for store: QueueStore, within limit: Duration, on clock: any PipelineClock) async -> Bool {
    let flush = state.withLock { state in
      defer { state.nextID += 1 }
      let flush = Flush(id: state.nextID, end: store.end, isDone: Latch())
      state.flushes.append(flush)
      state.pause?.open()
      return flush
    }
    // It may have been done with before anybody could be told.
    note(store)
    await withTimeLimit(limit, on: clock) { await flush.isDone.wait() }
    state.withLock { state in state.flushes.removeAll { $0.id == flush.id } }
    return flush.isDone.isOpen
  }

  /// After each time that something may have come to its end.
  func note(_ store: QueueStore) {
    let done = state.withLock { state in state.flushes.filter { store.isDone(below: $0.end) } }
    for flush in done { flush.isDone.open() }
  }

  /// Waits for more to come, but not while somebody waits for what there is.
  func pause(for delay: Duration, on clock: any PipelineClock, orUntil latch: Latch) async {
    let pause = state.withLock { state -> Latch? in
      guard state.flushes.isEmpty else { return nil }
      state.pause = Latch()
      return state.pause
    }
    guard let pause else { return }
    await withTimeLimit(delay, on: clock) { await Latch.waitForFirst(of: latch, pause) }
    state.withLock { $0.pause = nil }
  }
}
