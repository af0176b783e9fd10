/// A request that its destination took.
struct Delivery: Sendable, Hashable {
  /// Items of it that the destination refused.
  var rejectedItems = 0
  /// As it was sent.
  var bytes = 0
  /// Before compression.
  var uncompressedBytes = 0
}
