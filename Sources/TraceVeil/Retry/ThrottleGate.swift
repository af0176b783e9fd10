/// Closed while a destination has asked not to be called. One for all requests to it, as a value.
struct ThrottleGate: Sendable {
  private(set) var opensAt: Duration?

  /// The destination asked for a pause. An earlier, longer one stays.
  mutating func close(until moment: Duration) {
    opensAt = max(moment, opensAt ?? moment)
  }

  /// How much longer it is closed.
  func remaining(at now: Duration) -> Duration {
    max((opensAt ?? now) - now, .zero)
  }
}
