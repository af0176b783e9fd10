/// One call that waits, by number.
struct WaiterID: Hashable, Sendable {
  let value: UInt64
}

/// Suspended tasks by number, as part of the state under their owner's lock.
///
/// Settles the race between a task that is about to suspend and its cancellation: the second one finds what the first
/// one left. To wait, take a number, call `suspend` from within a continuation, and `cancel`
/// from the cancellation handler; resume outside of the lock what either returns.
struct Waiters<Value: Sendable> {
  typealias Continuation = CheckedContinuation<Value, Never>

  /// The suspended waiters, in the order in which they came.
  private var suspended: [(id: WaiterID, continuation: Continuation)] = []
  private var cancelledBefore: Set<WaiterID> = []
  private var nextID: UInt64 = 0

  var isEmpty: Bool { suspended.isEmpty }

  mutating func makeID() -> WaiterID {
    defer { nextID += 1 }
    return WaiterID(value: nextID)
  }

  /// - Returns: False when the task has been cancelled already and must be resumed at once.
  mutating func suspend(_ id: WaiterID, _ continuation: Continuation) -> Bool {
    guard cancelledBefore.remove(id) == nil else { return false }
    suspended.append((id, continuation))
    return true
  }

  /// - Returns: What to resume; nil when the task was not suspended.
  mutating func cancel(_ id: WaiterID) -> Continuation? {
    if let continuation = remove(id) { return continuation }
    cancelledBefore.insert(id)
    return nil
  }

  mutating func remove(_ id: WaiterID) -> Continuation? {
    guard let index = suspended.firstIndex(where: { $0.id == id }) else { return nil }
    return suspended.remove(at: index).continuation
  }

  mutating func popFirst() -> Continuation? {
    suspended.isEmpty ? nil : suspended.removeFirst().continuation
  }

  mutating func removeAll() -> [Continuation] {
    defer { suspended.removeAll() }
    return suspended.map(\.continuation)
  }

  /// The wait is over: a cancellation that came too late leaves nothing behind.
  mutating func forget(_ id: WaiterID) {
    cancelledBefore.remove(id)
  }
}
