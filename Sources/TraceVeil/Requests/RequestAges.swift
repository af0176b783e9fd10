/// How old the requests are that one is joined from, and how old each may become, as a value.
///
/// Each is judged by its own age: the others are sent on when one has become too old.
struct RequestAges: Sendable, Hashable {
  /// When the export begins, in the order in which they are joined.
  let ages: [Duration]
  /// From this age on, no failed attempt is followed by another.
  let limit: Duration

  var oldest: Duration { ages.max() ?? .zero }

  /// The time until the oldest is tried for the last time.
  var timeLeft: Duration { limit - oldest }

  /// Places of those that may be tried again.
  /// - Parameter elapsed: Since the export began.
  func younger(after elapsed: Duration) -> [Int] {
    ages.indices.filter { ages[$0] + elapsed < limit }
  }

  /// The ages of some of the requests, which are sent on.
  /// - Parameter elapsed: The time since the export began.
  func keeping(_ places: [Int], after elapsed: Duration) -> RequestAges {
    RequestAges(ages: places.map { ages[$0] + elapsed }, limit: limit)
  }

  /// The age of the oldest request that has items in a part.
  /// - Parameter ends: How many items there are up to the end of each request.
  func oldest(in part: Range<Int>, ends: [Int]) -> Duration {
    items(ends).filter { $0.range.overlaps(part) }.map(\.age).max() ?? .zero
  }

  /// Items of a part that have become too old, and those that may be tried again, each in as few ranges as they are in.
  /// - Parameters:
  ///   - ends: How many items there are up to the end of each request.
  ///   - elapsed: Since the export began.
  func divided(
    _ part: Range<Int>,
    ends: [Int],
    after elapsed: Duration
  ) -> (old: [Range<Int>], young: [Range<Int>]) {
    var (old, young) = ([Range<Int>](), [Range<Int>]())
    for (range, age) in items(ends) {
      let range = range.clamped(to: part)
      guard !range.isEmpty else { continue }
      if age + elapsed < limit { young.extend(by: range) } else { old.extend(by: range) }
    }
    return (old, young)
  }

  private func items(_ ends: [Int]) -> [(range: Range<Int>, age: Duration)] {
    var start = 0
    return zip(ends, ages).map { end, age in
      defer { start = end }
      return (start..<end, age)
    }
  }
}

extension [Range<Int>] {
  fileprivate mutating func extend(by range: Range<Int>) {
    if let last, last.upperBound == range.lowerBound {
      self[count - 1] = last.lowerBound..<range.upperBound
    } else {
      append(range)
    }
  }
}
