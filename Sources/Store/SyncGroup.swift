/// Which records share a sync, as a value.
///
/// A sync costs as much CPU time as the redaction of tens of kilobytes, however little it writes. While records are
/// being made and more requests wait behind them, ready records wait for them, as long as all of them together are no
/// more than a group. So several records share a sync if cores are short, and none waits otherwise. No timer is needed,
/// because a worker that makes a record tells when it has ended.
struct SyncGroup: Sendable {
  /// The most bytes of a group's records, before compression.
  let limit: Int
  /// The bytes of the records that are ready.
  private var readyBytes = 0
  /// The bytes of the records that are being made.
  private var madeBytes = 0
  private var made = 0
  /// Whether more requests waited for a worker when the last one had made its records.
  private var isBusy = false

  init(limit: Int) { self.limit = limit }

  var isMaking: Bool { made > 0 }

  /// Whether what is ready is to wait for what is being made.
  var waitsForMore: Bool { isBusy && holdsProgress }

  /// Whether data that nobody waits for is written together with the records that are being made.
  var holdsProgress: Bool { isMaking && readyBytes + madeBytes <= limit }

  mutating func beginMaking(_ bytes: Int) {
    made += 1
    madeBytes += bytes
  }

  mutating func endMaking(_ bytes: Int, isBusy: Bool) {
    made -= 1
    madeBytes -= bytes
    self.isBusy = isBusy
  }

  /// A record is ready.
  mutating func add(_ bytes: Int) { readyBytes += bytes }

  /// All ready records are about to be written.
  mutating func take() { readyBytes = 0 }
}
