/// A line of the progress log: one record is done with, and all below a floor are. 24 bytes, numbers little end first:
/// `TVP1`, CRC-32C of what follows, floor, sequence number.
///
/// Each entry holds whatever the others say: they may come twice, in any order, and some may be missing. What is missing
/// is delivered again.
struct ProgressEntry: Sendable, Hashable {
  static let size = 24
  private static let magic: [UInt8] = [0x54, 0x56, 0x50, 0x31]

  var floor: UInt64
  /// 0 for none; no record has it.
  var sequence: UInt64

  func append(to bytes: inout [UInt8]) {
    var rest: [UInt8] = []
    LittleEndian.append(floor, to: &rest)
    LittleEndian.append(sequence, to: &rest)
    bytes.append(contentsOf: Self.magic)
    LittleEndian.append(Checksum.of(rest), to: &bytes)
    bytes.append(contentsOf: rest)
  }

  /// Nil when it is damaged.
  private init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.size, bytes.starts(with: Self.magic),
      LittleEndian.number(bytes, 4) == Checksum.of(bytes.dropFirst(8))
    else { return nil }
    floor = LittleEndian.number(bytes, 8)
    sequence = LittleEndian.number(bytes, 16)
  }

  init(floor: UInt64, sequence: UInt64) {
    self.floor = floor
    self.sequence = sequence
  }

  /// All that are whole.
  static func all(in bytes: [UInt8]) -> [ProgressEntry] {
    stride(from: 0, to: bytes.count, by: size).compactMap {
      ProgressEntry(bytes[$0..<min($0 + size, bytes.count)])
    }
  }

  /// What a checkpoint holds.
  static func checkpoint(_ tracker: ProgressTracker) -> [UInt8] {
    var bytes: [UInt8] = []
    ProgressEntry(floor: tracker.floor, sequence: 0).append(to: &bytes)
    for sequence in tracker.done {
      ProgressEntry(floor: tracker.floor, sequence: sequence).append(to: &bytes)
    }
    return bytes
  }

  static func tracker(of entries: [ProgressEntry]) -> ProgressTracker {
    ProgressTracker(
      floor: entries.map(\.floor).max() ?? 0,
      done: entries.lazy.map(\.sequence).filter { $0 > 0 }
    )
  }
}
