import Store

/// The queue on disk at one moment.
struct DiskSnapshot: Sendable {
  /// The part of one of several destinations, or all of it.
  struct Part: Sendable {
    /// The name of the destination; nil if there is only one.
    var destination: String?
    /// The bytes of all its files except the progress of deliveries.
    var bytes = 0
    var stores: [StoreStatistics] = []
    var deadLetters = DeadLetterStore.Statistics()

    /// Pieces of files that were set aside.
    var quarantined: Int { sum(\.quarantined) }
    /// Pieces that could not be set aside.
    var unkept: Int { sum(\.unkept) }
    /// Writes, syncs and reads that failed.
    var failures: Int { sum(\.failures) }
    var records: Int { sum(\.records) }
    var movedRecords: Int { sum(\.movedRecords) }
    /// Requests that are skipped now.
    var passedRecords: Int { sum(\.passedRecords) }
    var syncs: Int { sum(\.syncs) }
    var segments: Int { sum(\.segments) }
    var tornBytes: Int { sum(\.tornBytes) }
    var isReadable: Bool { stores.allSatisfy(\.isReadable) }
    var isWritable: Bool { stores.allSatisfy(\.isHealthy) }

    private func sum(_ value: (StoreStatistics) -> Int) -> Int { stores.reduce(0) { $0 + value($1) } }
  }

  /// Bound on the bytes of all of it.
  var limit: Int
  /// A part for each of several destinations, in the order of their names, or a single one.
  var parts: [Part]

  /// All of it.
  var whole: Part {
    parts.reduce(into: Part()) { whole, part in
      whole.bytes += part.bytes
      whole.stores += part.stores
      whole.deadLetters += part.deadLetters
    }
  }
}

extension PrometheusText {
  /// Adds the metrics, with a label for the destination if there are several.
  mutating func add(_ disk: DiskSnapshot) {
    func each(_ value: (DiskSnapshot.Part) -> Int) -> [Sample] {
      disk.parts.map { part in (part.destination.map { [("destination", $0)] } ?? [], String(value(part))) }
    }
    add("traceveil_disk_bytes", .gauge, "Bytes of the queue on disk.", each(\.bytes))
    add("traceveil_disk_limit_bytes", .gauge, "Bound on traceveil_disk_bytes.", disk.limit)
    add("traceveil_disk_segments", .gauge, "Files of the queue on disk.", each(\.segments))
    add("traceveil_disk_records_total", .counter, "Requests written to the queue on disk.", each(\.records))
    add(
      "traceveil_disk_moved_records_total",
      .counter,
      "Requests written anew, so that what was delivered behind them could be removed.",
      each(\.movedRecords)
    )
    add(
      "traceveil_disk_passed_records",
      .gauge,
      "Requests that are left for later, while others of their tenant wait for their destination.",
      each(\.passedRecords)
    )
    add("traceveil_disk_syncs_total", .counter, "Syncs that put them there.", each(\.syncs))
    add("traceveil_disk_failures_total", .counter, "Writes, syncs and reads that failed.", each(\.failures))
    add(
      "traceveil_disk_quarantined_total",
      .counter,
      "Pieces of files that could not be delivered and were set aside.",
      each(\.quarantined)
    )
    add(
      "traceveil_disk_unkept_total",
      .counter,
      "Pieces that could not be delivered, and that there was no room to set aside.",
      each(\.unkept)
    )
    add(
      "traceveil_disk_readable",
      .gauge,
      "Whether the last read from the queue on disk succeeded.",
      each { $0.isReadable ? 1 : 0 }
    )
    add(
      "traceveil_disk_writable",
      .gauge,
      "Whether the last write to the queue on disk succeeded.",
      each { $0.isWritable ? 1 : 0 }
    )
    add(
      "traceveil_dead_letters",
      .gauge,
      "Files of what destinations refused for good.",
      each(\.deadLetters.letters)
    )
    add("traceveil_dead_letter_bytes", .gauge, "What they take on disk.", each(\.deadLetters.bytes))
    add(
      "traceveil_dead_letter_limit_bytes",
      .gauge,
      "Bound on traceveil_dead_letter_bytes.",
      each(\.deadLetters.limit)
    )
    add(
      "traceveil_dead_letter_failures_total",
      .counter,
      "Times that the disk did not take a dead letter.",
      each(\.deadLetters.failures)
    )
    add(
      "traceveil_dead_letters_removed_items_total",
      .counter,
      "Items of the oldest dead letters, which were removed to make room.",
      each(\.deadLetters.removedItems)
    )
  }
}
