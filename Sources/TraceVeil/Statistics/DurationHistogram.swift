/// Durations, counted by classes, as a value.
public struct DurationHistogram: Sendable, Hashable {
  /// The upper bounds of the classes, in milliseconds. One more class has longer durations.
  public static let bounds = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000]

  /// The counts of the classes, each without those of the classes before. The last is for durations beyond all
  /// bounds.
  public private(set) var counts = Array(repeating: 0, count: DurationHistogram.bounds.count + 1)
  /// The sum of all counted durations.
  public private(set) var sum: Duration = .zero

  /// Makes an empty histogram.
  public init() {}

  mutating func add(_ duration: Duration) {
    let place = Self.bounds.firstIndex { duration <= .milliseconds($0) } ?? Self.bounds.count
    counts[place] += 1
    sum += duration
  }
  mutating func add(_ other: DurationHistogram) {
    for (place, count) in other.counts.enumerated() { counts[place] += count }
    sum += other.sum
  }
}
