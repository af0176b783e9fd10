/// Whether the last attempt of a partition is to be repeated, as a value.
///
/// Senders choose what partitions there are, so only some are remembered. Of the others the last attempt of any speaks.
struct FailingPartitions: Sendable {
  /// That are remembered; some 100 bytes each, besides what their headers take.
  static let maximumCount = 4096

  private var last: [ForwardedHeaders: Bool] = [:]
  private var ofAny = false

  func contains(_ partition: ForwardedHeaders) -> Bool { last[partition] ?? ofAny }

  mutating func note(_ partition: ForwardedHeaders, isFailing: Bool) {
    ofAny = isFailing
    if last.count >= Self.maximumCount, last[partition] == nil { last.removeAll(keepingCapacity: true) }
    last[partition] = isFailing
  }
}
