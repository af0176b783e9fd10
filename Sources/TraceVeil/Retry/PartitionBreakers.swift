/// Which partitions a destination leaves without an answer, as a value. The requests of one tenant are a partition: those
/// that a destination does not answer hold up no other tenant's.
struct PartitionBreakers: Sendable {
  /// Senders choose what partitions there are. Those beyond so many that fail at a time have no breaker.
  static let maximumCount = 1024

  private let new: CircuitBreaker
  /// The breakers of the partitions whose last attempt got no answer.
  private var failing: [ForwardedHeaders: CircuitBreaker] = [:]

  /// - Parameter breaker: The breaker of a partition that has never failed.
  init(_ breaker: CircuitBreaker) { new = breaker }

  /// Whether any is closed to all requests but one at a time.
  var isAnyOpen: Bool { failing.values.contains { $0.position != .closed } }

  mutating func admit(_ partition: ForwardedHeaders, at now: Duration) -> CircuitBreaker.Admission {
    failing[partition]?.admit(at: now) ?? .any
  }

  /// When to come again after `admit` has let nothing through.
  func nextAdmission(of partition: ForwardedHeaders, after now: Duration) -> Duration {
    failing[partition]?.nextAdmission(after: now) ?? now
  }

  /// - Returns: Whether others of the partition may have waited for this.
  mutating func succeed(_ partition: ForwardedHeaders) -> Bool {
    guard !failing.isEmpty, let breaker = failing.removeValue(forKey: partition) else { return false }
    return breaker.position != .closed
  }

  mutating func fail(_ partition: ForwardedHeaders, at now: Duration) {
    guard failing[partition] != nil || failing.count < Self.maximumCount else { return }
    failing[partition, default: new].fail(at: now)
  }

  /// The partition's probe has ended without saying anything.
  mutating func abandon(_ partition: ForwardedHeaders, at now: Duration) {
    failing[partition]?.abandon(at: now)
  }
}
