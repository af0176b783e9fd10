extension RetryLoop {
  private enum Event: Sendable {
    case ended(AttemptOutcome)
    case cut
    case watchEnded
  }

  /// Runs an attempt, which ends before its time when a drain needs its place.
  func limited(_ attempt: @escaping @Sendable () async -> AttemptOutcome) async -> AttemptOutcome {
    await withTaskGroup(of: Event.self) { group in
      defer { group.cancelAll() }
      group.addTask { .ended(await attempt()) }
      group.addTask { await self.watchDrain() }
      var isCut = false
      for await event in group {
        switch event {
        case .ended(.cancelled) where isCut: return .retryable(.attemptTimedOut)
        case .ended(let outcome): return outcome
        case .cut:
          isCut = true
          group.cancelAll()
        case .watchEnded: break
        }
      }
      return .cancelled
    }
  }

  private func watchDrain() async -> Event {
    await draining.wait()
    guard !Task.isCancelled, let end = attemptEnd else { return .watchEnded }
    do { try await clock.sleep(until: end) } catch { return .watchEnded }
    return .cut
  }
}
