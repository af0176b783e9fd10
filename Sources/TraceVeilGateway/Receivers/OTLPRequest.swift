import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import OTLP
import Synchronization
import TraceVeil

/// A request that has been let in: what its head says, and the bytes that are reserved for its body.
final class OTLPRequest: CollectedRequest {
  let service: OTLPService
  let sink: any RequestSink
  let signal: Signal
  let encoding: PayloadEncoding
  let coding: ContentCoding
  /// Those that travel on with the data.
  let headers: ForwardedHeaders
  private let presence: Occupancy.Presence
  /// Nil before the first byte is reserved, and once the work on the body has begun.
  private let reservation = Mutex<ByteBudget.Reservation?>(nil)

  /// Bodies up to this size that need no more than validation are validated on the event loop: 0.05 to 0.3 ms for a
  /// request of spans, some milliseconds for one that is made to be slow. To wake a thread and to be woken by it takes
  /// 0.05 ms of two cores, and the bytes are in this core's cache.
  private static let quickBytes = 320 << 10

  init(
    _ service: OTLPService,
    _ sink: any RequestSink,
    signal: Signal,
    encoding: PayloadEncoding,
    coding: ContentCoding,
    headers: ForwardedHeaders,
    presence: consuming Occupancy.Presence
  ) {
    self.service = service
    self.sink = sink
    self.signal = signal
    self.encoding = encoding
    self.coding = coding
    self.headers = headers
    self.presence = presence
  }

  deinit {
    // Before the presence ends: once nobody is present, all bytes are given back.
    _ = takeReservation()
  }

  func reserve(_ bytes: Int) -> Bool {
    reservation.withLock { reservation in
      if reservation != nil { return reservation?.resize(to: bytes) ?? false }
      reservation = service.budget.reserve(bytes)
      return reservation != nil
    }
  }

  /// Nil when it has been taken before.
  func takeReservation() -> ByteBudget.Reservation? { reservation.withLock { $0.take() } }

  func respond(to body: ByteBuffer, on eventLoop: any EventLoop) -> EventLoopFuture<HTTPAnswer> {
    guard body.readableBytes > 0 else {
      service.counters.count(.empty, signal)
      return eventLoop.makeSucceededFuture(.success(nil, signal: signal, as: encoding))
    }
    if coding == .identity, encoding == .protobuf, body.readableBytes <= Self.quickBytes {
      return eventLoop.makeSucceededFuture(take(body))
    }
    return service.threadPool.runIfActive(eventLoop: eventLoop) { [self] in take(body) }
      .flatMapErrorThrowing { [encoding] _ in OTLPService.shuttingDown(as: encoding) }
  }

  func answer(to rejection: HTTPRejection) -> HTTPAnswer {
    service.answer(to: rejection, signal, as: encoding)
  }
}
