/// Keeps a peer that fails, an analyzer or a destination, from being asked again and again, as a value: no clock, no lock.
///
/// Closed, until several requests have failed in a row; then open for a pause, in which nothing is asked. After
/// that one probe is let through: if it succeeds the breaker closes, if not the next pause is twice as long.
struct CircuitBreaker: Sendable, Hashable {
  /// Raw values are labels of metrics.
  enum Position: String, Sendable, CaseIterable {
    case closed
    case open
    case halfOpen = "half_open"
  }

  /// What may be asked.
  enum Admission: Sendable {
    case any
    /// Sends a harmless request, because the texts may be the reason of the failures.
    case probe
    case none
  }

  /// Failures in a row that open it.
  static let threshold = 5

  private let firstPause: Duration
  private let longestPause: Duration
  private(set) var position = Position.closed
  private var failures = 0
  private var pause: Duration
  private var pausedUntil = Duration.zero

  init(firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(30)) {
    self.firstPause = firstPause
    self.longestPause = longestPause
    pause = min(firstPause, longestPause)
  }

  /// What may be asked now. Its end must be told, by `succeed`, `fail` or `abandon`.
  mutating func admit(at now: Duration) -> Admission {
    switch position {
    case .closed: return .any
    case .halfOpen: return .none
    case .open:
      guard now >= pausedUntil else { return .none }
      position = .halfOpen
      return .probe
    }
  }

  mutating func succeed() {
    self = CircuitBreaker(firstPause: firstPause, longestPause: longestPause)
  }

  mutating func fail(at now: Duration) {
    failures += 1
    switch position {
    case .closed:
      guard failures >= Self.threshold else { return }
    case .halfOpen:
      pause = min(pause * 2, longestPause)
    case .open:
      // It was on its way when the breaker opened, and says nothing new.
      return
    }
    position = .open
    pausedUntil = now + pause
  }

  /// The probe has ended without saying anything about the peer.
  mutating func abandon(at now: Duration) {
    guard position == .halfOpen else { return }
    position = .open
    pausedUntil = now
  }

  /// How long to wait before trying again what has just failed.
  func retryDelay(at now: Duration) -> Duration {
    position == .open ? max(pausedUntil - now, .milliseconds(10)) : firstPause
  }

  /// When to come again after `admit` has let nothing through: the end of the pause, or, while a probe is under way, the
  /// time of another one.
  func nextAdmission(after now: Duration) -> Duration {
    switch position {
    case .closed: now
    case .open: max(pausedUntil, now)
    case .halfOpen: now + pause
    }
  }
}
