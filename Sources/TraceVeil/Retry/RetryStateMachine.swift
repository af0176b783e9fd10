/// When one request is attempted again, as a value: it is told the time, the state of the destination and a
/// random number, and answers what to do.
///
/// Waits are at most the exponential back-off with full jitter, and at least what the destination asked for.
/// All of them end at the policy's limit on elapsed time, where the last attempt is made. During a drain they are short,
/// whatever the destination asks for: there is no later.
struct RetryStateMachine: Sendable {
  /// How much an exporter has still before it.
  enum Phase: Sendable, Equatable {
    case running
    /// A shutdown has begun: attempts go on until the caller ends them.
    case draining
    /// Nothing waits any more, and what fails has failed.
    case stopping
  }

  /// Waits of a drain, the jitter between them included.
  static let drainWaits: ClosedRange<Duration> = .milliseconds(50)...(.milliseconds(500))

  enum Action: Sendable, Equatable {
    case attempt
    /// Then call `begin` again.
    case wait(until: Duration)
    case giveUp(ExportError.Ending)
  }

  private let policy: RetryPolicy
  /// What the policy allows.
  private let latest: Duration
  /// No wait goes beyond this moment.
  private var deadline: Duration
  private var failures = 0
  /// The attempt being made is the last, for the reason given.
  private var lastAttempt: ExportError.Ending?

  /// - Parameters:
  ///   - now: By the clock that all moments here are of.
  ///   - limit: A shorter one than the policy's, on elapsed time; nil for none.
  init(policy: RetryPolicy, now: Duration, limit: Duration? = nil) {
    self.policy = policy
    latest = now + policy.maximumElapsed
    deadline = min(latest, limit.map { now + $0 } ?? latest)
  }

  /// From here on only the policy limits the elapsed time.
  mutating func lift() {
    deadline = latest
    if lastAttempt == .retriesExhausted { lastAttempt = nil }
  }

  /// The first attempt, or another one after a wait that has ended.
  /// - Parameters:
  ///   - gate: When the destination may be called again, if it has asked for a pause.
  mutating func begin(now: Duration, gate: Duration?, phase: Phase) -> Action {
    if phase == .stopping {
      lastAttempt = .shutDown
    } else if now >= deadline {
      lastAttempt = .retriesExhausted
    } else if phase == .running, let gate, gate > now {
      return .wait(until: min(gate, deadline))
    }
    return .attempt
  }

  /// The attempt that `begin` allowed is to wait, as the destination cannot be reached. The last one of a request is made
  /// in any case, and so are those of a drain.
  /// - Returns: Nil to make it now.
  func postponed(until moment: Duration, phase: Phase) -> Action? {
    guard lastAttempt == nil, phase == .running else { return nil }
    return .wait(until: min(moment, deadline))
  }

  /// An attempt has failed in a way that a repetition may mend.
  /// - Parameters:
  ///   - retryAfter: What the destination asked for.
  ///   - random: From 0 up to, not including, 1.
  mutating func attemptFailed(
    now: Duration,
    retryAfter: Duration?,
    random: Double,
    phase: Phase
  ) -> Action {
    if let lastAttempt { return .giveUp(lastAttempt) }
    if phase == .stopping {
      lastAttempt = .shutDown
      return .attempt
    }
    guard now < deadline else { return .giveUp(.retriesExhausted) }
    let wait =
      phase == .draining ? Self.drainWait(random) : max(backoff() * random, retryAfter ?? .zero)
    failures += 1
    return .wait(until: min(now + wait, deadline))
  }

  private static func drainWait(_ random: Double) -> Duration {
    drainWaits.lowerBound + (drainWaits.upperBound - drainWaits.lowerBound) * random
  }

  /// The longest wait after the failures so far.
  private func backoff() -> Duration {
    var backoff = min(policy.initialBackoff, policy.maximumBackoff)
    for _ in 0..<failures where backoff < policy.maximumBackoff {
      backoff = min(backoff * policy.multiplier, policy.maximumBackoff)
    }
    return backoff
  }
}
