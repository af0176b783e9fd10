/// Counts of durations in buckets that are at most 1/64 wide of what they hold, from 1 ns to hours, in 20 KB.
///
/// The scheme of HdrHistogram: below 64 a bucket a nanosecond, above it 64 buckets for each power of two.
public struct LatencyHistogram: Sendable, Hashable {
  private static let bitsPerOctave = 6

  private var counts: [Int] = []
  public private(set) var count = 0
  /// The largest duration in nanoseconds, exact.
  public private(set) var maximum: UInt64 = 0

  public init() {}

  public mutating func record(nanoseconds: UInt64) {
    let index = Self.bucket(of: nanoseconds)
    if index >= counts.count {
      counts += [Int](repeating: 0, count: index + 1 - counts.count)
    }
    counts[index] += 1
    count += 1
    maximum = max(maximum, nanoseconds)
  }

  /// The smallest bucket's upper end, in nanoseconds, that `fraction` of the durations do not exceed; 0
  /// without any.
  public func percentile(_ fraction: Double) -> UInt64 {
    let rank = max(1, Int((fraction * Double(count)).rounded(.up)))
    var seen = 0
    for (index, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return min(Self.upperEnd(ofBucket: index), maximum) }
    }
    return maximum
  }

  static func bucket(of value: UInt64) -> Int {
    let width = UInt64.bitWidth - value.leadingZeroBitCount
    guard width > bitsPerOctave else { return Int(value) }
    let shift = width - bitsPerOctave - 1
    return (shift << bitsPerOctave) + Int(value >> UInt64(shift))
  }

  static func upperEnd(ofBucket index: Int) -> UInt64 {
    let octave = index >> bitsPerOctave
    guard octave > 1 else { return UInt64(index) }
    let shift = octave - 1
    let lead = index - (shift << bitsPerOctave)
    return (UInt64(lead + 1) << UInt64(shift)) &- 1
  }
}
