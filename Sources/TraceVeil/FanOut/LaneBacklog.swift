/// How far one of several destinations is behind, as a value: by when the oldest came that has not come to its end. The smaller
/// is less behind.
struct LaneBacklog: Sendable, Comparable {
  /// Of the partition that is asked for; nil where none of it waits. A destination may hold back one partition alone.
  let oldestOfPartition: Duration?
  /// Of all.
  let oldest: Duration?

  static func < (one: LaneBacklog, other: LaneBacklog) -> Bool {
    if one.oldestOfPartition != other.oldestOfPartition {
      return isLater(one.oldestOfPartition, other.oldestOfPartition)
    }
    return one.oldest != other.oldest && isLater(one.oldest, other.oldest)
  }

  private static func isLater(_ one: Duration?, _ other: Duration?) -> Bool {
    guard let one else { return true }
    return other.map { one > $0 } ?? false
  }
}
