/// When one request is attempted again, as a value: it is told the time, the state of the destination and a
/// random number, and answers what to do.
///
/// Waits are at most the exponential back-off with full jitter, and at least what the destination asked for.
/// All of them end at the policy's limit on elapsed time, where the last attempt is made.
struct RetryStateMachine: Sendable {
  enum Action: Sendable, Equatable {
    case attempt
    /// Then call `begin` again.
    case wait(until: Duration)
    case giveUp(ExportError.Ending)
  }

  private let policy: RetryPolicy
  /// No wait goes beyond this moment.
  private let deadline: Duration
  private var failures = 0
  /// The attempt being made is the last, for the reason given.
  private var lastAttempt: ExportError.Ending?

  /// - Parameter now: By the clock that all moments here are of.
  init(policy: RetryPolicy, now: Duration) {
    self.policy = policy
    deadline = now + policy.maximumElapsed
  }

  /// The first attempt, or another one after a wait that has ended.
  /// - Parameters:
  ///   - gate: When the destination may be called again, if it has asked for a pause.
  ///   - isStopping: Whether the exporter is being shut down: then nothing waits, and what fails has failed.
  mutating func begin(now: Duration, gate: Duration?, isStopping: Bool) -> Action {
    if isStopping {
      lastAttempt = .shutDown
    } else if now >= deadline {
      lastAttempt = .retriesExhausted
    } else if let gate, gate > now {
      return .wait(until: min(gate, deadline))
    }
    return .attempt
  }

  /// An attempt has failed in a way that a repetition may mend.
  /// - Parameters:
  ///   - retryAfter: What the destination asked for.
  ///   - random: From 0 up to, not including, 1.
  mutating func attemptFailed(
    now: Duration,
    retryAfter: Duration?,
    random: Double,
    isStopping: Bool
  ) -> Action {
    if let lastAttempt { return .giveUp(lastAttempt) }
    if isStopping {
      lastAttempt = .shutDown
      return .attempt
    }
    guard now < deadline else { return .giveUp(.retriesExhausted) }
    let wait = max(backoff() * random, retryAfter ?? .zero)
    failures += 1
    return .wait(until: min(now + wait, deadline))
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
