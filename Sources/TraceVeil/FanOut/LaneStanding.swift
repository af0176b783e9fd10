/// How well one of several destinations keeps up with a partition, as a value. The smaller does better.
///
/// Losses come first: one that loses most of its copies has little that waits.
struct LaneStanding: Sendable, Comparable {
  /// When it has lost a copy for want of room the last time; nil where that is long ago.
  let lastLoss: Duration?
  /// When the oldest came that waits; nil where none does.
  let oldestArrival: Duration?

  static func < (one: LaneStanding, other: LaneStanding) -> Bool {
    if one.lastLoss != other.lastLoss {
      guard let loss = one.lastLoss else { return true }
      return other.lastLoss.map { loss < $0 } ?? false
    }
    guard let arrival = one.oldestArrival else { return other.oldestArrival != nil }
    return other.oldestArrival.map { arrival > $0 } ?? false
  }
}
