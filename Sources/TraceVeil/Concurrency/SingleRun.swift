import Synchronization

/// One run of something, by whoever comes first; the others wait for its end.
final class SingleRun: Sendable {
  private let hasBegun = Mutex(false)
  private let stopped = Latch()
  private let finished = Latch()

  /// Runs until one of the tasks has ended, or `stop` was called, or the task is cancelled. Then the rest is cancelled.
  ///
  /// - Parameters:
  ///   - tasks: Adds the tasks.
  ///   - atEnd: Called once they have ended.
  func run(
    _ tasks: @Sendable (inout TaskGroup<Void>) -> Void,
    atEnd: @Sendable () -> Void = {}
  ) async {
    let isFirst = hasBegun.withLock { hasBegun in
      defer { hasBegun = true }
      return !hasBegun
    }
    guard isFirst else { return await finished.wait() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.stopped.wait() }
      tasks(&group)
      await group.next()
      group.cancelAll()
    }
    atEnd()
    finished.open()
  }

  /// Waits for the end of a run, and ends it at the limit.
  ///
  /// - Parameters:
  ///   - run: Must call ``run(_:atEnd:)``: if nobody has, it is done from here.
  ///   - atLimit: Called where the run is not at its end then.
  func end(
    within limit: Duration,
    on clock: any PipelineClock,
    _ run: @escaping @Sendable () async -> Void,
    atLimit: () -> Void
  ) async {
    await withTimeLimit(limit, on: clock) { await run() }
    guard !finished.isOpen else { return }
    atLimit()
    stopped.open()
    await finished.wait()
  }
}
