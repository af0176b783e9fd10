import Synchronization

extension BatchPipeline {
  func forceFlush(within limit: Duration) async -> FlushResult {
    let deadline = clock.now + limit
    let result = await queue.flush(within: limit, on: clock)
    guard result != .timeout else { return .timeout }
    let exporterResult = await exporter.forceFlush(timeout: max(deadline - clock.now, .zero))
    return exporterResult == .success ? result : exporterResult
  }

  /// - Returns: At the limit at the latest, what became of everything that was accepted.
  func shutdown(within limit: Duration) async -> DeliveryReport {
    beginShutdown(within: limit)
    // If the pipeline was never run, what it accepted is delivered from here.
    await runOnce()
    await withTimeLimit(limit, on: clock) { await self.finished.wait() }
    // The limit of the first call is the one that counts: another may be shorter, and gives up nothing.
    if !finished.isOpen, lifecycle.withLock({ $0.isOverdue(at: clock.now) }) { giveUp() }
    var report = lifecycle.withLock { $0.report(queue.statistics) }
    if !finished.isOpen { report.completed = false }
    return report
  }

  /// Until the deadline of the shutdown that has begun; none before.
  var timeLeft: Duration {
    max((lifecycle.withLock { $0.deadline } ?? .zero) - clock.now, .zero)
  }

  /// Ends acceptance and starts the drain. Only the first call has an effect.
  func beginShutdown(within limit: Duration) {
    guard lifecycle.withLock({ $0.beginShutdown(until: clock.now + limit) }) else { return }
    let statistics = queue.shutDown()
    lifecycle.withLock { $0.note(atShutdown: statistics) }
    exporter.beginDrain(within: limit)
    shutdownBegan.open()
  }

  /// The deadline has passed.
  func giveUp() {
    exporter.stopRetrying()
    if queue.abandon(for: .shutDown) > 0 { lifecycle.withLock { $0.timeOut() } }
  }
}
