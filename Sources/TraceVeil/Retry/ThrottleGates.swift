/// Which partitions a destination has asked to hold back, and until when, as a value. The requests of one tenant are a
/// partition: a pause that was asked for one of them holds no other tenant's.
struct ThrottleGates: Sendable {
  /// Senders determine the partitions. Beyond this number, a pause only delays the request that it was asked for.
  static let maximumCount = 1024

  private var opensAt: [ForwardedHeaders: Duration] = [:]

  /// The destination asked for a pause. An earlier, longer one stays.
  mutating func close(_ partition: ForwardedHeaders, until moment: Duration, at now: Duration) {
    if opensAt[partition] == nil, opensAt.count >= Self.maximumCount {
      opensAt = opensAt.filter { $0.value > now }
      guard opensAt.count < Self.maximumCount else { return }
    }
    opensAt[partition] = max(moment, opensAt[partition] ?? moment)
  }

  /// Nil when the partition was never held back.
  func opening(of partition: ForwardedHeaders) -> Duration? { opensAt[partition] }

  /// How much longer the one is closed that is closed longest.
  func remaining(at now: Duration) -> Duration {
    max((opensAt.values.max() ?? now) - now, .zero)
  }
}
