/// How often and how long a request is sent again. Waits grow exponentially with full jitter: each is a
/// random time between zero and the back-off reached so far.
public struct RetryPolicy: Sendable, Hashable {
  /// The upper limit of the first wait.
  public var initialBackoff: Duration = .seconds(1)
  /// The upper limit of all waits.
  public var maximumBackoff: Duration = .seconds(30)
  /// Age of the oldest item of a request, from its arrival, at the start of the last attempt; zero for a single attempt.
  public var maximumElapsed: Duration = .seconds(3600)
  /// The factor by which the limit grows with each attempt.
  public var multiplier: Double = 2

  /// The defaults.
  public init() {}

  /// One attempt and no more.
  public static var never: RetryPolicy {
    var policy = RetryPolicy()
    policy.maximumElapsed = .zero
    return policy
  }
}
