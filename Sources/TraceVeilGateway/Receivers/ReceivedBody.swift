import NIOCore
import Synchronization
import TraceVeil

/// A complete body on its way from a connection to a pipeline, with the reservation that covers it.
///
/// A class because closures cannot carry what cannot be copied. Who takes the reservation owns the bytes.
final class ReceivedBody: Sendable {
  let wireBytes: ByteBuffer
  private let reservation: Mutex<ByteBudget.Reservation?>

  init(_ wireBytes: ByteBuffer, reservation: consuming ByteBudget.Reservation?) {
    self.wireBytes = wireBytes
    self.reservation = Mutex(reservation)
  }

  /// Nil when it has been taken before, or there was none.
  func takeReservation() -> ByteBudget.Reservation? {
    reservation.withLock { $0.take() }
  }

  /// Adds bytes to the reservation, or is the reservation where it has been taken.
  func add(_ granted: consuming ByteBudget.Reservation) {
    reservation.add(granted)
  }
}
