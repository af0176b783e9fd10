import Logging
import Store
import Synchronization

/// Says in the log what a queue on disk cannot deliver or read, and what it drops, and that dead letters are not kept or make room
/// for others, at most once per interval each. Nothing of what it holds is in it.
final class StoredLossLog: Sendable {
  private struct State {
    var losses: LogLimiter
    var reads: LogLimiter
    var drops: LogLimiter
    var letters: LogLimiter
    var removals: LogLimiter
    var noted = StoreStatistics()
    var notedDrops = 0
    var notedRemovals = 0
  }

  private let store: QueueStore
  private let clock: any PipelineClock
  private let logger: Logger
  private let state: Mutex<State>

  init(store: QueueStore, interval: Duration, clock: any PipelineClock, logger: Logger) {
    self.store = store
    self.clock = clock
    self.logger = logger
    let limiter = LogLimiter(interval: interval)
    state = Mutex(State(losses: limiter, reads: limiter, drops: limiter, letters: limiter, removals: limiter))
  }

  /// Must be called after each time that the store was read, or has dropped something. A later call logs what is held
  /// back: numbers are those since the start.
  func note() {
    let (statistics, now) = (store.statistics, clock.now)
    let (hasLost, cannotRead, hasDropped) = state.withLock { state in
      let isNew =
        statistics.lostItems > state.noted.lostItems || statistics.quarantined > state.noted.quarantined
        || statistics.unkept > state.noted.unkept
      let hasLost = isNew && state.losses.admit(at: now) != nil
      if hasLost { state.noted = statistics }
      let hasDropped = statistics.droppedItems > state.notedDrops && state.drops.admit(at: now) != nil
      if hasDropped { state.notedDrops = statistics.droppedItems }
      return (hasLost, !statistics.isReadable && state.reads.admit(at: now) != nil, hasDropped)
    }
    if hasLost {
      logger.error(
        "Parts of the queue on disk cannot be delivered, and were set aside",
        metadata: [
          "folder": "\(store.folder)/\(QueueStore.quarantineName)", "lost_items": "\(statistics.lostItems)",
          "pieces": "\(statistics.quarantined)", "pieces_not_kept": "\(statistics.unkept)",
        ]
      )
    }
    if cannotRead {
      logger.error(
        "The queue on disk cannot be read; it is tried again",
        metadata: ["folder": "\(store.folder)", "failures": "\(statistics.failures)"]
      )
    }
    if hasDropped {
      logger.error(
        "The queue on disk is full; the oldest of it was dropped",
        metadata: ["folder": "\(store.folder)", "dropped_items": "\(statistics.droppedItems)"]
      )
    }
  }

  /// Must be called after each time that a dead letter could not be written.
  func noteUnkept(in letters: DeadLetterStore) {
    let now = clock.now
    guard state.withLock({ $0.letters.admit(at: now) != nil }) else { return }
    logger.error(
      "The disk does not take what the destination refuses for good; it is tried again",
      metadata: ["folder": "\(letters.folder.path)", "failures": "\(letters.statistics.failures)"]
    )
  }

  /// Must be called after dead letters were kept: those before them may have made room.
  func noteRemoved(from letters: DeadLetterStore) {
    let (removed, now) = (letters.removed, clock.now)
    let hasRemoved = state.withLock { state in
      guard removed.letters > state.notedRemovals, state.removals.admit(at: now) != nil else { return false }
      state.notedRemovals = removed.letters
      return true
    }
    guard hasRemoved else { return }
    logger.error(
      "There is no more room for dead letters; the oldest were removed",
      metadata: [
        "folder": "\(letters.folder.path)", "removed_letters": "\(removed.letters)",
        "removed_items": "\(removed.items)",
      ]
    )
  }
}
