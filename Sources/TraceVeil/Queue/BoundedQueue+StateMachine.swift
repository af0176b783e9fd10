extension BoundedQueue {
  /// The queue as a value: events are methods, and what is to be done about them is returned.
  ///
  /// Holds the statistics too, since an item is counted where it stands: under one lock, every snapshot is
  /// in balance.
  struct StateMachine: Sendable {
    private let limits: QueueLimits
    private let batchLimits: BatchLimits
    private var waiting: BatchAssembly<Item>
    private var elementCount = 0
    private var byteCount = 0
    private(set) var isShutDown = false
    /// Somebody waits for room, and all workers had something to do.
    private var isHurried = false
    /// Workers without work, the last one to be woken first: its caches are warmest.
    private var parked: [WorkerID] = []
    private var inFlight = BatchesInFlight()
    private var flushes = Flushes()
    private(set) var statistics = PipelineStatistics()

    var hasBatches: Bool { waiting.closedCount > 0 }

    /// - Parameter spares: Arrays for batches, to be used before any is allocated.
    init(limits: QueueLimits, batchLimits: BatchLimits, spares: [[Item]] = []) {
      self.limits = limits
      self.batchLimits = batchLimits
      waiting = BatchAssembly(limits: batchLimits, spares: spares)
    }
  }

  /// A worker, by number from 0.
  typealias WorkerID = Int

  enum EnqueueAction {
    case accepted
    /// The element was accepted, and the worker now has a full batch to take.
    case acceptedWaking(WorkerID)
    case refused(Refusal)
  }

  enum Refusal: Sendable, Hashable {
    case full, shutDown
  }

  enum TakeAction {
    case batch(Batch<Item>)
    /// Nothing to do: the worker is to suspend until it is woken.
    case park
    /// Nothing to do, ever.
    case finish
  }

  enum FlushAction {
    /// Nothing to wait for.
    case done
    case wait(wake: [WorkerID])
  }
}

// MARK: - Elements

extension BoundedQueue.StateMachine {
  /// - Parameters:
  ///   - slot: Holds an element, which is moved out when it is accepted.
  ///   - now: The time, asked for seldom.
  mutating func enqueue(
    _ slot: inout Item?,
    now: () -> Duration = { .zero }
  ) -> BoundedQueue.EnqueueAction {
    guard let items = slot?.itemCount, let bytes = slot?.byteCount else { return .accepted }
    guard !isShutDown else { return refuse(.shutDown, items: items) }
    guard elementCount < limits.elements, bytes <= limits.bytes &- byteCount else {
      return refuse(.full, items: items)
    }
    elementCount &+= 1
    byteCount &+= bytes
    statistics.accept(items: items, bytes: bytes)
    let closedBefore = waiting.closedCount
    waiting.append(&slot, items: items, bytes: bytes, now: now)
    guard waiting.closedCount > closedBefore, let worker = parked.popLast() else { return .accepted }
    return .acceptedWaking(worker)
  }

  /// Whether an element would be taken, whatever its bytes.
  var hasRoom: Bool { !isShutDown && elementCount < limits.elements }

  private mutating func refuse(_ refusal: BoundedQueue.Refusal, items: Int) -> BoundedQueue.EnqueueAction {
    if limits.dropsWhatIsRefused {
      statistics.dropAtOnce(items: items, for: refusal == .full ? .queueFull : .alreadyShutDown)
    } else if refusal == .full {
      statistics.refusedRequests += 1
    }
    return .refused(refusal)
  }

  /// The schedule delay has passed: what waits now waits for no others.
  mutating func scheduleElapsed() -> [BoundedQueue.WorkerID] {
    waiting.closeAll()
    let count = min(parked.count, waiting.closedCount)
    defer { parked.removeLast(count) }
    return parked.suffix(count)
  }

  /// Somebody waits for room: no worker is to wait for more to come, not even the next one that is done.
  mutating func hurry() -> [BoundedQueue.WorkerID] {
    isHurried = parked.isEmpty
    return isHurried ? [] : scheduleElapsed()
  }

  /// Ends acceptance. What is queued is due at once, and all workers are to see that.
  mutating func shutDown() -> [BoundedQueue.WorkerID] {
    isShutDown = true
    waiting.closeAll()
    defer { parked.removeAll() }
    return parked
  }
}

// MARK: - Workers

extension BoundedQueue.StateMachine {
  mutating func take(_ worker: BoundedQueue.WorkerID) -> BoundedQueue.TakeAction {
    if isHurried, waiting.closedCount == 0 {
      isHurried = false
      waiting.closeAll()
    }
    guard let batch = waiting.popFirst() else {
      if isShutDown { return .finish }
      parked.append(worker)
      return .park
    }
    elementCount -= batch.elements.count
    byteCount -= batch.byteCount
    statistics.take(items: batch.itemCount)
    inFlight.add(batch.id, items: batch.itemCount, began: batch.began)
    return .batch(batch)
  }

  /// When the oldest element came that has not come to its end; nil when there is none.
  var oldestArrival: Duration? {
    [waiting.oldestArrival, inFlight.oldestArrival].compactMap { $0 }.min()
  }

  func isParked(_ worker: BoundedQueue.WorkerID) -> Bool { parked.contains(worker) }

  /// The worker stops waiting of its own accord.
  mutating func unpark(_ worker: BoundedQueue.WorkerID) {
    parked.removeAll { $0 == worker }
  }

  mutating func recycle(_ array: consuming [Item]) { waiting.recycle(array) }

  /// Some items of a batch have come to their end.
  /// - Returns: The flushes that waited for nothing else.
  mutating func settle(_ items: Int, of batch: BatchID, as fate: Fate) -> Flushes.Completed {
    // A batch given up at the end of a shutdown has been counted already.
    guard let settled = inFlight.settle(items, of: batch) else { return [] }
    switch fate {
    case .delivered(let delivery):
      statistics.deliver(delivery, items: settled.items)
    case .dropped(let reason):
      statistics.dropInFlight(items: settled.items, for: reason)
      if reason != .filtered { flushes.fail(batch) }
    case .refused(let status):
      statistics.refuse(items: settled.items, status: status)
      flushes.fail(batch)
    }
    return settled.endsBatch ? completeFlushes() : []
  }
}

// MARK: - Flushes and the end

extension BoundedQueue.StateMachine {
  mutating func flush(_ id: WaiterID) -> BoundedQueue.FlushAction {
    guard elementCount > 0 || !inFlight.isEmpty else { return .done }
    let workers = scheduleElapsed()
    flushes.add(id, boundary: waiting.nextID)
    return .wait(wake: workers)
  }

  mutating func cancelFlush(_ id: WaiterID) { flushes.remove(id) }

  /// Gives up everything that has not come to its end.
  /// - Returns: All flushes, and the elements, which the caller frees after unlocking.
  mutating func abandon(for reason: DropReason) -> (Flushes.Completed, BatchAssembly<Item>) {
    statistics.dropQueued(for: reason)
    for items in inFlight.removeAll() { statistics.dropInFlight(items: items, for: reason) }
    let abandoned = waiting
    waiting = BatchAssembly(limits: batchLimits, nextID: abandoned.nextID)
    (elementCount, byteCount) = (0, 0)
    return (flushes.failAll(), abandoned)
  }

  private mutating func completeFlushes() -> Flushes.Completed {
    guard !flushes.isEmpty else { return [] }
    return flushes.complete(oldest: [waiting.oldest, inFlight.oldest].compactMap { $0 }.min())
  }
}
