/// Whether the last attempt of a partition is to be repeated, as a value.
///
/// Senders choose what partitions there are, so only some are remembered.
struct FailingPartitions: Sendable {
  /// How many partitions are remembered. Each takes some 100 bytes, plus its headers.
  static let maximumCount = 4096

  private var last: [ForwardedHeaders: Bool] = [:]
  /// Whether the last attempt of any partition failed.
  private(set) var isFailing = false

  /// Nil where nothing is known of it.
  func isFailing(_ partition: ForwardedHeaders) -> Bool? { last[partition] }

  mutating func note(_ partition: ForwardedHeaders, isFailing: Bool) {
    self.isFailing = isFailing
    if last.count >= Self.maximumCount, last[partition] == nil { last.removeAll(keepingCapacity: true) }
    last[partition] = isFailing
  }
}
