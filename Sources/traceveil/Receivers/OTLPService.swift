import NIOCore
import NIOHTTP1
import NIOPosix
import OTLP
import TraceVeil

/// OTLP over HTTP: takes export requests of every signal in, and hands them to its pipeline.
struct OTLPService: HTTPService {
  /// What a request may be, and who may send it.
  struct Policy: Sendable {
    /// Of a body, as it comes, inflated, and in protobuf.
    var maximumRequestBytes = 64 << 20
    var wireLimits = WireLimits()
    /// Nil when anybody may.
    var tokens: BearerTokens?
    /// Names of headers, in lower case, that travel on with the data.
    var forwardedHeaders: [String] = []
  }

  let policy: Policy
  /// A signal without a sink is not served.
  let sinks: [Signal: any RequestSink]
  let budget: ByteBudget
  let occupancy: Occupancy
  let counters: ReceiverCounters
  /// Where bodies are inflated, transcoded and validated, unless that takes less than the way there.
  let threadPool: NIOThreadPool

  /// Bodies up to this size that need no more than validation are validated on the event loop: 0.05 to 0.3 ms for a
  /// request of spans, some milliseconds for one that is made to be slow. To wake a thread and to be woken by it takes
  /// 0.05 ms of two cores, and the bytes are in this core's cache.
  private static let quickBytes = 320 << 10

  func admit(_ head: HTTPRequestHead) -> HTTPAdmission {
    if let refusal = refusal(head) { return .answer(refusal) }
    if let presence = occupancy.enter() { return .accept(presence) }
    counters.count(.shuttingDown, OTLPRoute(head.uri)?.signal)
    return .answer(Self.shuttingDown(as: PayloadEncoding(head.headers)))
  }

  func answer(to rejection: RequestAssembler.Rejection, _ head: HTTPRequestHead?) -> HTTPAnswer {
    let encoding = head.flatMap { PayloadEncoding($0.headers) }
    let signal = head.flatMap { OTLPRoute($0.uri)?.signal }
    switch rejection {
    case .tooLarge:
      counters.count(.tooLarge, signal, .tooLarge)
      return tooLarge(as: encoding)
    case .overloaded:
      return overloaded(signal, as: encoding)
    case .tooSlow:
      counters.count(.tooSlow, signal)
      return .error(.requestTimeout, .deadlineExceeded, "the body came too slowly", as: encoding)
    case .malformed:
      counters.count(.malformed, signal)
      return .error(.badRequest, .invalidArgument, "this is not valid HTTP/1.1", as: encoding)
    case .aborted:
      counters.count(.aborted, signal)
      return .error(.badRequest, .invalidArgument, "the request is not complete", as: encoding)
    case .headTooLarge:
      counters.count(.tooLarge, signal)
      return .error(
        .requestHeaderFieldsTooLarge,
        .resourceExhausted,
        "the request's header is too large",
        as: encoding
      )
    }
  }

  func respond(
    to head: HTTPRequestHead,
    body: ByteBuffer,
    reservation: consuming ByteBudget.Reservation?,
    on eventLoop: any EventLoop
  ) -> EventLoopFuture<HTTPAnswer> {
    // `admit` has let in nothing without these three; the answer to such a request would be a 500.
    guard let route = OTLPRoute(head.uri), let encoding = PayloadEncoding(head.headers),
      let coding = ContentCoding(head.headers)
    else { return eventLoop.makeSucceededFuture(.error(.internalServerError, .internal, "", as: nil)) }
    guard body.readableBytes > 0 else {
      counters.count(.empty, route.signal)
      return eventLoop.makeSucceededFuture(.success(nil, signal: route.signal, as: encoding))
    }
    let received = ReceivedBody(body, reservation: reservation)
    let headers = ForwardedHeaders(
      policy.forwardedHeaders.flatMap { name in head.headers[name].map { (name, $0) } }
    )
    if coding == .identity, encoding == .protobuf, body.readableBytes <= Self.quickBytes {
      return eventLoop.makeSucceededFuture(take(received, coding, route.signal, headers, as: encoding))
    }
    return threadPool.runIfActive(eventLoop: eventLoop) {
      take(received, coding, route.signal, headers, as: encoding)
    }.flatMapErrorThrowing { _ in Self.shuttingDown(as: encoding) }
  }

  func overloaded(_ signal: Signal?, as encoding: PayloadEncoding?) -> HTTPAnswer {
    counters.count(.overloaded, signal)
    let retryAfter = signal.flatMap { sinks[$0]?.retryAfter } ?? .seconds(1)
    return .unavailable("the queue is full", retryAfter: retryAfter, as: encoding)
  }

  func tooLarge(as encoding: PayloadEncoding?) -> HTTPAnswer {
    .error(
      .payloadTooLarge,
      .resourceExhausted,
      "the request has more than \(policy.maximumRequestBytes) bytes, or more elements than can be held at once",
      as: encoding
    )
  }

  static func shuttingDown(as encoding: PayloadEncoding?) -> HTTPAnswer {
    var answer = HTTPAnswer.unavailable("shutting down", retryAfter: .seconds(1), as: encoding)
    answer.closes = true
    return answer
  }
}
