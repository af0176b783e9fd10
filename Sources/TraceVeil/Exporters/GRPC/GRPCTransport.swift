import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOSSL
import OTLP

/// OTLP over gRPC: sealed bytes as the message, headers as metadata. Nothing is parsed that is sent.
final class GRPCTransport: ExportTransport {
  private let client: GRPCClient
  private let failures: ExportFailures
  private let retries: RetryLoop
  /// The header fields of every call, except its path.
  private let head: HPACKHeaders
  /// The names of headers, in lower case, that the exporter sets itself. A request cannot replace them.
  private let ownHeaders: Set<String>
  private let authentication: ExportAuthentication
  /// Nil for a server without TLS.
  private let tlsFiles: ClientTLSFiles?

  /// Reads the certificate files, so it blocks for them.
  /// - Parameter retries: Told what the server says besides how a call has ended.
  init(
    _ configuration: OTLPExporterConfiguration,
    failures: ExportFailures,
    retries: RetryLoop,
    group: any EventLoopGroup,
    clock: any PipelineClock
  ) throws {
    guard let endpoint = try? OTLPEndpoint(configuration.endpoint) else {
      throw ExporterConfigurationError(
        property: "endpoint",
        reason: "it must be http://HOST:PORT or https://HOST:PORT"
      )
    }
    guard configuration.proxy == nil else {
      throw ExporterConfigurationError(
        property: "proxy",
        reason: "gRPC does not go through a proxy: name the host in NO_PROXY, or use http/protobuf"
      )
    }
    self.failures = failures
    self.retries = retries
    tlsFiles = endpoint.scheme == .https ? configuration.tlsFiles : nil
    let tls = try tlsFiles.map { try Self.tlsConfiguration($0) }
    guard configuration.signature == nil else {
      throw ExporterConfigurationError(property: "signature", reason: "gRPC is not signed: use HTTP")
    }
    authentication = try ExportAuthentication(
      configuration,
      tls: configuration.tlsFiles.makeConfiguration(),
      clock: clock
    )
    client = try GRPCClient(
      GRPCClient.Settings(
        host: endpoint.host,
        port: endpoint.port,
        tls: tls,
        maximumConnectionAge: configuration.maximumConnectionAge,
        maximumResponseBytes: configuration.maximumResponseBytes
      ),
      group: group,
      clock: clock
    )
    let headers = try ExportHeaders.configured(configuration) { $0.hasPrefix("grpc-") || $0 == "host" }
    ownHeaders = ExportHeaders.own(configuration).union(["host"])
    head = Self.head(endpoint, headers, timeout: configuration.timeout)
  }

  var name: String { "otlp_grpc" }

  func send(_ request: ExportRequest) async -> AttemptOutcome {
    await authentication.attempt { own in await send(request, own) }
  }

  private func send(_ request: ExportRequest, _ own: CredentialFiles.Headers) async -> AttemptOutcome {
    do {
      let answer = try await client.call(
        headers(of: request, own),
        request.body,
        isCompressed: request.contentEncoding != .identity
      )
      return outcome(of: answer, to: request, own)
    } catch {
      return Task.isCancelled ? .cancelled : outcome(of: error, request)
    }
  }

  func timedOut(_ request: ExportRequest) -> AttemptOutcome {
    .retryable(.attemptTimedOut, detail: failures.detail(.timedOut, shownHeaders(of: request)))
  }

  func reload() throws(ExporterConfigurationError) {
    let tls = tlsFiles.flatMap { $0.isEmpty ? nil : $0 }
    do {
      let made = try tls.map { try Self.tlsConfiguration($0) }
      try authentication.reload(tls: tls?.makeConfiguration())
      if let made { try client.use(made) }
    } catch let error as ExporterConfigurationError {
      throw error
    } catch {
      throw ExporterConfigurationError(property: "certificateFile", reason: "TLS cannot be set up with it")
    }
  }

