/// The life of a pipeline, as a value: idle, running, finished, and in the course of it one shutdown.
struct PipelineLifecycle: Sendable {
  private enum Phase {
    case idle, running, finished
  }

  private var phase = Phase.idle
  /// What was counted when the shutdown began.
  private var atShutdown: PipelineStatistics?
  /// The moment when the drain ends.
  private(set) var deadline: Duration?
  private var hasTimedOut = false

  /// - Returns: False when there is nothing to run (any more).
  mutating func start() -> Bool {
    guard phase == .idle else { return false }
    phase = .running
    return true
  }

  mutating func finish() { phase = .finished }

  /// - Returns: False when a shutdown has begun before.
  mutating func beginShutdown(until deadline: Duration) -> Bool {
    guard self.deadline == nil else { return false }
    self.deadline = deadline
    return true
  }

  mutating func note(atShutdown statistics: PipelineStatistics) { atShutdown = statistics }

  func isOverdue(at now: Duration) -> Bool { deadline.map { $0 <= now } ?? false }

  /// The deadline came before the end.
  mutating func timeOut() { hasTimedOut = true }

  func report(_ statistics: PipelineStatistics) -> DeliveryReport {
    let before = atShutdown ?? statistics
    var report = DeliveryReport()
    report.delivered = statistics.exported - before.exported
    report.rejected = statistics.rejected - before.rejected
    report.undelivered = statistics.dropped
      .merging(before.dropped) { now, then in now - then }
      .filter { $0.value > 0 }
    report.completed = !hasTimedOut
    return report
  }
}
