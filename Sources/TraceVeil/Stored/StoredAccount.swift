import Store

/// Where the items of a queue on disk are that have been read from it, as a value.
struct StoredAccount: Sendable {
  /// When the oldest request of each batch in flight came, in milliseconds since 1970, by the first record of the
  /// batch.
  private var arrivals: [UInt64: UInt64] = [:]
  private(set) var inFlight = 0
  private(set) var exported = 0
  private(set) var rejected = 0
  private(set) var dropped: [DropReason: Int] = [:]
  private(set) var deadLettered = 0
  private(set) var refusedByStatus: [Int: Int] = [:]
  private(set) var requests = 0
  private(set) var bytes = 0
  private(set) var uncompressedBytes = 0

  /// Items that have come to another end than to be delivered.
  var undelivered: Int { rejected + deadLettered + dropped.values.reduce(0, +) }

  mutating func take(_ batch: StoredBatch) {
    inFlight += batch.items
    if let first = batch.records.first { arrivals[first.sequence] = batch.arrival }
  }

  private mutating func end(_ batch: StoredBatch) {
    inFlight -= batch.items
    if let first = batch.records.first { arrivals[first.sequence] = nil }
  }

  /// Parts of it come to ends of their own.
  mutating func divide(_ batch: StoredBatch, into parts: [StoredBatch]) {
    end(batch)
    for part in parts { take(part) }
  }

  /// It stays on disk, for the next run.
  /// - Parameter gone: Items of it that have made room for others there.
  mutating func putBack(_ batch: StoredBatch, gone: Int = 0) {
    end(batch)
    if gone > 0 { dropped[.dropOldest, default: 0] += gone }
  }

  mutating func drop(_ batch: StoredBatch, for reason: DropReason) {
    end(batch)
    dropped[reason, default: 0] += batch.items
  }

  /// - Parameters:
  ///   - bytes: The bytes that the destination accepted, as they were sent.
  ///   - failures: Items that it refused permanently.
  ///   - kept: Those of them that are now dead letters.
  mutating func end(
    _ batch: StoredBatch,
    rejected: Int,
    bytes: Int,
    uncompressedBytes: Int,
    failures: [ExportError: Int],
    kept: [ExportError: Int] = [:]
  ) {
    end(batch)
    var left = batch.items
    for (error, items) in failures {
      let items = min(items, left)
      left -= items
      let letters = min(kept[error] ?? 0, items)
      deadLettered += letters
      if items > letters {
        let reason = error.code == .exportTimedOut ? DropReason.exportTimedOut : error.dropReason
        dropped[reason, default: 0] += items - letters
      }
      if error.ending == .permanent, let status = error.httpStatus {
        refusedByStatus[(100...599).contains(status) ? status : 0, default: 0] += items
      }
    }
    // The destination's word is not trusted to be a number of these items.
    let refused = min(max(0, rejected), left)
    self.rejected += refused
    exported += left - refused
    guard left > 0 else { return }
    requests += 1
    self.bytes += bytes
    self.uncompressedBytes += uncompressedBytes
  }

  /// Both halves of a pipeline: what comes in, which has been counted after this, and what goes out.
  ///
  /// The balance holds at every moment: what the second half has, the first has stored, or has in flight still.
  func statistics(
    behind front: PipelineStatistics,
    _ store: StoreStatistics,
    now: UInt64
  ) -> PipelineStatistics {
    var all = front
    let ended = exported + rejected + deadLettered + dropped.values.reduce(0, +)
    let taken = inFlight + ended + store.lostItems + store.droppedItems
    let waiting = front.exported + store.recoveredItems - taken
    all.received = front.received + store.recoveredItems
    all.onDisk = max(0, waiting)
    all.inFlight = front.inFlight + min(0, waiting) + inFlight
    all.exported = exported
    all.rejected = rejected
    all.deadLettered = deadLettered
    for (reason, items) in dropped { all.dropped[reason, default: 0] += items }
    if store.lostItems > 0 { all.dropped[.unreadable, default: 0] += store.lostItems }
    if store.droppedItems > 0 { all.dropped[.dropOldest, default: 0] += store.droppedItems }
    all.refusedByStatus = refusedByStatus
    all.exportedRequests = requests
    all.exportedBytes = bytes
    all.exportedUncompressedBytes = uncompressedBytes
    if let oldest = arrivals.values.min(), oldest < now {
      all.oldestItemAge = max(all.oldestItemAge, .milliseconds(Int64(clamping: now - oldest)))
    }
    return all
  }
}
