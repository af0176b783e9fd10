/// What a store has done since it was opened.
package struct StoreStatistics: Sendable, Hashable {
  /// Items that it held when it was opened.
  package var recoveredItems = 0
  /// Items that cannot be delivered: damaged, or set aside because the process ended with them.
  package var lostItems = 0
  /// Items of the oldest records that made room for new ones before anybody was given them.
  package var droppedItems = 0
  /// Pieces of files in `quarantine`, of this run.
  package var quarantined = 0
  /// Pieces that there was no room for, or that the disk did not take.
  package var unkept = 0
  /// Bytes behind the last whole record of a file: they were being written when an earlier run ended, or are damaged.
  package var tornBytes = 0
  /// Records written and synced.
  package var records = 0
  /// Records that nobody has taken yet, written anew so that the rest of their segment could be removed.
  package var movedRecords = 0
  /// Records that are left for later now, since those before them of their partition wait.
  package var passedRecords = 0
  /// Syncs that made them so.
  package var syncs = 0
  /// Writes, syncs and reads that failed.
  package var failures = 0
  /// The error of the last failure that was not a read.
  package var lastFailure: SystemError?
  /// Whether the last write succeeded.
  package var isHealthy = true
  /// Whether the last read succeeded. One that fails is tried again for ever, and nothing behind it is read before.
  package var isReadable = true
  package var segments = 0

  package init() {}
}

/// The result for a record that was to be stored.
package enum AppendResult: Sendable, Hashable {
  /// It is on disk.
  case stored
  /// There is no room for it.
  case full
  /// The disk did not take it, or the store is closed.
  case failed
}
