package import OTLP
import Synchronization

/// A bound on bytes that have been let in and not yet been delivered or dropped. Each party is sure of a part of it, and
/// borrows of what the others do not use.
package final class ByteBudget: Sendable {
  /// Whose bytes they are.
  package enum Party: Sendable, Hashable {
    case signal(Signal)
    /// Requests that one of several destinations has not taken yet.
    case destination(String, Signal)
    /// Requests of drop-in mode.
    case proxy
  }

  /// Requests that may wait for room, of all parties. Each holds what one read of its socket brought.
  package static let maximumWaiting = 512

  fileprivate struct State {
    /// The place of each party in the ledger. One that is not here has the first.
    var places: [Party: Int]
    var admission: BudgetAdmission
    var waiters: [BudgetAdmission.Wait: @Sendable (consuming Reservation?) -> Void] = [:]
  }

  /// The limit in bytes.
  package let limit: Int
  private let state: Mutex<State>

  /// - Parameter parties: Those that are sure of a part; with one or none there is nobody to share with.
  package init(limit: Int, parties: [Party] = []) {
    precondition(limit >= 0, "a budget cannot be negative")
    self.limit = limit
    let places = Dictionary(uniqueKeysWithValues: parties.enumerated().map { ($1, $0) })
    let admission = BudgetAdmission(
      limit: limit,
      parties: max(1, parties.count),
      maximumWaiting: Self.maximumWaiting
    )
    state = Mutex(State(places: places, admission: admission))
  }

  /// Bytes that are reserved now.
  package var reserved: Int { state.withLock { $0.admission.ledger.total } }

  /// Requests that wait for room now.
  package var waiting: Int { state.withLock { $0.admission.waiting } }

  /// - Parameters:
  ///   - bytes: Zero or more.
  ///   - party: Whose they are.
  ///   - isLeavingRoom: Whether half of what the party is sure of is to be left for others of its requests.
  /// - Returns: Nil when there is no room for that many bytes.
  package func reserve(_ bytes: Int, for party: Party? = nil, leavingRoom isLeavingRoom: Bool = false)
    -> Reservation?
  {
    precondition(bytes >= 0, "a reservation cannot be negative")
    let (isGranted, place) = state.withLock { state in
      let place = state.place(of: party)
      let room = isLeavingRoom ? state.admission.ledger.guaranteed / 2 : 0
      return (state.admission.grow(place, by: bytes, own: 0, leaving: room), place)
    }
    return isGranted ? Reservation(budget: self, place: place, bytes: bytes) : nil
  }

  /// A party that is sure of a part from here on, as all others are. Its requests do not wait for room.
  package func add(_ party: Party) {
    state.withLock { state in
      guard state.places[party] == nil else { return }
      state.places[party] = state.admission.add()
    }
  }

  /// A party that has nothing to reserve any more. What the others are sure of grows.
  package func remove(_ party: Party) {
    state.withLock { state in
      if let place = state.places.removeValue(forKey: party) { state.admission.remove(place) }
    }
    grantNext()
  }

  fileprivate func grow(_ place: Int, by bytes: Int, own: Int) -> Bool {
    state.withLock { $0.admission.grow(place, by: bytes, own: own) }
  }

  fileprivate func shrink(_ place: Int, by bytes: Int, isWhole: Bool) {
    guard bytes > 0 else { return }
    state.withLock { $0.admission.shrink(place, by: bytes, isWhole: isWhole) }
    grantNext()
  }

  fileprivate func complete(_ place: Int, _ bytes: Int) {
    guard bytes > 0 else { return }
    let isAwaited = state.withLock { state in
      state.admission.complete(place, bytes)
      return state.admission.waiting > 0
    }
    if isAwaited { grantNext() }
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
    fileprivate let wait: BudgetAdmission.Wait
  }

  /// Reserves bytes, now or later: first come, first served, and before others who holds some already.
  ///
  /// - Parameters:
  ///   - bytes: To be reserved besides those that are held.
  ///   - held: Bytes that the caller has reserved already.
  ///   - claim: What the request is going to need in all.
  ///   - arrival: When the request came, on a clock that all of them share; by default after all others.
  ///   - party: Whose they are.
  ///   - later: Called with the bytes once there is room, on whatever thread made it; with nil when the budget is closed.
  package func admit(
    _ bytes: Int,
    holding held: Int,
    claiming claim: BudgetClaim = .asked,
    since arrival: UInt64 = .max,
    for party: Party?,
    later: @escaping @Sendable (consuming Reservation?) -> Void
  ) -> Admission {
    let asker = AdmissionQueue.Waiter(bytes: bytes, held: held, claim: claim, arrival: arrival)
    let (answer, place) = state.withLock { state in
      let place = state.place(of: party)
      let answer = state.admission.admit(asker, at: place)
      if case .waits(let wait) = answer { state.waiters[wait] = later }
      return (answer, place)
    }
    return switch answer {
    case .granted: .granted(Reservation(budget: self, place: place, bytes: bytes))
    case .waits(let wait): .waiting(Wait(wait: wait))
    case .refused: .refused
    }
  }

  /// Ends a wait. Those behind it may have their turn.
  /// - Returns: False when the closure has been called, or is about to be.
  package func giveUp(_ wait: Wait) -> Bool {
    let isGivenUp = state.withLock { state in
      guard state.admission.remove(wait.wait) else { return false }
      state.waiters[wait.wait] = nil
      return true
    }
    if isGivenUp { grantNext() }
    return isGivenUp
  }

  /// Ends all waits, because what is let in now may not be sent in time. Bytes for which there is room are still
  /// granted.
  package func close() {
    let refused = state.withLock { state in
      state.admission.close()
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for later in refused { later(nil) }
  }

  private func grantNext() {
    while let next = state.withLock({ $0.next() }) {
      next.later(Reservation(budget: self, place: next.place, bytes: next.bytes))
    }
  }
}

extension ByteBudget.State {
  fileprivate func place(of party: ByteBudget.Party?) -> Int { party.flatMap { places[$0] } ?? 0 }

  /// Takes the first one out for which there is room, of any party.
  fileprivate mutating func next() -> (
    place: Int, bytes: Int, later: @Sendable (consuming ByteBudget.Reservation?) -> Void
  )? {
    guard let (wait, bytes) = admission.next(), let later = waiters.removeValue(forKey: wait) else {
      return nil
    }
    return (wait.place, bytes, later)
  }
}

extension ByteBudget {
  /// Bytes of a budget that belong to one request. They go back when it ends, once, whatever way it ends.
  package struct Reservation: ~Copyable, Sendable {
    package private(set) var bytes: Int
    /// Whether the request is whole.
    private var isWhole = false
    private let budget: ByteBudget
    private let place: Int

    fileprivate init(budget: ByteBudget, place: Int, bytes: Int) {
      self.budget = budget
      self.place = place
      self.bytes = bytes
    }

    deinit { budget.shrink(place, by: bytes, isWhole: isWhole) }

    /// The request is whole: it will give its bytes back without any more.
    package mutating func complete() {
      guard !isWhole else { return }
      isWhole = true
      budget.complete(place, bytes)
    }

    /// Adds the bytes of another one of the same party. What is whole stays that.
    package mutating func absorb(_ other: consuming Reservation) {
      if isWhole { other.complete() }
      bytes += other.bytes
      other.bytes = 0
    }

    /// Makes it larger or smaller, as a body turns out to be.
    /// - Returns: False when the budget has no room; the reservation is then as it was.
    package mutating func resize(to bytes: Int) -> Bool {
      precondition(bytes >= 0, "a reservation cannot be negative")
      if bytes > self.bytes {
        guard budget.grow(place, by: bytes - self.bytes, own: self.bytes) else { return false }
        if isWhole { budget.complete(place, bytes - self.bytes) }
      } else {
        budget.shrink(place, by: self.bytes - bytes, isWhole: isWhole)
      }
      self.bytes = bytes
      return true
    }
  }
}
