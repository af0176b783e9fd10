package import OTLP
import Synchronization

/// A bound on bytes that have been let in and not yet been delivered or dropped. Each party is sure of a part of it, and
/// borrows of what the others do not use.
package final class ByteBudget: Sendable {
  /// Whose bytes they are.
  package enum Party: Sendable, Hashable {
    case signal(Signal)
    /// Requests of drop-in mode.
    case proxy
  }

  /// Requests that may wait for room, of all parties. Each holds what one read of its socket brought.
  package static let maximumWaiting = 512

  fileprivate struct State {
    var ledger: BudgetLedger
    /// Of each party: those of one hold up no other.
    var queues: [AdmissionQueue]
    var waiters: [Wait: @Sendable (consuming Reservation) -> Void] = [:]
  }

  /// In bytes.
  package let limit: Int
  /// The place of each party in the ledger. One that is not here has the first.
  private let places: [Party: Int]
  private let state: Mutex<State>

  /// - Parameter parties: Those that are sure of a part; with one or none there is nobody to share with.
  package init(limit: Int, parties: [Party] = []) {
    precondition(limit >= 0, "a budget cannot be negative")
    self.limit = limit
    places = Dictionary(uniqueKeysWithValues: parties.enumerated().map { ($1, $0) })
    let count = max(1, parties.count)
    state = Mutex(
      State(
        ledger: BudgetLedger(limit: limit, parties: count),
        queues: Array(repeating: AdmissionQueue(limit: Self.maximumWaiting / count), count: count)
      )
    )
  }

  /// Bytes that are reserved now.
  package var reserved: Int { state.withLock { $0.ledger.total } }

  /// Requests that wait for room now.
  package var waiting: Int { state.withLock { $0.queues.reduce(0) { $0 + $1.count } } }

  /// - Returns: Nil when there is no room for that many bytes.
  package func reserve(_ bytes: Int, for party: Party? = nil) -> Reservation? {
    precondition(bytes >= 0, "a reservation cannot be negative")
    let place = place(of: party)
    guard grow(place, by: bytes, own: 0) else { return nil }
    return Reservation(budget: self, place: place, bytes: bytes)
  }

  private func place(of party: Party?) -> Int { party.flatMap { places[$0] } ?? 0 }

  fileprivate func grow(_ place: Int, by bytes: Int, own: Int) -> Bool {
    state.withLock { $0.ledger.grow(place, by: bytes, own: own) }
  }

  fileprivate func shrink(_ place: Int, by bytes: Int) {
    guard bytes > 0 else { return }
    state.withLock { $0.ledger.shrink(place, by: bytes) }
    grantNext()
  }
}

// MARK: - Waiting

extension ByteBudget {
  /// What becomes of somebody who is willing to wait.
  package enum Admission: ~Copyable {
    case granted(Reservation)
    /// The closure will be called, unless ``giveUp(_:)`` says that it will not.
    case waiting(Wait)
    /// There is no room, and none to wait in.
    case refused
  }

  package struct Wait: Sendable, Hashable {
    fileprivate let place: Int
    fileprivate let id: AdmissionQueue.ID
  }

  /// Reserves bytes, now or later: first come, first served, and before others who holds some already.
  ///
  /// - Parameters:
  ///   - bytes: To be reserved besides those that are held.
  ///   - held: Bytes that the caller has reserved already.
  ///   - arrival: When the request came, on a clock that all of them share; by default after all others.
  ///   - party: Whose they are.
  ///   - later: Called with the bytes once there is room, on whatever thread made it.
  package func admit(
    _ bytes: Int,
    holding held: Int,
    since arrival: UInt64 = .max,
    for party: Party?,
    later: @escaping @Sendable (consuming Reservation) -> Void
  ) -> Admission {
    let place = place(of: party)
    let (isGranted, wait) = state.withLock { state -> (Bool, Wait?) in
      if !state.queues[place].overtakes(holding: held), state.ledger.grow(place, by: bytes, own: held) {
        return (true, nil)
      }
      guard bytes <= limit - held,
        let id = state.queues[place].wait(for: bytes, holding: held, since: arrival, of: state.ledger.total)
      else {
        // One that cannot wait, as those before it wait for what it holds, goes first where there is room.
        return (held > 0 && state.ledger.grow(place, by: bytes, own: held), nil)
      }
      let wait = Wait(place: place, id: id)
      state.waiters[wait] = later
      return (false, wait)
    }
    if isGranted { return .granted(Reservation(budget: self, place: place, bytes: bytes)) }
    return wait.map { .waiting($0) } ?? .refused
  }

  /// Ends a wait. Those behind it may have their turn.
  /// - Returns: False when the closure has been called, or is about to be.
  package func giveUp(_ wait: Wait) -> Bool {
    let isGivenUp = state.withLock { state in
      guard state.queues[wait.place].remove(wait.id) else { return false }
      state.waiters[wait] = nil
      return true
    }
    if isGivenUp { grantNext() }
    return isGivenUp
  }

  private func grantNext() {
    while let next = state.withLock({ $0.next() }) {
      next.later(Reservation(budget: self, place: next.place, bytes: next.bytes))
    }
  }
}

extension ByteBudget.State {
  /// Takes the first one out for which there is room, of any party.
  fileprivate mutating func next() -> (
    place: Int, bytes: Int, later: @Sendable (consuming ByteBudget.Reservation) -> Void
  )? {
    for place in queues.indices where !queues[place].isEmpty {
      var ledger = ledger
      let next = queues[place].next { bytes, held in ledger.grow(place, by: bytes, own: held) }
      guard let (id, bytes) = next,
        let later = waiters.removeValue(forKey: ByteBudget.Wait(place: place, id: id))
      else { continue }
      self.ledger = ledger
      return (place, bytes, later)
    }
    return nil
  }
}

extension ByteBudget {
  /// Bytes of a budget that belong to one request. They go back when it ends, once, whatever way it ends.
  package struct Reservation: ~Copyable, Sendable {
    package private(set) var bytes: Int
    private let budget: ByteBudget
    private let place: Int

    fileprivate init(budget: ByteBudget, place: Int, bytes: Int) {
      self.budget = budget
      self.place = place
      self.bytes = bytes
    }

    deinit { budget.shrink(place, by: bytes) }

    /// Adds the bytes of another one of the same party.
    package mutating func absorb(_ other: consuming Reservation) {
      bytes += other.bytes
      other.bytes = 0
    }

    /// Makes it larger or smaller, as a body turns out to be.
    /// - Returns: False when the budget has no room; the reservation is then as it was.
    package mutating func resize(to bytes: Int) -> Bool {
      precondition(bytes >= 0, "a reservation cannot be negative")
      if bytes > self.bytes {
        guard budget.grow(place, by: bytes - self.bytes, own: self.bytes) else { return false }
      } else {
        budget.shrink(place, by: self.bytes - bytes)
      }
      self.bytes = bytes
      return true
    }
  }
}
