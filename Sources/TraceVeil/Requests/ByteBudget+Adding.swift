package import Synchronization

extension Mutex where Value == ByteBudget.Reservation? {
  /// Adds bytes to the reservation, or is the reservation where there is none.
  package func add(_ granted: consuming ByteBudget.Reservation) {
    // A closure cannot consume what it captures; it can take it out of an optional.
    var granted: ByteBudget.Reservation? = granted
    withLock { reservation in
      if reservation == nil {
        reservation = granted.take()
      } else if let more = granted.take() {
        reservation?.absorb(more)
      }
    }
  }
}
