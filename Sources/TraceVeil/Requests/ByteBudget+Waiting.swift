import Synchronization

extension ByteBudget {
  /// Reserves bytes, and waits for room where there is none.
  ///
  /// - Parameters:
  ///   - bytes: To be reserved besides those that are held.
  ///   - held: Bytes that the caller has reserved already.
  ///   - claim: What the request is going to need in all.
  ///   - arrival: When the request came, on the clock of `admit`.
  ///   - party: Whose they are.
  ///   - deadline: By the clock.
  ///   - whenWaiting: Called once if there is no room now.
  /// - Returns: Nil when there is no room until then, or when the task is cancelled.
  package func reserve(
    _ bytes: Int,
    holding held: Int,
    claiming claim: BudgetClaim,
    since arrival: UInt64,
    for party: Party?,
    until deadline: Duration,
    on clock: any PipelineClock,
    whenWaiting: () -> Void
  ) async -> Reservation? {
    let handover = Handover()
    let admission = admit(bytes, holding: held, claiming: claim, since: arrival, for: party) {
      handover.bring($0)
    }
    switch consume admission {
    case .granted(let reservation): return reservation
    case .refused: return nil
    case .waiting(let wait):
      whenWaiting()
      await withTimeLimit(max(deadline - clock.now, .zero), on: clock) { await handover.arrived.wait() }
      if giveUp(wait) { return nil }
      // It has been granted, and is here or about to be.
      await handover.arrived.wait()
      return handover.take()
    }
  }

  /// Takes a reservation from the thread that made room to the task that waits.
  private final class Handover: Sendable {
    let arrived = Latch()
    private let reservation = Mutex<Reservation?>(nil)

    /// - Parameter granted: Nil for nothing, for good.
    func bring(_ granted: consuming Reservation?) {
      // A closure cannot consume what it captures; it can take it out of an optional.
      var granted = granted
      reservation.withLock { $0 = granted.take() }
      arrived.open()
    }

    func take() -> Reservation? { reservation.withLock { $0.take() } }
  }
}
