/// How long something took, counted by classes of duration, as a value.
public struct DurationHistogram: Sendable, Hashable {
  /// Upper bounds of the classes, in milliseconds; what takes longer is in one more.
  public static let bounds = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000]

  /// How often it took at most so long, and longer than the bound before; the last is for what is beyond all bounds.
  public private(set) var counts = Array(repeating: 0, count: DurationHistogram.bounds.count + 1)
  /// Of all that was counted.
  public private(set) var sum: Duration = .zero

  /// Of nothing.
  public init() {}

  mutating func add(_ duration: Duration) {
    let place = Self.bounds.firstIndex { duration <= .milliseconds($0) } ?? Self.bounds.count
    counts[place] += 1
    sum += duration
  }
}
