/// Lets one log line through per interval, as a value.
package struct LogLimiter: Sendable {
  private let interval: Duration
  private var opensAt: Duration?
  private var unsaid = 0

  package init(interval: Duration) {
    self.interval = interval
  }

  /// - Returns: How many lines were held back since the last one, or nil when this one is to be held back too.
  package mutating func admit(at now: Duration) -> Int? {
    if let opensAt, now < opensAt {
      unsaid += 1
      return nil
    }
    opensAt = now + interval
    defer { unsaid = 0 }
    return unsaid
  }
}
