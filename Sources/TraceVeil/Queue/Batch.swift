/// A batch by number, in the order batches are cut.
struct BatchID: Hashable, Sendable, Comparable {
  let value: UInt64

  static func < (left: BatchID, right: BatchID) -> Bool { left.value < right.value }
}

/// Elements that are sent together.
struct Batch<Item: QueueItem>: Sendable {
  let id: BatchID
  var elements: [Item]
  let itemCount: Int
  let byteCount: Int
  /// When its first element came.
  let began: Duration
}

/// How items came to their end.
enum Fate: Sendable, Hashable {
  case delivered(Delivery)
  case dropped(DropReason)
  /// Dropped because the destination refused them with this status.
  case refused(status: Int)
}
