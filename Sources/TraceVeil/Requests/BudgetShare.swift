import Synchronization

/// A reservation that several tasks may hold on to; given back with the last of them.
final class BudgetShare: Sendable {
  /// At the beginning.
  let bytes: Int
  /// Of the request whose bytes they are.
  let receipt: RequestReceipt?
  private let reservation: Mutex<ByteBudget.Reservation>

  init(_ reservation: consuming ByteBudget.Reservation, receipt: RequestReceipt? = nil) {
    bytes = reservation.bytes
    self.reservation = Mutex(reservation)
    self.receipt = receipt
  }

  /// Gives all back but so many bytes. Somebody who waits for them may be called.
  func keep(_ bytes: Int) {
    // It goes back at the end of this, unlocked.
    let rest = reservation.withLock { $0.split(keeping: bytes) }
    _ = consume rest
  }
}
