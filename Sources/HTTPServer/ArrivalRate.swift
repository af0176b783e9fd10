import NIOCore

/// Whether a peer that is waited for sends fast enough, as a value.
///
/// Each window of time in which nothing but the peer is waited for has to bring a number of bytes. Time in which it
/// could not have sent anything, as nobody read, does not count.
struct ArrivalRate: Sendable, Hashable {
  private let minimumBytes: Int
  private let window: TimeAmount
  /// The bytes that have come in this window so far.
  private var bytes = 0
  private var waited = TimeAmount.zero
  /// Nil while something else than the peer is waited for.
  private var waitsSince: NIODeadline?

  init(minimumBytes: Int, window: TimeAmount) {
    self.minimumBytes = minimumBytes
    self.window = window
  }

  /// Starts to measure: from now on the peer must send.
  mutating func resume(at now: NIODeadline) {
    if waitsSince == nil { waitsSince = now }
  }

  /// Stops to measure: from now on something else is waited for.
  mutating func pause(at now: NIODeadline) {
    if let since = waitsSince.take() { waited = waited + (now - since) }
  }

  /// Bytes have come. Enough of them begin the next window.
  mutating func receive(_ count: Int, at now: NIODeadline) {
    bytes += count
    guard bytes >= minimumBytes else { return }
    bytes = 0
    waited = .zero
    if waitsSince != nil { waitsSince = now }
  }

  /// When the peer will have been too slow; nil while it is not waited for.
  var deadline: NIODeadline? { waitsSince.map { $0 + (window - waited) } }
}
