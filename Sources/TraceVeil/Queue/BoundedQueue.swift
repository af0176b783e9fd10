import Synchronization

/// A queue between those who produce telemetry and the workers that send it, bounded by elements and bytes.
///
/// Producers never wait: an element without room is refused, and the newest is the one refused. The cost for
/// them is a lock, a move and a few additions; only one in a batch also wakes a worker.
final class BoundedQueue<Item: QueueItem>: Sendable {
  private struct Shell {
    var machine: StateMachine
    /// The continuation of each worker. A worker that is parked and has none yet is about to suspend.
    var workers: [CheckedContinuation<Void, Never>?]
    var flushes = Waiters<FlushResult>()
  }

  private let shell: Mutex<Shell>
  private let now: @Sendable () -> Duration
  private let taken = Mutex<(@Sendable () -> Void)?>(nil)

  /// - Parameters:
  ///   - workers: How many call `next`, each with its own number below this.
  ///   - spares: Arrays for batches, to be used before any is allocated.
  ///   - now: The time, asked once for each batch.
  init(
    limits: QueueLimits,
    batchLimits: BatchLimits,
    workers: Int,
    spares: [[Item]] = [],
    now: @escaping @Sendable () -> Duration = { .zero }
  ) {
    self.now = now
    let machine = StateMachine(limits: limits, batchLimits: batchLimits, spares: spares)
    shell = Mutex(Shell(machine: machine, workers: Array(repeating: nil, count: workers)))
  }

  var statistics: PipelineStatistics {
    let now = now()
    return shell.withLock { shell in
      var statistics = shell.machine.statistics
      statistics.oldestItemAge = shell.machine.oldestArrival.map { max(now - $0, .zero) } ?? .zero
      return statistics
    }
  }

  /// - Returns: Nil when the element was taken.
  func enqueue(_ element: consuming Item) -> Refusal? {
    // In an optional, to be moved out of: a closure cannot consume what it captures.
    var slot: Item? = consume element
    switch shell.withLock({ $0.machine.enqueue(&slot, now: now) }) {
    case .accepted: return nil
    case .acceptedWaking(let worker): resume(worker)
    case .refused(let refusal): return refusal
    }
    return nil
  }

  /// Whether an element would be taken now.
  var hasRoom: Bool { shell.withLock { $0.machine.hasRoom } }

  private func resume(_ worker: WorkerID) {
    shell.withLock { $0.workers[worker].take() }?.resume()
  }

  /// Whether there is a batch that no worker has taken yet.
  var hasBatches: Bool { shell.withLock { $0.machine.hasBatches } }

  /// Has this called whenever items have left the queue, outside of its lock.
  func whenTaken(_ action: @escaping @Sendable () -> Void) { taken.withLock { $0 = action } }

  /// The schedule delay has passed.
  func scheduleElapsed() {
    wake { $0.scheduleElapsed() }
  }

  /// Somebody waits for room: what waits for its schedule delay is taken now, if a worker is free.
  func hurry() {
    wake { $0.hurry() }
  }

  /// Takes nothing more. `next` hands out what there is, and then ends.
  /// - Returns: The statistics at that moment.
  @discardableResult
  func shutDown() -> PipelineStatistics {
    var statistics = PipelineStatistics()
    wake { machine in
      defer { statistics = machine.statistics }
      return machine.shutDown()
    }
    return statistics
  }

  private typealias Continuation = CheckedContinuation<Void, Never>

  private func wake(_ event: (inout StateMachine) -> [WorkerID]) {
    let waking = shell.withLock { shell in
      event(&shell.machine).compactMap { shell.workers[$0].take() }
    }
    for continuation in waking { continuation.resume() }
  }
}

// MARK: - Workers

extension BoundedQueue {
  /// Suspends until there is a batch.
  /// - Returns: Nil when there will be none any more, or the task is cancelled.
  func next(for worker: WorkerID) async -> Batch<Item>? {
    while !Task.isCancelled {
      switch shell.withLock({ $0.machine.take(worker) }) {
      case .batch(let batch):
        taken.withLock { $0 }?()
        return batch
      case .finish: return nil
      case .park: await park(worker)
      }
    }
    return nil
  }

  /// Takes back the emptied array of a batch, so that the next one need not be allocated.
  func recycle(_ array: [Item]) {
    shell.withLock { $0.machine.recycle(array) }
  }

  private func park(_ worker: WorkerID) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let mustWait = shell.withLock { shell in
          guard shell.machine.isParked(worker) else { return false }
          shell.workers[worker] = continuation
          return true
        }
        if !mustWait { continuation.resume() }
      }
    } onCancel: {
      let continuation = shell.withLock { shell in
        shell.machine.unpark(worker)
        return shell.workers[worker].take()
      }
      continuation?.resume()
    }
  }

  /// Some items of a batch have come to their end.
  func settle(_ items: Int, of batch: BatchID, as fate: Fate) {
    guard items > 0 else { return }
    complete { $0.settle(items, of: batch, as: fate) }
  }

  /// Drops and counts whatever has not come to its end. Batches that workers hold are counted too: what they
  /// report later changes nothing.
  /// - Returns: How many items.
  @discardableResult
  func abandon(for reason: DropReason) -> Int {
    var abandoned: BatchAssembly<Item>?
    var items = 0
    complete { machine in
      items = machine.statistics.queued + machine.statistics.inFlight
      let (flushes, waiting) = machine.abandon(for: reason)
      abandoned = waiting
      return flushes
    }
    // Freed here, not under the lock: there may be many.
    _ = consume abandoned
    taken.withLock { $0 }?()
    return items
  }

  private func complete(_ event: (inout StateMachine) -> Flushes.Completed) {
    let completed = shell.withLock { shell in
      event(&shell.machine).map { (shell.flushes.remove($0.id), $0.result) }
    }
    for (continuation, result) in completed { continuation?.resume(returning: result) }
  }
}

// MARK: - Flushing

extension BoundedQueue {
  /// Suspends until everything accepted before the call has come to its end.
  func flush(within limit: Duration, on clock: any PipelineClock) async -> FlushResult {
    await withTimeLimit(limit, on: clock) { await self.flush() } ?? .timeout
  }

  private func flush() async -> FlushResult {
    let id = shell.withLock { $0.flushes.makeID() }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { beginFlush(id, $0) }
    } onCancel: {
      let continuation = shell.withLock { shell in
        shell.machine.cancelFlush(id)
        return shell.flushes.cancel(id)
      }
      continuation?.resume(returning: .timeout)
    }
    shell.withLock { $0.flushes.forget(id) }
    return result
  }

  private func beginFlush(_ id: WaiterID, _ continuation: CheckedContinuation<FlushResult, Never>) {
    let (result, waking) = shell.withLock { shell -> (FlushResult?, [Continuation]) in
      guard shell.flushes.suspend(id, continuation) else { return (.timeout, []) }
      switch shell.machine.flush(id) {
      case .done:
        _ = shell.flushes.remove(id)
        return (.success, [])
      case .wait(let workers):
        return (nil, workers.compactMap { shell.workers[$0].take() })
      }
    }
    for continuation in waking { continuation.resume() }
    if let result { continuation.resume(returning: result) }
  }
}
