import AsyncHTTPClient
package import NIOHTTP1
import NIOSSL
import OTLP

/// Makes of what a destination says, or of the error that there was instead, what may be known of it.
package struct ExportFailures: Sendable {
  private let advisor: FailureAdvisor
  private let redaction: LogRedaction

  package init(_ server: FailureAdvisor.Server, redaction: LogRedaction = .standard) {
    self.init(FailureAdvisor(server), redaction)
  }

  /// Makes one for a destination with these settings.
  init(_ server: FailureAdvisor.Server, _ settings: OTLPExporterConfiguration, redaction: LogRedaction) {
    var advisor = FailureAdvisor(server)
    advisor.settingsPrefix = settings.settingsPrefix
    advisor.hasProxy = settings.proxy != nil
    self.init(advisor, redaction)
  }

  private init(_ advisor: FailureAdvisor, _ redaction: LogRedaction) {
    self.advisor = advisor
    self.redaction = redaction
  }

  /// The detail of an answer that is not a success.
  /// - Parameter headers: The headers of the request.
  package func detail(
    _ status: Int,
    _ answer: AnswerText,
    _ headers: HTTPHeaders,
    _ facts: FailureAdvisor.Request
  ) -> FailureDetail {
    var detail = detail(headers)
    detail.errorCode = shown(answer.errorCode, headers)
    detail.message = shown(answer.message, headers)
    detail.advice = advisor.advice(status, answer, facts)
    return detail
  }

  /// Advice in the settings of the destination. - Parameter standard: The advice with the settings of a single
  /// destination.
  func advice(_ standard: String) -> String { advisor.named(standard) }

  /// Where there was no answer.
  package func detail(_ cause: ConnectionFailure, _ headers: HTTPHeaders) -> FailureDetail {
    var detail = detail(headers)
    detail.cause = cause
    detail.advice = advisor.advice(cause)
    return detail
  }

  func detail(
    _ status: Int,
    _ answer: AnswerText,
    _ request: HTTPClientRequest,
    _ signal: Signal
  ) -> FailureDetail {
    var facts = FailureAdvisor.Request()
    facts.signal = signal
    facts.path = request.url
    facts.hasCredentials = request.headers.contains(name: "Authorization")
    facts.isZstd = request.headers.first(name: "Content-Encoding") == ExportRequest.ContentEncoding.zstd.name
    facts.isJSON = request.headers.first(name: "Content-Type") == PayloadEncoding.json.contentType
    return detail(status, answer, request.headers, facts)
  }

  /// The detail of the destination's message about a part of a request; nil if there is no message.
  /// - Parameter headers: The headers of the request.
  func detail(_ message: String?, _ headers: HTTPHeaders) -> FailureDetail? {
    guard let text = shown(message, headers) else { return nil }
    var detail = FailureDetail()
    detail.message = text
    return detail
  }

  /// The detail of how a call of gRPC has ended, other than well.
  func detail(
    _ code: GRPCStatusCode,
    _ status: Int,
    _ answer: AnswerText,
    _ headers: HTTPHeaders,
    _ facts: FailureAdvisor.Request
  ) -> FailureDetail {
    var detail = detail(headers)
    detail.grpcStatus = code
    detail.message = shown(answer.message, headers)
    detail.advice = advisor.advice(code, status, answer, facts)
    return detail
  }

  func outcome(of error: any Error, _ request: HTTPClientRequest, _ signal: Signal) -> AttemptOutcome {
    switch error {
    case is CancellationError: return .cancelled
    case let error as HTTPClientError where error == .cancelled: return .cancelled
    case let error as HTTPClientError where error == .alreadyShutdown: return .failed(.shutDown)
    case let error as HTTPClientError where Self.isInvalidRequest(error): return .failed(.invalidRequest)
    default: break
    }
    return outcome(of: error, request.headers)
  }

  /// Where there was no answer, because of the connection.
  func outcome(of error: any Error, _ headers: HTTPHeaders) -> AttemptOutcome {
    let cause = ConnectionFailure(error)
    let detail = detail(cause, headers)
    let code: ExportError.Code =
      switch cause {
      case .timedOut where error as? HTTPClientError == .tlsHandshakeTimeout: .tlsFailed
      case .timedOut: .attemptTimedOut
      case _ where cause.isTLS: .tlsFailed
      default: error is NIOSSLError || error is BoringSSLError ? .tlsFailed : .connectionFailed
      }
    return .retryable(code, detail: detail)
  }

  /// The time limit of one attempt, which the caller keeps.
  func timedOut(_ request: HTTPClientRequest, of signal: Signal) -> AttemptOutcome {
    .retryable(.attemptTimedOut, detail: detail(.timedOut, request.headers))
  }

  /// What the server says, without what it repeats of the request's headers.
  private func shown(_ text: String?, _ headers: HTTPHeaders) -> RedactedText? {
    text.flatMap { redaction.redacted(HeaderMask.masked($0, headers)) }
  }

  private func detail(_ headers: HTTPHeaders) -> FailureDetail {
    var detail = FailureDetail()
    detail.experiment = headers.first(name: MLflowDestination.experimentHeader)
      .flatMap { MLflowDestination.isExperimentID($0) ? $0 : nil }
    return detail
  }

  private static func isInvalidRequest(_ error: HTTPClientError) -> Bool {
    switch error {
    case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath: true
    default:
      // The cases with values cannot be matched, but their short descriptions come from a closed set.
      ["Unsupported scheme", "Invalid header field names", "Invalid header field values"]
        .contains(error.shortDescription)
    }
  }
}