  private static func tlsConfiguration(_ files: ClientTLSFiles) throws(ExporterConfigurationError)
    -> TLSConfiguration
  {
    var tls = try files.makeConfiguration()
    tls.applicationProtocols = ["h2"]
    // The other side need not say goodbye: streams have ended by then.
    tls.shutdownTimeout = .milliseconds(250)
    return tls
  }

  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    client.shutDown { self.authentication.shutDown(completion) }
  }

  // MARK: - Requests

  private static func head(
    _ endpoint: OTLPEndpoint,
    _ configured: HTTPHeaders,
    timeout: Duration
  ) -> HPACKHeaders {
    var head = HPACKHeaders()
    let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
    head.add(name: ":method", value: "POST")
    head.add(name: ":scheme", value: endpoint.scheme.rawValue)
    head.add(name: ":authority", value: "\(host):\(endpoint.port)")
    head.add(name: "te", value: "trailers")
    head.add(name: "content-type", value: "application/grpc")
    head.add(name: "grpc-accept-encoding", value: "identity")
    if timeout > .zero { head.add(name: "grpc-timeout", value: Self.timeout(timeout)) }
    // Values may be secrets, which no table of a connection is to hold.
    for (name, value) in configured {
      head.add(name: name.lowercased(), value: value, indexing: .neverIndexed)
    }
    return head
  }

  /// Eight digits at most, and a unit.
  static func timeout(_ timeout: Duration) -> String {
    let milliseconds = max(1, timeout.wholeMilliseconds)
    return milliseconds < 100_000_000 ? "\(milliseconds)m" : "\(min(milliseconds / 1000, 99_999_999))S"
  }

  /// - Parameter own: What says who sends.
  private func headers(of request: ExportRequest, _ own: CredentialFiles.Headers) -> HPACKHeaders {
    var headers = head
    // Before all that are not pseudo headers, as the protocol wants it.
    var all = HPACKHeaders([(":path", Self.path(request.signal))])
    let brought = request.headers.fields.filter {
      !ownHeaders.contains($0.name) && !$0.name.hasPrefix("grpc-")
    }
    for name in Set(brought.map(\.name)) { headers.remove(name: name) }
    for (name, value, indexing) in headers { all.add(name: name, value: value, indexing: indexing) }
    if let coding = request.contentEncoding.name { all.add(name: "grpc-encoding", value: coding) }
    for field in brought { all.add(name: field.name, value: field.value, indexing: .neverIndexed) }
    for field in own { all.remove(name: field.name) }
    for field in own { all.add(name: field.name, value: field.value, indexing: .neverIndexed) }
    return all
  }

  /// The headers for the description of a failure.
  private func shownHeaders(
    of request: ExportRequest,
    _ own: CredentialFiles.Headers? = nil
  ) -> HTTPHeaders {
    HTTPHeaders(
      headers(of: request, own ?? authentication.headers).filter { !$0.name.hasPrefix(":") }.map {
        ($0.name, $0.value)
      }
    )
  }

  static func path(_ signal: Signal) -> String {
    switch signal {
    case .traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
    case .logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export"
    case .metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"
    }
  }
}

// MARK: - Answers

extension GRPCTransport {
  private func outcome(
    of answer: GRPCAnswer,
    to request: ExportRequest,
    _ own: CredentialFiles.Headers
  ) -> AttemptOutcome {
    guard let code = answer.code else { return outcome(ofHTTP: answer, request, own) }
    if code == .ok { return success(answer, request, own) }
    let isTooLarge = Self.isTooLarge(code, answer, request)
    let retryDelay = ExportResponse.retryDelay(ofStatus: answer.details.span)
    let status = isTooLarge ? 413 : code.httpStatus
    let detail = failures.detail(
      code,
      status,
      AnswerText(message: answer.message),
      shownHeaders(of: request, own),
      facts(request, own)
    )
    guard !isTooLarge, code.isRetryable(hasRetryInfo: retryDelay != nil) else {
      return .failed(.refused, httpStatus: status, detail: detail)
    }
    return .retryable(.unavailable, httpStatus: status, retryAfter: retryDelay, detail: detail)
  }

