import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import OTLP
import TraceVeil

/// OTLP over HTTP: takes export requests of every signal in, and hands them to its pipeline.
final class OTLPService: HTTPService {
  /// What a request may be, and who may send it.
  struct Policy: Sendable {
    /// The most bytes of a body, as it arrives, decompressed, and in protobuf.
    var maximumRequestBytes = 64 << 20
    var wireLimits = WireLimits()
    /// What requests of spans are screened for, so that their destination's preparation looks at fewer; nil for nothing.
    var screenedKeys: AttributeKeys?
    var paths = ReceiverPaths()
    /// How long a request waits for room.
    var admissionWait = Duration.zero
    /// When a sender is answered.
    var acknowledgement = Acknowledgement.memory
    /// Nil when anybody may.
    var access: AccessControl?
    /// Nil when no page in a browser may.
    var crossOrigin: CrossOrigin?
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
  /// The receipts of requests whose senders wait for the disk or the destination.
  let receipts = OpenReceipts()

  init(
    policy: Policy,
    sinks: [Signal: any RequestSink],
    budget: ByteBudget,
    occupancy: Occupancy,
    counters: ReceiverCounters,
    threadPool: NIOThreadPool
  ) {
    self.policy = policy
    self.sinks = sinks
    self.budget = budget
    self.occupancy = occupancy
    self.counters = counters
    self.threadPool = threadPool
  }

  /// What has no head that could be read.
  func answer(to rejection: HTTPRejection) -> HTTPAnswer { answer(to: rejection, nil, as: nil) }

  func answer(to rejection: HTTPRejection, _ signal: Signal?, as form: AnswerForm?) -> HTTPAnswer {
    switch rejection {
    case .tooLarge:
      counters.count(.tooLarge, signal, .tooLarge)
      return tooLarge(as: form)
    case .overloaded:
      return overloaded(signal, as: form)
    case .tooSlow:
      counters.count(.tooSlow, signal)
      return .error(.requestTimeout, .deadlineExceeded, "the request came too slowly", as: form)
    case .malformed:
      counters.count(.malformed, signal)
      return .error(
        .badRequest,
        .invalidArgument,
        form == .grpc ? "this is not valid HTTP/2" : "this is not valid HTTP/1.1",
        as: form
      )
    case .aborted:
      counters.count(.aborted, signal)
      return .error(.badRequest, .invalidArgument, "the request is not complete", as: form)
    case .headTooLarge:
      counters.count(.tooLarge, signal)
      return .error(
        .requestHeaderFieldsTooLarge,
        .resourceExhausted,
        "the request's header is too large",
        as: form
      )
    }
  }

  /// - Parameter retryAfter: Nil for what the signal's sink asks for.
  func overloaded(_ signal: Signal?, retryAfter: Duration? = nil, as form: AnswerForm?) -> HTTPAnswer {
    counters.count(.overloaded, signal)
    let retryAfter = retryAfter ?? signal.flatMap { sinks[$0]?.retryAfter } ?? .seconds(1)
    return .unavailable("the queue is full", retryAfter: retryAfter, as: form)
  }

  func tooLarge(as form: AnswerForm?) -> HTTPAnswer {
    .error(
      .payloadTooLarge,
      .resourceExhausted,
      "the request has more than \(policy.maximumRequestBytes) bytes, or more elements than can be held at once",
      as: form
    )
  }

  static func shuttingDown(as form: AnswerForm?) -> HTTPAnswer {
    var answer = HTTPAnswer.unavailable("shutting down", retryAfter: .seconds(1), as: form)
    answer.closes = true
    return answer
  }
}
