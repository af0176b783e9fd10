/// Which spans have arrived: one bit for each running number.
public struct SpanLedger: Sendable, Hashable {
  public enum Entry: Sendable {
    case first, duplicate
    /// An id that the workload cannot have sent.
    case foreign
  }

  /// Numbers from here on are taken for foreign ids. 2^30 spans take 128 MiB of bits.
  public static let capacity: UInt64 = 1 << 30

  private var words: [UInt64] = []
  /// How many different spans have arrived.
  public private(set) var uniqueCount = 0
  public private(set) var duplicateCount = 0
  public private(set) var foreignCount = 0

  public init() {}

  /// A ledger whose bits came from `bitmap`.
  public init(bitmap: some Sequence<UInt8>) {
    for (index, byte) in bitmap.enumerated() {
      if index.isMultiple(of: 8) { words.append(0) }
      words[index / 8] |= UInt64(byte) << (8 * UInt64(index % 8))
    }
    uniqueCount = words.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// The bits, the first span's lowest in the first byte.
  public var bitmap: [UInt8] {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
  }

  @discardableResult
  public mutating func record(_ number: UInt64) -> Entry {
    guard number < Self.capacity else {
      foreignCount += 1
      return .foreign
    }
    let index = Int(number / 64)
    if index >= words.count {
      words += [UInt64](repeating: 0, count: index + 1 - words.count)
    }
    let bit: UInt64 = 1 << (number % 64)
    if words[index] & bit != 0 {
      duplicateCount += 1
      return .duplicate
    }
    words[index] |= bit
    uniqueCount += 1
    return .first
  }

  public func contains(_ number: UInt64) -> Bool {
    let index = Int(number / 64)
    return index < words.count && words[index] & (1 << (number % 64)) != 0
  }

  /// How many numbers of the range have not arrived.
  public func missingCount(in range: Range<UInt64>) -> Int {
    range.reduce(0) { $0 + (contains($1) ? 0 : 1) }
  }
}
