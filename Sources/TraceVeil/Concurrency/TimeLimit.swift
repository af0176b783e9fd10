/// Runs `operation` for at most `limit`.
///
/// At the limit its task is cancelled, and still awaited: the operation must heed cancellation. When the caller
/// is cancelled the operation is too, and its value is the answer.
/// - Parameter atLimit: Called at the limit, before the operation is awaited.
/// - Returns: Nil when the limit came first.
@discardableResult
func withTimeLimit<Value: Sendable>(
  _ limit: Duration,
  on clock: any PipelineClock,
  atLimit: () -> Void = {},
  _ operation: @escaping @Sendable () async -> Value
) async -> Value? {
  let moment = clock.now + limit
  return await withTaskGroup(of: TimeLimitEvent<Value>.self) { group in
    defer { group.cancelAll() }
    group.addTask { .finished(await operation()) }
    group.addTask {
      do { try await clock.sleep(until: moment) } catch { return .cancelled }
      return .elapsed
    }
    for await event in group {
      switch event {
      case .finished(let value): return value
      case .elapsed:
        atLimit()
        return nil
      case .cancelled: continue
      }
    }
    return nil
  }
}

private enum TimeLimitEvent<Value: Sendable>: Sendable {
  case finished(Value)
  case elapsed
  /// The wait was, not the operation, whose value is still to come.
  case cancelled
}
