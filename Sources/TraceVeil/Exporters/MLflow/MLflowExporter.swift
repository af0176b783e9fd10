public import Logging
public import OTLP

/// Sends traces to an MLflow tracking server: OTLP over HTTP, and what MLflow wants besides.
///
/// - Every request names an experiment; one that came with a request wins over the configured one.
/// - The server takes a request as a whole or not at all. One that it refuses is sent in parts, as by any exporter; a
///   root span that it does not take alone is sent without its content, so that its trace ends.
/// - An answer of 500 may be passing or not: it is tried again twice.
///
/// Threading: as ``OTLPExporter``.
public final class MLflowExporter: SpanExporter {
  static let maximumRepetitions = 2
  static let repetitionDelay: Duration = .seconds(1)

  private let limits: TraceRequestLimits
  private let cutter: RequestCutter
  private let base: OTLPExporter
  private let experiments: MLflowExperiments
  private let clock: any PipelineClock
  private let stopped = Latch()

  /// Reads the certificate files, so it blocks for them.
  /// - Parameters:
  ///   - destination: The server, and how requests are sent to it.
  ///   - logger: For failures. What the server says about a refusal is redacted before it is logged.
  /// - Throws: ``ExporterConfigurationError`` if the URL, the protocol or a file cannot be used.
  public convenience init(destination: MLflowDestination, logger: Logger) throws {
    try self.init(destination: destination, clock: SystemClock(), logger: logger, logRedaction: .standard)
  }

  /// Reads the certificate files, so it blocks for them.
  /// - Parameters:
  ///   - destination: The server, and how requests are sent to it.
  ///   - clock: For waits and time limits; tests pass one of their own.
  ///   - logger: For failures.
  ///   - logRedaction: Redacts what the server says about a refusal, before it is logged.
  /// - Throws: ``ExporterConfigurationError``.
  package init(
    destination: MLflowDestination,
    clock: any PipelineClock = SystemClock(),
    logger: Logger,
    logRedaction: LogRedaction = .standard
  ) throws {
    base = try OTLPExporter(
      configuration: destination.exporter,
      clock: clock,
      logger: logger,
      failures: ExportFailures(.mlflow, destination.transport, redaction: logRedaction),
      random: { Double.random(in: 0..<1) }
    )
    guard let transport = base.httpTransport else {
      throw ExporterConfigurationError(property: "wireProtocol", reason: "MLflow takes OTLP over HTTP")
    }
    experiments = try MLflowExperiments(
      destination: destination,
      transport: transport,
      address: base.address,
      clock: clock,
      logger: logger
    )
    limits = destination.limits
    cutter = RequestCutter(statuses: destination.transport.cutStatuses, clock: clock)
    self.clock = clock
  }

  public var name: String { "mlflow" }
  public var address: String? { base.address }
  public var compression: Compression { base.compression }
  public var maximumConcurrentExports: Int { base.maximumConcurrentExports }
  public var executor: (any TaskExecutor)? { base.executor }
  public var statistics: ExporterStatistics { base.statistics }

  public var requestCut: TraceRequestLimits? {
    var limits = limits
    if let bytes = cutter.knownBytes { limits.bytes = min(limits.bytes, bytes) }
    return limits
  }

  public func export(_ request: ExportRequest) async -> ExportResult {
    guard !request.headers.fields.contains(where: { $0.name == MLflowDestination.experimentHeader }) else {
      return await deliver(request)
    }
    let result = await exportToConfigured(request)
    // The experiment may have been deleted, and made again under its name, since it was looked up.
    guard case .failure(let error) = result, error.httpStatus == 404, experiments.forget() else {
      return result
    }
    return await exportToConfigured(request)
  }

  public func reload() throws(ExporterConfigurationError) { try base.reload() }

  public func beginDrain() {
    base.beginDrain()
    experiments.beginDrain()
  }

  public func beginDrain(within limit: Duration) {
    base.beginDrain(within: limit)
    experiments.beginDrain(within: limit)
  }

  public func stopRetrying() {
    stopped.open()
    base.stopRetrying()
    experiments.stopRetrying()
  }

  public func forceFlush(timeout: Duration) async -> FlushResult { await base.forceFlush(timeout: timeout) }

  public func shutdown(timeout: Duration) async -> FlushResult {
    stopRetrying()
    return await base.shutdown(timeout: timeout)
  }

  private func exportToConfigured(_ request: ExportRequest) async -> ExportResult {
    switch await experiments.id(for: request) {
    case .success(let id): await deliver(request.adding(MLflowDestination.experimentHeader, id))
    case .failure(let error): .failure(error)
    }
  }

  private func deliver(_ request: ExportRequest) async -> ExportResult {
    await cutter.deliver(
      request,
      alone: { await self.sendEmptied($0) },
      send: { await self.send($0) }
    )
  }

  /// A refused root span without its content. Nil when it is no root, or is not taken so either.
  private func sendEmptied(_ request: ExportRequest) async -> ExportResult? {
    guard let emptied = try? request.emptiedRoot(), case .success = await send(emptied) else { return nil }
    return .success(rejectedItems: 1)
  }

  private func send(_ request: ExportRequest) async -> ExportResult {
    var result = await base.deliver(request)
    var repetitions = 0
    while case .failure(let error) = result, error.httpStatus == 500, repetitions < Self.maximumRepetitions,
      !stopped.isOpen, !Task.isCancelled
    {
      repetitions += 1
      await withTimeLimit(Self.repetitionDelay, on: clock) { await self.stopped.wait() }
      result = await base.deliver(request)
    }
    return result
  }
}
