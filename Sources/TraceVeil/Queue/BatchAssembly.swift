/// Puts elements into batches: one open batch for each partition, and a line of closed ones.
///
/// A batch is cut while it is filled, not when it is taken: then a worker takes it by moving one array, and
/// producers do not wait for hundreds of elements to be moved.
struct BatchAssembly<Item: QueueItem>: Sendable {
  private struct OpenBatch {
    /// Nil before the first element of all.
    var partition: Item.Partition?
    var elements: [Item] = []
    var itemCount = 0
    var byteCount = 0
    /// When its first element came.
    var began = Duration.zero
    /// When it was begun, by a count of such events.
    var beginning = 0
  }

  private let limits: BatchLimits
  /// The open batch that took the last element. Without partitions there is no other.
  private var current: OpenBatch
  /// All other batches that are not empty.
  private var others: [Item.Partition: OpenBatch] = [:]
  private var beginnings = 0
  private var closed = Ring<Batch<Item>>(capacity: 16)
  /// The number of the batch that is closed next.
  private(set) var nextID: BatchID
  /// Empty arrays with the room of a batch, to be used before any is allocated.
  private var spares: [[Item]]
  /// How many spare batches are kept. A new one of 512 spans is 200 KB of fresh memory, and its page faults would be
  /// the producers'.
  private let maximumSpares: Int

  init(limits: BatchLimits, spares: [[Item]] = [], nextID: BatchID = BatchID(value: 0)) {
    self.limits = limits
    self.spares = spares
    maximumSpares = max(Self.fewSpares, spares.count)
    self.nextID = nextID
    current = OpenBatch(elements: self.spares.popLast() ?? [])
  }

  var closedCount: Int { closed.count }

  /// The first in the line.
  var oldest: BatchID? { closed.isEmpty ? nil : closed.first.id }

  /// Adds an element by moving it out of `slot`, which must hold one.
  /// - Parameter now: Asked for the first element of a batch only.
  mutating func append(_ slot: inout Item?, items: Int, bytes: Int, now: () -> Duration) {
    if current.partition != slot?.partition { change(to: slot?.partition) }
    if current.itemCount > 0, !fits(items, bytes) { closeCurrent() }
    if current.elements.isEmpty { current.began = now() }
    // Unwrapped like this it is moved; bound by a `guard let` it would be copied, a dozen retains and releases.
    current.elements.append(slot.take()!)
    current.itemCount &+= items
    current.byteCount &+= bytes
    if current.itemCount >= limits.items || current.byteCount >= limits.bytes { closeCurrent() }
  }

  /// Closes whatever is open, the oldest first. Takes time in proportion to the number of partitions, and
  /// forgets them: a sender may choose as many as there are elements.
  mutating func closeAll() {
    if !others.isEmpty {
      putAside()
      for batch in others.values.sorted(by: { $0.beginning < $1.beginning }) {
        current = batch
        closeCurrent()
      }
      others.removeAll()
    } else if !current.elements.isEmpty {
      closeCurrent()
    }
  }

  /// When the oldest element came; nil when there is none.
  var oldestArrival: Duration? {
    var oldest = closed.isEmpty ? nil : closed.first.began
    for batch in others.values { oldest = min(oldest ?? batch.began, batch.began) }
    if !current.elements.isEmpty { oldest = min(oldest ?? current.began, current.began) }
    return oldest
  }

  mutating func popFirst() -> Batch<Item>? { closed.popFirst() }

  /// Takes back the array of a batch that is done with, if it is not one too many.
  mutating func recycle(_ array: consuming [Item]) {
    guard array.isEmpty, spares.count < maximumSpares else { return }
    spares.append(array)
  }

  private static var fewSpares: Int { 8 }

  private func fits(_ items: Int, _ bytes: Int) -> Bool {
    items <= limits.items &- current.itemCount && bytes <= limits.bytes &- current.byteCount
  }

  private mutating func closeCurrent() {
    var elements = spares.popLast() ?? []
    swap(&elements, &current.elements)
    let batch = Batch(
      id: nextID,
      elements: elements,
      itemCount: current.itemCount,
      byteCount: current.byteCount,
      began: current.began
    )
    closed.append(batch)
    nextID = BatchID(value: nextID.value + 1)
    current.itemCount = 0
    current.byteCount = 0
  }

  private mutating func change(to partition: Item.Partition?) {
    guard let partition else { return }
    putAside()
    beginnings += 1
    current =
      others.removeValue(forKey: partition)
      ?? OpenBatch(partition: partition, elements: spares.popLast() ?? [], beginning: beginnings)
  }

  /// Leaves `current` empty.
  private mutating func putAside() {
    if let partition = current.partition, !current.elements.isEmpty {
      others[partition] = current
    } else {
      recycle(current.elements)
    }
    current = OpenBatch()
  }
}
