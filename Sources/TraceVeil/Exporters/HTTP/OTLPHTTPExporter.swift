import AsyncHTTPClient
public import Logging
import NIOCore
import NIOHTTP1
public import OTLP
import Synchronization

/// Sends requests as OTLP over HTTP, with retries.
///
/// Threading: safe for `maximumConcurrentExports` concurrent exports, and in fact for any number. They share
/// a pool of connections, and a pause that the destination asks for.
public final class OTLPHTTPExporter: SpanExporter {
  public let compression: Compression
  public let maximumConcurrentExports: Int
  public let address: String?
  let endpoint: String
  let headers: HTTPHeaders
  /// Names of headers that a request cannot bring, in lower case: those that are configured, and those that only the
  /// exporter sets.
  let ownHeaders: Set<String>
  let maximumResponseBytes: Int
  let clock: any PipelineClock
  let retries: RetryLoop
  let failures: ExportFailures
  private let cutter: RequestCutter
  private let timeout: Duration
  private let client: RotatingClient
  private let executors: EventLoopExecutors
  private let isShutDown = Latch()

  /// Reads the certificate files, so it blocks for them.
  /// - Parameters:
  ///   - configuration: Where requests are sent, and how.
  ///   - logger: For failures. What the destination says about a refusal is redacted before it is logged.
  /// - Throws: ``ExporterConfigurationError``.
  public convenience init(configuration: OTLPExporterConfiguration, logger: Logger) throws {
    try self.init(configuration: configuration, clock: SystemClock(), logger: logger, logRedaction: .standard)
  }

  /// Reads the certificate files, so it blocks for them.
  /// - Parameters:
  ///   - configuration: Where requests are sent, and how.
  ///   - clock: For waits and time limits; tests pass one of their own.
  ///   - logger: For failures.
  ///   - logRedaction: Redacts what the destination says about a refusal, before it is logged.
  /// - Throws: ``ExporterConfigurationError``.
  package convenience init(
    configuration: OTLPExporterConfiguration,
    clock: any PipelineClock = SystemClock(),
    logger: Logger,
    logRedaction: LogRedaction = .standard
  ) throws {
    try self.init(
      configuration: configuration,
      clock: clock,
      logger: logger,
      failures: ExportFailures(.otlp, redaction: logRedaction),
      random: { Double.random(in: 0..<1) }
    )
  }

  /// - Parameter random: Numbers from 0 up to, not including, 1, for the jitter of waits.
  package init(
    configuration: OTLPExporterConfiguration,
    clock: any PipelineClock,
    logger: Logger,
    failures: ExportFailures = ExportFailures(.otlp),
    random: @escaping @Sendable () -> Double
  ) throws {
    self.failures = failures
    let address = (try? OTLPEndpoint(configuration.endpoint))?.shown
    self.address = address
    var logger = logger
    if let address { logger[metadataKey: "endpoint"] = "\(address)" }
    endpoint = try EndpointURL.checked(configuration.endpoint)
    headers = try Self.headers(of: configuration)
    ownHeaders = Self.reservedNames.union(configuration.headers.map { $0.0.lowercased() })
    try Self.check(configuration.compression)
    compression = configuration.compression
    maximumConcurrentExports = max(1, configuration.maximumConcurrentExports)
    maximumResponseBytes = configuration.maximumResponseBytes
    timeout = configuration.timeout
    self.clock = clock
    retries = RetryLoop(policy: configuration.retry, clock: clock, logger: logger, random: random)
    cutter = RequestCutter(statuses: configuration.cutStatuses, clock: clock)
    executors = EventLoopExecutors(HTTPClient.defaultEventLoopGroup)
    client = RotatingClient(
      configuration: try Self.clientConfiguration(of: configuration),
      maximumAge: configuration.maximumConnectionAge,
      clock: clock
    )
  }

  deinit {
    // The client insists on being shut down, also when its owner was merely forgotten.
    if isShutDown.open() { client.shutDown {} }
  }

  public var name: String { "otlp_http" }

  /// The event loops of the connections, by turns.
  public var executor: (any TaskExecutor)? { executors.next() }

  public var statistics: ExporterStatistics { retries.statistics }

  public var requestCut: TraceRequestLimits? { cutter.knownBytes.map { TraceRequestLimits(bytes: $0) } }

  /// Sends a request, and parts of it where the destination refuses the whole for what may be one item.
  public func export(_ request: ExportRequest) async -> ExportResult {
    await cutter.deliver(request) { await self.deliver($0) }
  }

  /// Sends a request as it is, with all the attempts that takes.
  func deliver(_ request: ExportRequest) async -> ExportResult {
    guard !isShutDown.isOpen else { return .failure(.shutDown) }
    let httpRequest = httpRequest(for: request)
    return await retries.deliver(
      bytes: request.body.readableBytes,
      age: request.age,
      partition: request.headers
    ) {
      await self.attempt(httpRequest, for: request)
    }
  }

  public func beginDrain() { retries.beginDrain() }

  public func beginDrain(within limit: Duration) { retries.beginDrain(within: limit) }

  public func stopRetrying() { retries.stop() }

  public func shutdown(timeout: Duration) async -> FlushResult {
    guard isShutDown.open() else { return .success }
    retries.stop()
    let closed = Latch()
    client.shutDown { closed.open() }
    await withTimeLimit(timeout, on: clock) { await closed.wait() }
    return closed.isOpen ? .success : .timeout
  }

  private func attempt(_ httpRequest: HTTPClientRequest, for request: ExportRequest) async -> AttemptOutcome {
    guard timeout > .zero else { return await send(httpRequest, for: request) }
    let outcome = await withTimeLimit(timeout, on: clock) { await self.send(httpRequest, for: request) }
    return outcome ?? failures.timedOut(httpRequest, of: request.signal)
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

  /// What a question to the destination, other than an export, came to.
  enum Answer: Sendable {
    case answer(_ status: Int, ByteBuffer)
    case none(AttemptOutcome)
  }

  /// Asks once, over the same connections.
  func ask(_ request: HTTPClientRequest) async -> Answer {
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

  private static func clientConfiguration(
    of configuration: OTLPExporterConfiguration
  ) throws(ExporterConfigurationError) -> HTTPClient.Configuration {
    var client = HTTPClient.Configuration()
    client.tlsConfiguration = try configuration.tlsFiles.makeConfiguration()
    client.redirectConfiguration = .disallow
    client.decompression = .disabled
    client.proxy = configuration.proxy?.clientSetting
    // One failure to connect is one failed attempt: the retry policy alone decides what follows.
    client.connectionPool.retryConnectionEstablishment = false
    client.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
      max(1, configuration.maximumConcurrentExports)
    // A span for each export would be exported in turn.
    client.tracing.tracer = nil
    return client
  }
}
