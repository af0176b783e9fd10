import AsyncHTTPClient
public import Logging
import NIOCore
public import OTLP
import Synchronization

/// Sends requests as OTLP, over HTTP or gRPC, with retries.
///
/// Threading: safe for `maximumConcurrentExports` concurrent exports, and in fact for any number. They share
/// a pool of connections, and a pause that the destination asks for.
public final class OTLPExporter: SpanExporter {
  public let compression: Compression
  public let maximumConcurrentExports: Int
  public let address: String?
  let transport: any ExportTransport
  /// The transport, where it is one of HTTP, for more requests to the same server.
  let httpTransport: HTTPTransport?
  private let clock: any PipelineClock
  private let retries: RetryLoop
  private let cutter: RequestCutter
  private let timeout: Duration
  private let configuredCut: TraceRequestLimits?
  private let executors: EventLoopExecutors
  private let isShutDown = Latch()

  /// Reads the certificate files, so it blocks for them.
  /// - Parameters:
  ///   - configuration: Where requests are sent, and how.
  ///   - logger: For failures. What the destination says about a refusal is redacted before it is logged.
  /// - Throws: ``ExporterConfigurationError`` if the endpoint, the compression, the authentication or a file cannot
  ///   be used.
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
      failures: ExportFailures(.otlp, configuration, redaction: logRedaction),
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
    let address = (try? OTLPEndpoint(configuration.endpoint))?.shown
    self.address = address
    var logger = logger
    if let address { logger[metadataKey: "endpoint"] = "\(address)" }
    try Self.check(configuration.compression)
    compression = configuration.compression
    maximumConcurrentExports = max(1, configuration.maximumConcurrentExports)
    timeout = configuration.timeout
    configuredCut = configuration.requestCut
    self.clock = clock
    let retries = RetryLoop(policy: configuration.retry, clock: clock, logger: logger, random: random)
    self.retries = retries
    cutter = RequestCutter(statuses: configuration.cutStatuses, clock: clock)
    let group = HTTPClient.defaultEventLoopGroup
    executors = EventLoopExecutors(group)
    switch configuration.wireProtocol {
    case .grpc:
      httpTransport = nil
      transport = try GRPCTransport(
        configuration,
        failures: failures,
        retries: retries,
        group: group,
        clock: clock
      )
    case .httpProtobuf, .httpJSON:
      let transport = try HTTPTransport(configuration, failures: failures, retries: retries, clock: clock)
      httpTransport = transport
      self.transport = transport
    }
  }

  deinit {
    // The client insists on being shut down, also when its owner was merely forgotten.
    if isShutDown.open() { transport.shutDown {} }
  }

  public var name: String { transport.name }

  /// The event loops of the connections, by turns.
  public var executor: (any TaskExecutor)? { executors.next() }

  public var statistics: ExporterStatistics { retries.statistics }

  public var requestCut: TraceRequestLimits? {
    let known = cutter.knownBytes.map { TraceRequestLimits(bytes: $0) }
    guard let configuredCut else { return known }
    return known.map(configuredCut.narrowed(to:)) ?? configuredCut
  }

  /// Sends a request. If the destination refuses it for a reason that may concern a single item, sends parts of it.
  public func export(_ request: ExportRequest) async -> ExportResult {
    await cutter.deliver(request) { await self.deliver($0) }
  }

  /// Sends a request as it is, with all the attempts that takes.
  func deliver(_ request: ExportRequest) async -> ExportResult {
    guard !isShutDown.isOpen else { return .failure(.shutDown) }
    return await retries.deliver(
      bytes: request.body.readableBytes,
      age: request.age,
      timeLeft: request.timeLeft,
      partition: request.headers,
      sender: request.sender
    ) {
      await self.attempt(request)
    }
  }

  public func beginDrain() { retries.beginDrain() }

  public func beginDrain(within limit: Duration) { retries.beginDrain(within: limit) }

  public func stopRetrying() { retries.stop() }

  public func shutdown(timeout: Duration) async -> FlushResult {
    guard isShutDown.open() else { return .success }
    retries.stop()
    let closed = Latch()
    transport.shutDown { closed.open() }
    await withTimeLimit(min(timeout, Closing.mostTime), on: clock) { await closed.wait() }
    return closed.isOpen ? .success : .timeout
  }

  public func reload() throws(ExporterConfigurationError) { try transport.reload() }

  private func attempt(_ request: ExportRequest) async -> AttemptOutcome {
    guard timeout > .zero else { return await transport.send(request) }
    let transport = transport
    return await withTimeLimit(timeout, on: clock) { await transport.send(request) }
      ?? transport.timedOut(request)
  }

  private static func check(_ compression: Compression) throws(ExporterConfigurationError) {
    switch compression {
    case .gzip(let level) where !(1...9).contains(level):
      throw ExporterConfigurationError(property: "compression", reason: "gzip's levels are 1 to 9")
    case .zstd(let level) where !ZstdCompressor.levels.contains(level):
      throw ExporterConfigurationError(property: "compression", reason: "zstd's levels are 1 to 19")
    case .none, .gzip, .zstd: break
    }
  }
}

/// The exporter by its name from when it spoke HTTP alone.
public typealias OTLPHTTPExporter = OTLPExporter
