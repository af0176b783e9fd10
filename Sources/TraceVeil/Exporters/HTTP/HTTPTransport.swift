import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OTLP

/// OTLP over HTTP/1.1.
final class HTTPTransport: ExportTransport {
  let endpoint: String
  let headers: HTTPHeaders
  /// The names of headers, in lower case, that the exporter sets itself. A request cannot replace them.
  let ownHeaders: Set<String>
  let maximumResponseBytes: Int
  let clock: any PipelineClock
  let retries: RetryLoop
  let failures: ExportFailures
  let authentication: ExportAuthentication
  private let isJSON: Bool
  private let compression: Compression
  private let tlsFiles: ClientTLSFiles
  private let timeout: Duration
  private let client: RotatingClient

  /// Reads the certificate files, so it blocks for them.
  /// - Parameter retries: Told what the server says besides its status.
  init(
    _ configuration: OTLPExporterConfiguration,
    failures: ExportFailures,
    retries: RetryLoop,
    clock: any PipelineClock
  ) throws {
    endpoint = try EndpointURL.checked(configuration.endpoint)
    headers = try Self.headers(of: configuration)
    ownHeaders = ExportHeaders.own(configuration)
    maximumResponseBytes = configuration.maximumResponseBytes
    timeout = configuration.timeout
    isJSON = configuration.wireProtocol == .httpJSON
    compression = configuration.compression
    tlsFiles = configuration.tlsFiles
    let tls = try configuration.tlsFiles.makeConfiguration()
    authentication = try ExportAuthentication(configuration, tls: tls, clock: clock)
    self.clock = clock
    self.retries = retries
    self.failures = failures
    client = RotatingClient(
      configuration: HTTPClient.Configuration(
        tls: tls,
        proxy: configuration.proxy,
        connections: configuration.maximumConcurrentExports
      ),
      maximumAge: configuration.maximumConnectionAge,
      clock: clock
    )
  }

  var name: String { "otlp_http" }

  func send(_ request: ExportRequest) async -> AttemptOutcome {
    guard isJSON else { return await sendAuthenticated(request) }
    // Made anew for each attempt: what waits for another one takes no more memory than was reserved for it. Not on an
    // event loop, whose connections would wait.
    let json = await withTaskExecutorPreference(globalConcurrentExecutor) { [compression] in
      try? request.inJSON(compression)
    }
    guard let json else { return .failed(.invalidRequest) }
    retries.correctSentBytes(by: json.body.readableBytes - request.body.readableBytes)
    return await sendAuthenticated(json)
  }

  func timedOut(_ request: ExportRequest) -> AttemptOutcome {
    failures.timedOut(httpRequest(for: request), of: request.signal)
  }

  func reload() throws(ExporterConfigurationError) {
    let tls = tlsFiles.isEmpty ? nil : try tlsFiles.makeConfiguration()
    try authentication.reload(tls: tls)
    if let tls { client.use(tls) }
  }

  func shutDown(_ completion: @escaping @Sendable () -> Void) {
    client.shutDown { self.authentication.shutDown(completion) }
  }

  private func sendAuthenticated(_ request: ExportRequest) async -> AttemptOutcome {
    await authentication.attempt { own in
      let unsigned = httpRequest(for: request, own)
      return await send(await signed(unsigned, request.body), for: request)
    }
  }

  private func send(_ httpRequest: HTTPClientRequest, for request: ExportRequest) async -> AttemptOutcome {
    do {
      // The time limit is kept by the caller, on the clock of this exporter.
      return try await client.use { client in
        let response = try await client.execute(httpRequest, deadline: .distantFuture)
        return await outcome(of: response, to: httpRequest, request)
      }
    } catch {
      return Task.isCancelled ? .cancelled : failures.outcome(of: error, httpRequest, request.signal)
    }
  }

  /// The result of a request to the destination that is not an export.
  enum Answer: Sendable {
    case answer(_ status: Int, ByteBuffer)
    case none(AttemptOutcome)

    fileprivate var isUnauthenticated: Bool { if case .answer(401, _) = self { true } else { false } }
  }

  /// Sends a request once, over the same connections.
  /// - Parameter body: The body of the request.
  func ask(_ request: HTTPClientRequest, body: ByteBuffer = ByteBuffer()) async -> Answer {
    await authentication.attempt(isRefused: \.isUnauthenticated, failed: \.answer) { own in
      var request = request
      if body.readableBytes > 0 { request.body = .bytes(body) }
      request.headers.replace(by: own)
      return await asked(await signed(request, body))
    }
  }

  private func asked(_ request: HTTPClientRequest) async -> Answer {
    guard timeout > .zero else { return await answer(to: request) }
    return await withTimeLimit(timeout, on: clock) { await self.answer(to: request) }
      ?? .none(failures.timedOut(request, of: .traces))
  }

  private func answer(to request: HTTPClientRequest) async -> Answer {
    do {
      return try await client.use { client in
        let response = try await client.execute(request, deadline: .distantFuture)
        let body = try await response.body.collect(upTo: maximumResponseBytes)
        return .answer(Int(response.status.code), body)
      }
    } catch is NIOTooManyBytesError {
      return .none(.failed(.responseTooLarge))
    } catch {
      return .none(Task.isCancelled ? .cancelled : failures.outcome(of: error, request, .traces))
    }
  }
}

extension TokenFailure {
  fileprivate var answer: HTTPTransport.Answer { .none(outcome) }
}
