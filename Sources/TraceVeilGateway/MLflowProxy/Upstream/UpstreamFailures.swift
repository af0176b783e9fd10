import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import TraceVeil

/// Says in the log what the MLflow server refuses and when it does not answer: at most once per interval for each kind.
final class UpstreamFailures: Sendable {
  private enum Kind: Hashable {
    case refusal(MLflowRouteClass, status: Int, code: String?)
    case noAnswer(ConnectionFailure)
    case tooLarge(MLflowRouteClass)
    case largeHead
  }

  static let interval = Duration.seconds(30)

  private let address: String
  /// Whether requests have credentials that their clients did not give them.
  private let hasCredentials: Bool
  /// What requests say besides what their clients have said. Values may be secrets.
  private let ownHeaders: HTTPHeaders
  private let details: ExportFailures
  private let advisor = FailureAdvisor(.upstream)
  private let clock: any PipelineClock
  private let logger: Logger
  /// A limiter for each kind.
  private let limiters = Mutex<[Kind: LogLimiter]>([:])
  /// MLflow has some 60 codes; past this many kinds refusals are told apart by their routes alone.
  private static let maximumKinds = 512

  init(
    _ configuration: MLflowProxyConfiguration,
    redaction: LogRedaction,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    address = configuration.upstream.shown
    hasCredentials = configuration.access.authorization != nil
    details = ExportFailures(.upstream, redaction: redaction)
    let authorization = configuration.access.authorization.map { [("authorization", $0)] } ?? []
    ownHeaders = HTTPHeaders(configuration.access.headers.map { ($0.name, $0.value) } + authorization)
    self.clock = clock
    self.logger = logger
  }

  func advice(_ reason: UpstreamHealth.Reason) -> String? {
    switch reason {
    case .noAnswer(let failure): advisor.advice(failure)
    case .status(let status): advisor.advice(status, AnswerText(), .init())
    }
  }

  /// What is kept of an answer's body for the log. Nil for an answer that is not logged: a success, or a read that
  /// finds nothing, because clients read to find out whether something exists.
  static func refusalBody(_ response: UpstreamResponse, to method: HTTPMethod) -> RefusalBody? {
    let isRead = method == .GET || method == .HEAD
    guard response.status.code >= (isRead ? 500 : 400) else { return nil }
    return RefusalBody()
  }

  /// - Parameter othersSucceed: Whether the server has taken other requests.
  func note(
    _ response: UpstreamResponse,
    _ body: RefusalBody,
    to head: HTTPRequestHead,
    _ routeClass: MLflowRouteClass,
    othersSucceed: Bool = false
  ) {
    let isPlain = !response.headers.contains(name: "content-encoding")
    let answer =
      isPlain
      ? AnswerText(body.bytes, contentType: response.headers.first(name: "content-type")) : AnswerText()
    let status = Int(response.status.code)
    guard let unsaid = admit(.refusal(routeClass, status: status, code: answer.errorCode)) else { return }
    var facts = FailureAdvisor.Request()
    facts.path = head.uri
    facts.othersSucceed = othersSucceed
    facts.hasCredentials = hasCredentials || head.headers.contains(name: "authorization")
    var headers = head.headers
    headers.add(contentsOf: ownHeaders)
    let detail = details.detail(status, answer, headers, facts)
    log("MLflow has refused a request", detail, routeClass.rawValue, unsaid, ["http_status": "\(status)"])
  }

  func note(_ failure: ConnectionFailure, _ head: HTTPRequestHead, _ routeClass: MLflowRouteClass) {
    guard let unsaid = admit(.noAnswer(failure)) else { return }
    log("MLflow has not answered", details.detail(failure, head.headers), routeClass.rawValue, unsaid, [:])
  }

  /// A request had more bytes than are held, or more values: it was not sent on.
  func noteTooLarge(_ routeClass: MLflowRouteClass) {
    guard let unsaid = admit(.tooLarge(routeClass)) else { return }
    logger.warning(
      "A request to MLflow was too large to be redacted",
      metadata: [
        "route": "\(routeClass.rawValue)", "unlogged_failures": "\(unsaid)",
        "advice":
          "raise TRACEVEIL_MAX_REQUEST_BYTES and TRACEVEIL_QUEUE_BYTES, or have the application send less",
      ]
    )
  }

  /// A request was refused for the length of its address or its headers. Nothing of these is known.
  func noteLargeHead() {
    guard let unsaid = admit(.largeHead) else { return }
    logger.warning(
      "A request to MLflow had too long an address or header",
      metadata: [
        "unlogged_failures": "\(unsaid)",
        "advice": "ask for fewer things at a time, with a shorter filter, or with smaller cookies",
      ]
    )
  }

  private func admit(_ kind: Kind) -> Int? {
    let now = clock.now
    return limiters.withLock { limiters in
      var kind = kind
      if limiters[kind] == nil, limiters.count >= Self.maximumKinds, case .refusal(let route, _, _) = kind {
        kind = .refusal(route, status: 0, code: nil)
      }
      return limiters[kind, default: LogLimiter(interval: Self.interval)].admit(at: now)
    }
  }

  private func log(
    _ message: Logger.Message,
    _ detail: FailureDetail,
    _ route: String,
    _ unsaid: Int,
    _ more: Logger.Metadata
  ) {
    var metadata = detail.metadata.merging(more) { _, new in new }
    metadata["route"] = "\(route)"
    metadata["upstream"] = "\(address)"
    metadata["unlogged_failures"] = "\(unsaid)"
    logger.warning(message, metadata: metadata)
  }
}

/// The beginning of an answer's body, as much as may be read for the log.
struct RefusalBody {
  private(set) var bytes = ByteBuffer()

  /// A body that is longer cannot be read, and its beginning is not a body.
  mutating func append(_ part: ByteBuffer) {
    let room = AnswerText.maximumBytes + 1 - bytes.readableBytes
    bytes.writeImmutableBuffer(
      part.getSlice(at: part.readerIndex, length: min(room, part.readableBytes)) ?? ByteBuffer()
    )
  }
}
