/// Where the pipeline gets its time from: the system, or a test's hand.
///
/// A moment is the time since an arbitrary origin of the clock, so that moments of one clock can be
/// compared and subtracted, and those of two clocks cannot be mixed up with dates.
package protocol PipelineClock: Sendable {
  /// Time since the clock's origin. Never goes backwards.
  var now: Duration { get }

  /// Seconds since 1970, for nothing but HTTP dates: it may jump.
  var unixTime: Int64 { get }

  /// Suspends until `now` is at least `moment`.
  /// - Throws: `CancellationError`, promptly, when the task is cancelled.
  func sleep(until moment: Duration) async throws
}

extension PipelineClock {
  /// Suspends for `duration`, as `sleep(until:)` does.
  package func sleep(for duration: Duration) async throws {
    try await sleep(until: now + duration)
  }
}
