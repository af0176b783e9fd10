package import NIOCore
import NIOHTTP1

/// Bounds on what one connection may take, in bytes and in time.
package struct HTTPConnectionLimits: Sendable {
  /// The most bytes of a body, as it comes over the wire.
  package var maximumBodyBytes: Int

  /// The time from the connection's begin, TLS handshake included, to the end of the first request's head.
  package var firstHeadTimeout: TimeAmount = .seconds(10)
  /// The time from one answer to the end of the next request's head. It also limits a head that arrives slowly. 60 s
  /// is what the Collector's HTTP servers allow.
  package var idleTimeout: TimeAmount = .seconds(60)
  /// A body that is waited for has to bring so many bytes in each such time: 240 bytes a second, as Kestrel has it.
  package var arrivalBytes = 2400
  package var arrivalWindow: TimeAmount = .seconds(10)
  /// The time for a whole body. The time in which it waits for room does not count.
  package var bodyTimeout: TimeAmount = .seconds(60)
  /// The time in which the peer must read an answer.
  package var answerTimeout: TimeAmount = .seconds(30)
  /// How long, and for how many bytes, the rest of a refused body is read and dropped before the connection
  /// is closed. A close with unread bytes makes the peer's kernel discard the answer that says why.
  package var lingerTimeout: TimeAmount = .seconds(5)
  package var lingerBytes: Int
  /// Where connections run short and none is idle, a request gives way of which nothing has come for so long.
  package var patience: TimeAmount = .milliseconds(250)
  /// How often a connection looks at its deadlines. A timer that ticks is cheaper than one that is set anew
  /// with every part and every answer.
  package var resolution: TimeAmount = .seconds(1)

  package init(maximumBodyBytes: Int) {
    self.maximumBodyBytes = maximumBodyBytes
    lingerBytes = max(maximumBodyBytes, 1 << 20)
  }

  var arrivalRate: ArrivalRate { ArrivalRate(minimumBytes: arrivalBytes, window: arrivalWindow) }

  /// A body is reserved in steps as it comes, whatever length it declares. The first is of this size.
  package static let firstReservation = 512

  /// The most bytes of a target, and of one field of a head.
  package var maximumFieldBytes = 16 << 10
  /// The most bytes of a whole head.
  package var maximumHeadBytes = 64 << 10

  /// Bounds on a head: one field, all fields with the request line, their number.
  var head: NIOHTTPDecoderLimitConfiguration {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = maximumFieldBytes
    limits.maxHeaderListSize = maximumHeadBytes
    limits.maxHeaderFieldCount = 128
    return limits
  }
}
