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

  /// Moves items from the queue to a worker.
  mutating func take(items: Int) {
    queued -= items
    inFlight += items
  }

  /// Moves items from a worker to the destination.
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

  /// Counts items of a worker as dropped.
  mutating func dropInFlight(items: Int, for reason: DropReason) {
    inFlight -= items
    dropped[reason, default: 0] += items
  }

  /// Counts items of a worker as refused by the destination, with this status.
  mutating func refuse(items: Int, status: Int) {
    dropInFlight(items: items, for: .exportFailed)
    // What a destination answers is not trusted to be one of few.
    refusedByStatus[(100...599).contains(status) ? status : 0, default: 0] += items
  }

  /// Counts items of the queue as dropped.
  mutating func dropQueued(for reason: DropReason) {
    guard queued > 0 else { return }
    dropped[reason, default: 0] += queued
    queued = 0
  }
}
