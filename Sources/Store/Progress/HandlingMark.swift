/// Which record the process is working on, and which one it ended with before, as a value. A record that ended it three
/// times is not tried again.
struct HandlingMark: Sendable, Equatable {
  static let size = 24
  /// Ends of the process after which a record is set aside.
  static let limit: UInt32 = 3

  /// Being worked on; 0 for none.
  private var current: UInt64 = 0
  /// The process ended in the work on this one, or on one that it was worked on with; 0 for none.
  private(set) var suspect: UInt64 = 0
  /// How often.
  private var count: UInt32 = 0

  init() {}

  /// Reads the content that the file has when a process begins. There is no mark if it is damaged.
  init(_ bytes: [UInt8]) {
    guard bytes.count >= Self.size, LittleEndian.number(bytes, 20) == Checksum.of(bytes.prefix(20)) else {
      return
    }
    let current: UInt64 = LittleEndian.number(bytes, 0)
    suspect = LittleEndian.number(bytes, 8)
    count = LittleEndian.number(bytes, 16)
    guard current > 0 else { return }
    count = current == suspect ? count + 1 : 1
    suspect = current
  }

  /// The work on a record begins.
  /// - Returns: False when it is not to be begun.
  mutating func begin(_ record: UInt64) -> Bool {
    guard record != suspect || count < Self.limit else {
      (suspect, count) = (0, 0)
      return false
    }
    current = record
    return true
  }

  /// The work on all that was begun is done.
  mutating func end() {
    if suspect <= current { (suspect, count) = (0, 0) }
    current = 0
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    LittleEndian.append(current, to: &bytes)
    LittleEndian.append(suspect, to: &bytes)
    LittleEndian.append(count, to: &bytes)
    LittleEndian.append(Checksum.of(bytes), to: &bytes)
    return bytes
  }
}
