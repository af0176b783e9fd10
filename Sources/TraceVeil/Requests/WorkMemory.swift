import Synchronization

/// A bound on the memory that work on requests takes besides their bodies, for all workers of a process together: what
/// is unpacked, redacted, serialized and compressed at a time.
///
/// Bodies, as they came, inflated or transcoded, are in the ``ByteBudget``. A worker asks for all that its next step can
/// need before it begins, holds no other share meanwhile, and gives it back before it waits for anything but an
/// analyzer's answer. So nobody waits for ever.
package final class WorkMemory: Sendable {
  fileprivate struct State {
    var ledger: WorkLedger
    var waiters = Waiters<Bool>()
  }

  /// The limit in bytes.
  package let limit: Int
  private let state: Mutex<State>

  /// - Parameter limit: In bytes, above 0.
  package init(limit: Int) {
    self.limit = limit
    state = Mutex(State(ledger: WorkLedger(limit: limit)))
  }

  /// Bytes of all shares.
  package var used: Int { state.withLock { $0.ledger.used } }
  /// How many wait for a share.
  package var waiting: Int { state.withLock { $0.ledger.waitingCount } }

  /// Waits for a share, first come, first served.
  ///
  /// - Parameter bytes: That the work may take. If it is more than all there is, it has all there is, and runs alone.
  /// - Returns: Nil when the task is cancelled.
  package func take(_ bytes: Int) async -> Share? {
    let id = state.withLock { $0.waiters.makeID() }
    let isGranted = await withTaskCancellationHandler {
      await withCheckedContinuation { begin(bytes, id, $0) }
    } onCancel: {
      let (continuation, turns) = state.withLock { state in
        // Who has had a turn by now keeps it, and is about to go on.
        state.waiters.cancel(id).map { ($0, state.granted(state.ledger.leave(id))) } ?? (nil, [])
      }
      continuation?.resume(returning: false)
      for turn in turns { turn.resume(returning: true) }
    }
    state.withLock { $0.waiters.forget(id) }
    return isGranted ? Share(memory: self, bytes: WorkLedger.size(bytes, of: limit)) : nil
  }

  private func begin(_ bytes: Int, _ id: WaiterID, _ continuation: CheckedContinuation<Bool, Never>) {
    let answer = state.withLock { state -> Bool? in
      guard state.waiters.suspend(id, continuation) else { return false }
      guard state.ledger.take(bytes, for: id) else { return nil }
      _ = state.waiters.remove(id)
      return true
    }
    if let answer { continuation.resume(returning: answer) }
  }

  private func giveBack(_ bytes: Int) {
    let turns = state.withLock { state in state.granted(state.ledger.giveBack(bytes)) }
    for turn in turns { turn.resume(returning: true) }
  }
}

extension WorkMemory.State {
  fileprivate mutating func granted(_ turns: [WaiterID]) -> [CheckedContinuation<Bool, Never>] {
    turns.compactMap { waiters.remove($0) }
  }
}

extension WorkMemory {
  /// Memory of one step of work. It goes back when the share ends.
  package struct Share: ~Copyable, Sendable {
    package let bytes: Int
    private let memory: WorkMemory

    fileprivate init(memory: WorkMemory, bytes: Int) {
      self.memory = memory
      self.bytes = bytes
    }

    deinit { memory.giveBack(bytes) }
  }
}
