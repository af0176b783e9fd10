/// A request that its destination took.
struct Delivery: Sendable, Hashable {
  /// Items of it that the destination refused.
  var rejectedItems = 0
  /// The bytes as they were sent.
  var bytes = 0
  /// The bytes before compression.
  var uncompressedBytes = 0
}