  /// The server has the data, whatever else it says: never to be sent again.
  private func success(
    _ answer: GRPCAnswer,
    _ request: ExportRequest,
    _ own: CredentialFiles.Headers
  ) -> AttemptOutcome {
    guard let response = answer.response,
      let partial = try? ExportResponse.decodePartialSuccess(
        response.readableBytesUInt8Span,
        signal: request.signal,
        from: .protobuf
      ) as ExportResponse.PartialSuccess??
    else {
      retries.noteUnreadableAnswer()
      return .delivered(rejectedItems: 0)
    }
    guard let partial else { return .delivered(rejectedItems: 0) }
    let rejected = Int(clamping: partial.rejectedItems)
    let detail = failures.detail(partial.errorMessage, shownHeaders(of: request, own))
    retries.note(partialSuccess: detail, rejected: rejected)
    return .delivered(rejectedItems: rejected)
  }

  /// The outcome if something in between has answered that speaks HTTP/2 and not gRPC.
  private func outcome(
    ofHTTP answer: GRPCAnswer,
    _ request: ExportRequest,
    _ own: CredentialFiles.Headers
  ) -> AttemptOutcome {
    let status = answer.httpStatus
    var detail = failures.detail(
      status,
      AnswerText(),
      shownHeaders(of: request, own),
      facts(request, own)
    )
    switch HTTPResponseClass(status: status) {
    case .retryable: return .retryable(.unavailable, httpStatus: status, detail: detail)
    case .redirection: return .failed(.redirected, httpStatus: status, detail: detail)
    case .success, .failure:
      detail.advice = failures.advice(FailureAdvisor.noGRPC)
      return .failed(.refused, httpStatus: status, detail: detail)
    }
  }

  /// Whether libraries report with this answer that a message is too large. There is no status of its own for that.
  static func isTooLarge(_ code: GRPCStatusCode, _ answer: GRPCAnswer, _ request: ExportRequest) -> Bool {
    guard code == .resourceExhausted || code == .outOfRange else { return false }
    let text = answer.message.lowercased()
    let words = ["larger than", "too large", "exceeds maximum size", "exceeds the maximum", "exceeds limit"]
    return text.contains("message") && words.contains { text.contains($0) }
  }

  private func facts(
    _ request: ExportRequest,
    _ own: CredentialFiles.Headers
  ) -> FailureAdvisor.Request {
    var facts = FailureAdvisor.Request()
    facts.signal = request.signal
    facts.isZstd = request.contentEncoding == .zstd
    facts.hasCredentials =
      own.contains { $0.name == "authorization" }
      || head.contains(name: "authorization")
      || request.headers.fields.contains { $0.name == "authorization" }
    return facts
  }

  private func outcome(of error: any Error, _ request: ExportRequest) -> AttemptOutcome {
    let headers = shownHeaders(of: request)
    switch error {
    case is CancellationError: return .cancelled
    case GRPCFailure.shutDown: return .failed(.shutDown)
    case GRPCFailure.invalidRequest: return .failed(.invalidRequest)
    case GRPCFailure.responseTooLarge: return .failed(.responseTooLarge, httpStatus: 200)
    case GRPCFailure.notHTTP2:
      return .retryable(.connectionFailed, detail: failures.detail(.notHTTP2, headers))
    case GRPCFailure.closedEarly:
      var detail = failures.detail(.reset, headers)
      detail.advice = failures.advice(FailureAdvisor.saidNothing)
      return .retryable(.connectionFailed, detail: detail)
    case GRPCFailure.needsTLS: return .retryable(.tlsFailed, detail: failures.detail(.needsTLS, headers))
    case GRPCFailure.timedOut:
      return .retryable(.attemptTimedOut, detail: failures.detail(.timedOut, headers))
    case GRPCFailure.noStreams:
      return .retryable(.unavailable, httpStatus: 503, detail: failures.detail(.other, headers))
    case is GRPCFailure: return .retryable(.connectionFailed, detail: failures.detail(.reset, headers))
    default: return failures.outcome(of: error, headers)
    }
  }
}
