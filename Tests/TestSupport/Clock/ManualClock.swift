import Synchronization
import TraceVeil

/// A clock that stands still until a test moves it.
///
/// To test something that waits: wait until it sleeps, then advance.
package final class ManualClock: PipelineClock {
  private struct Sleeper {
    let id: Int
    let moment: Duration
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct Watcher {
    let isSatisfied: @Sendable ([Duration]) -> Bool
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now: Duration = .zero
    var unixTime: Int64
    var nextID = 0
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var watchers: [Watcher] = []

    /// Watchers whose wait is over.
    mutating func satisfiedWatchers() -> [Watcher] {
      let moments = sleepers.map(\.moment)
      let satisfied = watchers.filter { $0.isSatisfied(moments) }
      watchers.removeAll { $0.isSatisfied(moments) }
      return satisfied
    }
  }

  private let state: Mutex<State>

  package init(unixTime: Int64 = 1_750_000_000) {
    state = Mutex(State(unixTime: unixTime))
  }

  package var now: Duration { state.withLock { $0.now } }

  package var unixTime: Int64 {
    state.withLock { $0.unixTime + $0.now.components.seconds }
  }

  package func sleep(until moment: Duration) async throws {
    let id = state.withLock { state in
      defer { state.nextID += 1 }
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { begin(Sleeper(id: id, moment: moment, continuation: $0)) }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  private func begin(_ sleeper: Sleeper) {
    let (outcome, watchers) = state.withLock { state -> (Result<Void, CancellationError>?, [Watcher]) in
      if state.cancelled.remove(sleeper.id) != nil { return (.failure(CancellationError()), []) }
      if sleeper.moment <= state.now { return (.success(()), []) }
      state.sleepers.append(sleeper)
      return (nil, state.satisfiedWatchers())
    }
    for watcher in watchers { watcher.continuation.resume() }
    switch outcome {
    case .success: sleeper.continuation.resume()
    case .failure(let error): sleeper.continuation.resume(throwing: error)
    case nil: break
    }
  }

  /// Wakes everybody whose moment has come, the earliest first.
  package func advance(by duration: Duration) {
    let woken = state.withLock { state in
      state.now += duration
      let now = state.now
      let woken = state.sleepers.filter { $0.moment <= now }
      state.sleepers.removeAll { $0.moment <= now }
      return woken.sorted { $0.moment < $1.moment }
    }
    for sleeper in woken { sleeper.continuation.resume() }
  }

  /// Suspends until somebody sleeps until exactly this moment.
  package func waitForSleeper(until moment: Duration) async {
    await wait { $0.contains(moment) }
  }

  /// Suspends until at least this many sleep.
  package func waitForSleepers(_ count: Int) async {
    await wait { $0.count >= count }
  }

  /// Moments that somebody sleeps until, earliest first.
  package var alarms: [Duration] { state.withLock { $0.sleepers.map(\.moment).sorted() } }

  private func wait(_ isSatisfied: @escaping @Sendable ([Duration]) -> Bool) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if isSatisfied(state.sleepers.map(\.moment)) { return true }
        state.watchers.append(Watcher(isSatisfied: isSatisfied, continuation: continuation))
        return false
      }
      if isOver { continuation.resume() }
    }
  }
}
