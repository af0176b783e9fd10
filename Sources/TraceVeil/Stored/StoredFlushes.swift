import Store
import Synchronization

/// Who waits until everything that was stored before has ended, and how long stored records wait for more to be sent
/// together. While somebody waits, they do not wait at all. Safe on any thread.
final class StoredFlushes: Sendable {
  private struct Flush {
    let id: UInt64
    /// The flush ends when all records with a smaller number are finished.
    let end: UInt64
    let isDone: Latch
  }

  private struct State {
    var flushes: [Flush] = []
    var nextID: UInt64 = 0
    /// Ends the reader's wait for more records.
    var pause: Latch?
    /// Stored since ``beginReading()``.
    var unread = (items: 0, bytes: 0)
    /// Whether what was held up may go on, since then.
    var hasRoom = false
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

  /// Must be called after each time that something may have ended.
  func note(_ store: QueueStore) {
    let done = state.withLock { state in state.flushes.filter { store.isDone(below: $0.end) } }
    for flush in done { flush.isDone.open() }
  }

  /// Whether the reader waits for more.
  var isPausing: Bool { state.withLock { $0.pause != nil } }

  /// Everything that is stored by now is about to be read.
  func beginReading() { state.withLock { ($0.unread, $0.hasRoom) = ((0, 0), false) } }

  /// Requests that the reader has not begun for lack of room may be begun.
  func noteRoom() {
    let pause = state.withLock { state in
      state.hasRoom = true
      return state.pause
    }
    pause?.open()
  }

  /// Must be called after each time that something was stored.
  /// - Parameter limits: The limits of a request. Records that fill one do not wait for more.
  func noteStored(items: Int, bytes: Int, _ limits: BatchLimits) {
    let pause = state.withLock { state -> Latch? in
      state.unread.items += items
      state.unread.bytes += bytes
      return state.unread.items >= limits.items || state.unread.bytes >= limits.bytes ? state.pause : nil
    }
    pause?.open()
  }

  /// Waits until a request can be filled or has room, but not past a deadline, and not while somebody waits for what there is.
  /// - Returns: Whether what there is, is to be sent as it is.
  func pause(
    until deadline: Duration,
    on clock: any PipelineClock,
    orUntil latch: Latch,
    _ limits: BatchLimits
  ) async -> Bool {
    let pause = state.withLock { state -> Latch? in
      guard state.flushes.isEmpty else { return nil }
      let pause = Latch()
      let isFilled = state.unread.items >= limits.items || state.unread.bytes >= limits.bytes
      if isFilled || state.hasRoom { pause.open() }
      state.pause = pause
      return pause
    }
    guard let pause else { return true }
    await withTimeLimit(deadline - clock.now, on: clock) { await Latch.waitForFirst(of: latch, pause) }
    return state.withLock { state in
      state.pause = nil
      return !state.flushes.isEmpty || latch.isOpen || !pause.isOpen
    }
  }
}
