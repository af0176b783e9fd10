import Logging
import ServiceLifecycle
import Synchronization

extension BatchPipeline {
  /// The end of one of the tasks that make up a running pipeline.
  enum Event: Sendable {
    case workerEnded
    case deadlinePassed
    case stopped
  }

  func run() async {
    await withGracefulShutdownHandler {
      await runOnce()
      await finished.wait()
    } onGracefulShutdown: {
      self.beginShutdown(within: self.settings.shutdownTimeout)
    }
  }

  /// Runs the pipeline, unless it runs already or has run.
  func runOnce() async {
    guard lifecycle.withLock({ $0.start() }) else { return }
    threads.start()
    await runWorkers()
    await finish()
  }

  private func runWorkers() async {
    await withTaskGroup(of: Event.self) { group in
      group.addTask { await self.tick() }
      group.addTask { await self.waitForDeadline() }
      for worker in 0..<settings.workers {
        group.addTask(executorPreference: threads.executor) { await self.work(worker) }
      }
      var working = settings.workers
      for await event in group {
        switch event {
        case .workerEnded: working -= 1
        case .deadlinePassed: giveUp()
        case .stopped: break
        }
        if working == 0 || event == .deadlinePassed { group.cancelAll() }
      }
    }
  }

  private func tick() async -> Event {
    // Not less than a millisecond: a delay of zero is not meant to keep a core busy.
    let delay = max(settings.scheduleDelay, .milliseconds(1))
    while !Task.isCancelled {
      do { try await clock.sleep(for: delay) } catch { break }
      queue.scheduleElapsed()
    }
    return .stopped
  }

  private func waitForDeadline() async -> Event {
    await shutdownBegan.wait()
    guard let deadline = lifecycle.withLock({ $0.deadline }) else { return .stopped }
    do { try await clock.sleep(until: deadline) } catch { return .stopped }
    return .deadlinePassed
  }

  private func finish() async {
    // Reached without a shutdown when the task was cancelled: then this is its end, too.
    queue.shutDown()
    queue.abandon(for: .shutDown)
    let left = lifecycle.withLock { $0.deadline }.map { $0 - clock.now } ?? .zero
    _ = await exporter.shutdown(timeout: max(left, Closing.leastTime))
    await threads.shutDown()
    let report = lifecycle.withLock { lifecycle in
      lifecycle.finish()
      return lifecycle.report(queue.statistics)
    }
    logEnd(queue.statistics, drain: report)
    finished.open()
  }

  /// What became of everything since the start, not in the drain alone.
  private func logEnd(_ statistics: PipelineStatistics, drain: DeliveryReport) {
    var undelivered = statistics.dropped
    let filtered = undelivered.removeValue(forKey: .filtered) ?? 0
    let count = undelivered.values.reduce(0, +)
    var metadata: Logger.Metadata = [
      settings.storesRequests ? "stored" : "delivered": "\(statistics.exported)",
      "rejected": "\(statistics.rejected)",
      "undelivered": "\(count)",
    ]
    if filtered > 0 { metadata["filtered"] = "\(filtered)" }
    for (reason, items) in undelivered where items > 0 {
      metadata["undelivered_\(reason.rawValue)"] = "\(items)"
    }
    // The end of an unused pipeline is no news.
    let calm: Logger.Level = statistics.received > 0 ? .info : .debug
    let level: Logger.Level = drain.undeliveredItems > 0 ? .error : count > 0 ? .warning : calm
    logger.log(level: level, "The pipeline has ended", metadata: metadata)
  }
}
