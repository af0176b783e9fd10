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
    // When nobody has begun to run it, what was accepted is delivered from here.
    await runOnce()
    await withTimeLimit(limit, on: clock) { await self.finished.wait() }
    if !finished.isOpen { giveUp() }
    return lifecycle.withLock { $0.report(queue.statistics) }
  }

  /// Ends acceptance and starts the drain. Only the first call has an effect.
  func beginShutdown(within limit: Duration) {
    guard lifecycle.withLock({ $0.beginShutdown(until: clock.now + limit) }) else { return }
    let statistics = queue.shutDown()
    lifecycle.withLock { $0.note(atShutdown: statistics) }
    exporter.stopRetrying()
    shutdownBegan.open()
  }

  func giveUp() {
    lifecycle.withLock { $0.timeOut() }
    queue.abandon(for: .shutDown)
  }
}
