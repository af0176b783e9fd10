/// How long an attempt may go without an answer while a shutdown drains, as a value.
///
/// Without such a limit, attempts that a destination never answers keep their places to the end, and what it would take
/// by then is lost. Each may take half of what is left, so there is time for another one, and for others; or twice as
/// long as answers of this destination take, where that is longer.
struct AttemptLimit: Sendable {
  /// The shortest limit of an attempt.
  static let shortest = Duration.milliseconds(250)

  private var end: Duration?
  /// The longest time in which the destination lately took a request.
  private(set) var slowest = Duration.zero

  /// - Parameter end: When the drain ends; nil for no limit.
  mutating func drain(until end: Duration?) { self.end = self.end ?? end }

  /// The destination has taken a request. What took long is forgotten by and by.
  mutating func note(answeredAfter duration: Duration) {
    slowest = max(duration, slowest - (slowest - duration) / 16)
  }

  /// When an attempt ends that is under way now; nil for no sooner than it would in any case.
  func end(at now: Duration) -> Duration? {
    end.map { now + max(($0 - now) / 2, slowest * 2, Self.shortest) }
  }
}
