import Synchronization

/// Lets a bounded number of exports be under way, of which no tenant has all. Safe on any thread.
final class ExportAdmission: Sendable {
  private struct State {
    var places: ExportPlaces
    var waiters = Waiters<Bool>()
    /// The waiters that were let in and do not know it yet.
    var admitted: Set<WaiterID> = []
  }

  /// A place, or one in a line for it.
  enum Entry: Sendable {
    case admitted
    /// The export waits. ``admitted(_:)`` tells when it may begin.
    case waits(WaiterID)
    /// The export waits, and for its own partition only. Others need not wait meanwhile.
    case waitsAside(WaiterID)

    var isAside: Bool {
      if case .waitsAside = self { true } else { false }
    }
  }

  private let state: Mutex<State>

  init(limit: Int) {
    state = Mutex(State(places: ExportPlaces(limit: limit)))
  }

  /// Each admitted export ends with `leave`.
  func ask(for partition: ForwardedHeaders) -> Entry {
    state.withLock { state in
      let ticket = state.waiters.makeID()
      switch state.places.ask(ticket, for: partition) {
      case .admitted: return .admitted
      case .waits(let isBarred):
        return isBarred ? .waitsAside(ticket) : .waits(ticket)
      }
    }
  }

  /// Suspends until there is room. Each admitted export ends with `leave`.
  /// - Returns: False, without admission, when the task is cancelled.
  func enter(_ partition: ForwardedHeaders = ForwardedHeaders()) async -> Bool {
    switch ask(for: partition) {
    case .admitted: true
    case .waits(let ticket), .waitsAside(let ticket): await admitted(ticket)
    }
  }

  /// Suspends until who waits has a place.
  /// - Returns: False, without admission, when the task is cancelled.
  func admitted(_ ticket: WaiterID) async -> Bool {
    let isAdmitted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Bool? in
          if state.admitted.remove(ticket) != nil { return true }
          return state.waiters.suspend(ticket, continuation) ? nil : false
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiters.cancel(ticket) }?.resume(returning: false)
    }
    update { state in
      state.waiters.forget(ticket)
      return isAdmitted ? [] : state.places.giveUp(ticket)
    }
    return isAdmitted
  }

  /// Hands the place to one that waits.
  func leave(_ partition: ForwardedHeaders = ForwardedHeaders()) {
    update { $0.places.leave(partition) }
  }

  /// So many exports may be under way from here on.
  func resize(to limit: Int) { update { $0.places.resize(to: limit) } }

  /// An attempt of a partition's export has ended, with an answer or without one.
  func note(_ partition: ForwardedHeaders, isAnswered: Bool) {
    update { $0.places.note(partition, isAnswered: isAnswered) }
  }

  private func update(_ change: (inout State) -> [WaiterID]) {
    let next = state.withLock { state in
      change(&state).compactMap { ticket in
        let waiter = state.waiters.remove(ticket)
        if waiter == nil { state.admitted.insert(ticket) }
        return waiter
      }
    }
    for waiter in next { waiter.resume(returning: true) }
  }
}
