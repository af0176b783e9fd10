import TraceVeil

/// Whether the MLflow server behind drop-in mode answers, as a value: no clock, no lock.
///
/// It is asked at the start, then when `interval` has passed since its last answer, and more often while it is away. An
/// answer to a client's request counts like one to a question. A client's request that failed only brings the next
/// question forward, because the cause may be that request.
struct UpstreamHealth: Sendable, Hashable {
  enum Condition: Sendable, Hashable {
    /// It has not been asked yet.
    case unknown
    case answering
    case away(Reason)
  }

  enum Reason: Sendable, Hashable {
    case noAnswer(ConnectionFailure)
    /// The status came from a proxy in between, from the server itself while it starts, or from another server.
    case status(Int)

    /// The reason in a word: `refused`, `status_503`.
    var label: String {
      switch self {
      case .noAnswer(let failure): failure.rawValue
      case .status(let status): "status_\(status)"
      }
    }
  }

  /// How a request ended.
  enum Outcome: Sendable, Hashable {
    case status(Int)
    case noAnswer(ConnectionFailure)

    /// Nil when the server is there, whatever it thinks of the request.
    var absence: Reason? {
      switch self {
      case .status(let status): [502, 503, 504].contains(status) ? .status(status) : nil
      case .noAnswer(let failure): .noAnswer(failure)
      }
    }
  }

  static let interval = Duration.seconds(5)
  static let intervalWhileAway = Duration.seconds(2)

  private(set) var condition = Condition.unknown
  /// Whether a client's request has had success: then an answer to the question that MLflow does not give is that of a
  /// proxy, which lets the question not pass.
  private(set) var hasServed = false
  private var due = Duration.zero
  private var isAsking = false

  /// - Returns: Whether to ask now; its outcome must be told then.
  mutating func admitQuestion(at now: Duration) -> Bool {
    guard !isAsking, now >= due else { return false }
    isAsking = true
    return true
  }

  /// The question was answered, or not.
  /// - Returns: Whether the condition is another one now.
  mutating func answered(_ outcome: Outcome, at now: Duration) -> Bool {
    isAsking = false
    guard let reason = outcome.absence ?? foreignAnswer(outcome) else {
      return become(.answering, askingAt: now + Self.interval)
    }
    return become(.away(reason), askingAt: now + Self.intervalWhileAway)
  }

  /// The question was broken off.
  mutating func abandoned() { isAsking = false }

  /// A client's request has ended.
  /// - Returns: Whether the condition is another one now.
  mutating func observed(_ outcome: Outcome, at now: Duration) -> Bool {
    if case .status(200..<400) = outcome { hasServed = true }
    let isSign = outcome.absence == nil && (hasServed || condition == .answering)
    guard !isSign else { return become(.answering, askingAt: now + Self.interval) }
    if condition == .answering { due = now }
    return false
  }

  /// An answer to the question that no MLflow gives, though a proxy may want credentials for it.
  private func foreignAnswer(_ outcome: Outcome) -> Reason? {
    guard !hasServed, case .status(let status) = outcome, status >= 400, ![401, 403].contains(status) else {
      return nil
    }
    return .status(status)
  }

  private mutating func become(_ condition: Condition, askingAt due: Duration) -> Bool {
    self.due = due
    defer { self.condition = condition }
    return self.condition != condition
  }
}
