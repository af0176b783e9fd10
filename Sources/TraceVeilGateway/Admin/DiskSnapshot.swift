import Store

/// The queue on disk at one moment.
struct DiskSnapshot: Sendable {
  /// Of all its files but the progress of deliveries.
  var bytes: Int
  var limit: Int
  var stores: [StoreStatistics]
  var deadLetters: DeadLetterStore.Statistics

  /// Pieces of files that were set aside.
  var quarantined: Int { sum(\.quarantined) }
  /// Pieces that were not kept.
  var unkept: Int { sum(\.unkept) }
  /// Writes, syncs and reads that failed.
  var failures: Int { sum(\.failures) }
  var records: Int { sum(\.records) }
  var movedRecords: Int { sum(\.movedRecords) }
  /// Requests that are left for later now.
  var passedRecords: Int { sum(\.passedRecords) }
  var syncs: Int { sum(\.syncs) }
  var segments: Int { sum(\.segments) }
  var tornBytes: Int { sum(\.tornBytes) }
  var isReadable: Bool { stores.allSatisfy(\.isReadable) }
  var isWritable: Bool { stores.allSatisfy(\.isHealthy) }

  private func sum(_ value: (StoreStatistics) -> Int) -> Int { stores.reduce(0) { $0 + value($1) } }
}

extension PrometheusText {
  mutating func add(_ disk: DiskSnapshot) {
    add("traceveil_disk_bytes", .gauge, "Bytes of the queue on disk.", disk.bytes)
    add("traceveil_disk_limit_bytes", .gauge, "Bound on traceveil_disk_bytes.", disk.limit)
    add("traceveil_disk_segments", .gauge, "Files of the queue on disk.", disk.segments)
    add("traceveil_disk_records_total", .counter, "Requests written to the queue on disk.", disk.records)
    add(
      "traceveil_disk_moved_records_total",
      .counter,
      "Requests written anew, so that what was delivered behind them could be removed.",
      disk.movedRecords
    )
    add(
      "traceveil_disk_passed_records",
      .gauge,
      "Requests that are left for later, while others of their tenant wait for their destination.",
      disk.passedRecords
    )
    add("traceveil_disk_syncs_total", .counter, "Syncs that put them there.", disk.syncs)
    add("traceveil_disk_failures_total", .counter, "Writes, syncs and reads that failed.", disk.failures)
    add(
      "traceveil_disk_quarantined_total",
      .counter,
      "Pieces of files that could not be delivered and were set aside.",
      disk.quarantined
    )
    add(
      "traceveil_disk_unkept_total",
      .counter,
      "Pieces that could not be delivered, and that there was no room to set aside.",
      disk.unkept
    )
    add(
      "traceveil_disk_readable",
      .gauge,
      "Whether the last read from the queue on disk succeeded.",
      disk.isReadable ? 1 : 0
    )
    add(
      "traceveil_disk_writable",
      .gauge,
      "Whether the last write to the queue on disk succeeded.",
      disk.isWritable ? 1 : 0
    )
    let letters = disk.deadLetters
    add("traceveil_dead_letters", .gauge, "Files of what destinations refused for good.", letters.letters)
    add("traceveil_dead_letter_bytes", .gauge, "What they take on disk.", letters.bytes)
    add("traceveil_dead_letter_limit_bytes", .gauge, "Bound on traceveil_dead_letter_bytes.", letters.limit)
    add(
      "traceveil_dead_letter_failures_total",
      .counter,
      "Times that the disk did not take a dead letter.",
      letters.failures
    )
    add(
      "traceveil_dead_letters_removed_items_total",
      .counter,
      "Items of the oldest dead letters, which were removed to make room.",
      letters.removedItems
    )
  }
}
