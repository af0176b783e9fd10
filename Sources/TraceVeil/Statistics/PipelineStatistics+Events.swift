/// The events of an item's life. Each moves items from one place to another, so that each keeps the balance.
extension PipelineStatistics {
  /// Into the queue.
  mutating func accept(items: Int, bytes: Int) {
    received &+= items
    queued &+= items
    receivedRequests &+= 1
    receivedBytes &+= bytes
  }

  /// Seen, and dropped at the door.
  mutating func dropAtOnce(items: Int, for reason: DropReason) {
    received &+= items
    dropped[reason, default: 0] &+= items
  }

  /// From the queue to a worker.
  mutating func take(items: Int) {
    queued -= items
    inFlight += items
  }

  /// From a worker to the destination.
  mutating func deliver(_ delivery: Delivery, items: Int) {
    // The destination's word is not trusted to be a number of these items.
    let refused = min(max(delivery.rejectedItems, 0), items)
    inFlight -= items
    exported += items - refused
    rejected += refused
    exportedRequests += 1
    exportedBytes += delivery.bytes
    exportedUncompressedBytes += delivery.uncompressedBytes
  }

  /// From a worker to nowhere.
  mutating func dropInFlight(items: Int, for reason: DropReason) {
    inFlight -= items
    dropped[reason, default: 0] += items
  }

  /// From a worker to a destination that does not take them, with this status.
  mutating func refuse(items: Int, status: Int) {
    dropInFlight(items: items, for: .exportFailed)
    // What a destination answers is not trusted to be one of few.
    refusedByStatus[(100...599).contains(status) ? status : 0, default: 0] += items
  }

  /// From the queue to nowhere.
  mutating func dropQueued(for reason: DropReason) {
    guard queued > 0 else { return }
    dropped[reason, default: 0] += queued
    queued = 0
  }
}
