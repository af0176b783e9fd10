import Synchronization

/// A bound on bytes that have been let in and not yet been delivered or dropped, shared by all signals.
package final class ByteBudget: Sendable {
  /// Requests that may wait for room. Each holds what one read of its socket brought.
  package static let maximumWaiting = 512

  private struct State {
    var taken = 0
    var queue = AdmissionQueue(limit: ByteBudget.maximumWaiting)
    var waiters: [AdmissionQueue.ID: @Sendable (consuming Reservation) -> Void] = [:]
  }

  /// In bytes.
  package let limit: Int
  private let state = Mutex(State())

  package init(limit: Int) {
    precondition(limit >= 0, "a budget cannot be negative")
    self.limit = limit
  }

  /// Bytes that are reserved now.
  package var reserved: Int { state.withLock { $0.taken } }

  /// Requests that wait for room now.
  package var waiting: Int { state.withLock { $0.queue.count } }

  /// - Returns: Nil when there is no room for that many bytes.
  package func reserve(_ bytes: Int) -> Reservation? {
    precondition(bytes >= 0, "a reservation cannot be negative")
    guard grow(by: bytes) else { return nil }
    return Reservation(budget: self, bytes: bytes)
  }

  fileprivate func grow(by bytes: Int) -> Bool {
    state.withLock { state in
      guard bytes <= limit - state.taken else { return false }
      state.taken += bytes
      return true
    }
  }

  fileprivate func shrink(by bytes: Int) {
    guard bytes > 0 else { return }
    state.withLock { $0.taken -= bytes }
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
    fileprivate let id: AdmissionQueue.ID
  }

  /// Reserves bytes, now or later: first come, first served, and before others who holds some already.
  ///
  /// - Parameters:
  ///   - bytes: To be reserved besides those that are held.
  ///   - held: Bytes that the caller has reserved already.
  ///   - later: Called with the bytes once there is room, on whatever thread made it.
  package func admit(
    _ bytes: Int,
    holding held: Int,
    later: @escaping @Sendable (consuming Reservation) -> Void
  ) -> Admission {
    let (isGranted, id) = state.withLock { state -> (Bool, AdmissionQueue.ID?) in
      if bytes <= limit - state.taken, !state.queue.overtakes(holding: held) {
        state.taken += bytes
        return (true, nil)
      }
      guard bytes <= limit - held,
        let id = state.queue.wait(for: bytes, holding: held, of: state.taken)
      else { return (false, nil) }
      state.waiters[id] = later
      return (false, id)
    }
    if isGranted { return .granted(Reservation(budget: self, bytes: bytes)) }
    return id.map { .waiting(Wait(id: $0)) } ?? .refused
  }

  /// Ends a wait. Those behind it may have their turn.
  /// - Returns: False when the closure has been called, or is about to be.
  package func giveUp(_ wait: Wait) -> Bool {
    let isGivenUp = state.withLock { state in
      guard state.queue.remove(wait.id) else { return false }
      state.waiters[wait.id] = nil
      return true
    }
    if isGivenUp { grantNext() }
    return isGivenUp
  }

  private func grantNext() {
    while true {
      let next = state.withLock { state -> (bytes: Int, later: @Sendable (consuming Reservation) -> Void)? in
        guard !state.queue.isEmpty, let (id, bytes) = state.queue.next(room: limit - state.taken),
          let later = state.waiters.removeValue(forKey: id)
        else { return nil }
        state.taken += bytes
        return (bytes, later)
      }
      guard let next else { return }
      next.later(Reservation(budget: self, bytes: next.bytes))
    }
  }
}

extension ByteBudget {
  /// Bytes of a budget that belong to one request. They go back when it ends, once, whatever way it ends.
  package struct Reservation: ~Copyable, Sendable {
    package private(set) var bytes: Int
    private let budget: ByteBudget

    fileprivate init(budget: ByteBudget, bytes: Int) {
      self.budget = budget
      self.bytes = bytes
    }

    deinit { budget.shrink(by: bytes) }

    /// Adds another one's bytes.
    package mutating func absorb(_ other: consuming Reservation) {
      bytes += other.bytes
      other.bytes = 0
    }

    /// Makes it larger or smaller, as a body turns out to be.
    /// - Returns: False when the budget has no room; the reservation is then as it was.
    package mutating func resize(to bytes: Int) -> Bool {
      precondition(bytes >= 0, "a reservation cannot be negative")
      if bytes > self.bytes {
        guard budget.grow(by: bytes - self.bytes) else { return false }
      } else {
        budget.shrink(by: self.bytes - bytes)
      }
      self.bytes = bytes
      return true
    }
  }
}
