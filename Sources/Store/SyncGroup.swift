/// Which records share a sync, as a value.
///
/// A sync costs as much processor time as the redaction of tens of kilobytes, whatever it is for. While requests are being made and
/// more wait behind them, what is ready waits for them, as long as all of it is no more than a group: where processors are short
/// several share a sync, and where they are not nobody waits. No timer is needed, as whoever makes one says when that is over.
struct SyncGroup: Sendable {
  /// Of records before compression.
  let limit: Int
  /// Of those that are ready.
  private var readyBytes = 0
  /// Of those that are being made.
  private var madeBytes = 0
  private var made = 0
  /// Whether more waited to be made when somebody was done.
  private var isBusy = false

  init(limit: Int) { self.limit = limit }

  var isMaking: Bool { made > 0 }

  /// Whether what is ready is to wait for what is being made.
  var waitsForMore: Bool { isBusy && holdsProgress }

  /// Whether what nobody waits for is to be written along with what is being made.
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

  /// One is ready.
  mutating func add(_ bytes: Int) { readyBytes += bytes }

  /// All that is ready is about to be written.
  mutating func take() { readyBytes = 0 }
}
