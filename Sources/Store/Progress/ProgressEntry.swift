/// An entry of the progress log: which records are finished. It has 24 bytes. Numbers are little-endian.
///
/// For one record: `TVP1`, CRC-32C of the rest, floor, sequence number. All records below the floor are finished,
/// too. For a range of records: `TVP2`, CRC-32C of the rest, the first sequence number, the last one.
///
/// Each entry is valid without the others. They may be repeated, in any order, and some may be missing. Then a record
/// is delivered again.
enum ProgressEntry: Sendable, Hashable {
  /// 0 for no record; none has it.
  case done(UInt64, floor: UInt64)
  case range(ClosedRange<UInt64>)

  static let size = 24
  private static let magic: [UInt8] = Array("TVP1".utf8)
  private static let rangeMagic: [UInt8] = Array("TVP2".utf8)

  func append(to bytes: inout [UInt8]) {
    var rest: [UInt8] = []
    switch self {
    case .done(let sequence, let floor):
      LittleEndian.append(floor, to: &rest)
      LittleEndian.append(sequence, to: &rest)
      bytes.append(contentsOf: Self.magic)
    case .range(let range):
      LittleEndian.append(range.lowerBound, to: &rest)
      LittleEndian.append(range.upperBound, to: &rest)
      bytes.append(contentsOf: Self.rangeMagic)
    }
    LittleEndian.append(Checksum.of(rest), to: &bytes)
    bytes.append(contentsOf: rest)
  }

  /// Nil when it is damaged.
  private init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.size, LittleEndian.number(bytes, 4) == Checksum.of(bytes.dropFirst(8)) else {
      return nil
    }
    let (one, other): (UInt64, UInt64) = (LittleEndian.number(bytes, 8), LittleEndian.number(bytes, 16))
    if bytes.starts(with: Self.magic) {
      self = .done(other, floor: one)
    } else if bytes.starts(with: Self.rangeMagic), one <= other {
      self = .range(one...other)
    } else {
      return nil
    }
  }

  /// All complete entries.
  static func all(in bytes: [UInt8]) -> [ProgressEntry] {
    stride(from: 0, to: bytes.count, by: size).compactMap {
      ProgressEntry(bytes[$0..<min($0 + size, bytes.count)])
    }
  }

  /// What a checkpoint holds.
  static func checkpoint(_ tracker: ProgressTracker) -> [UInt8] {
    var bytes: [UInt8] = []
    ProgressEntry.done(0, floor: tracker.floor).append(to: &bytes)
    for range in tracker.done.ranges { ProgressEntry.range(range).append(to: &bytes) }
    return bytes
  }

  static func tracker(of entries: [ProgressEntry]) -> ProgressTracker {
    var (floor, numbers, ranges) = (UInt64(0), [UInt64](), [ClosedRange<UInt64>]())
    for entry in entries {
      switch entry {
      case .done(let sequence, let below):
        floor = max(floor, below)
        if sequence > 0 { numbers.append(sequence) }
      case .range(let range): ranges.append(range)
      }
    }
    var done = SequenceSet(numbers)
    for range in ranges { done.insert(range) }
    return ProgressTracker(floor: floor, done: done)
  }
}
