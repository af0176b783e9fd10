import HTTPServer
import Logging
import NIOPosix
import OTLP
import TraceVeil

/// A gateway made from its configuration: everything that can be wrong about the settings has been found out
/// when the initializer returns, and nothing has been bound, sent or started.
///
/// A class, since the code that copies all of it as a value would be a part of the program to be seen.
final class Gateway: Sendable {
  let configuration: GatewayConfiguration
  let state = GatewayState()
  let budget: ByteBudget
  /// The memory in which workers of all signals, and drop-in mode, unpack, redact and compress.
  let workMemory: WorkMemory
  let occupancy = Occupancy()
  let counters: ReceiverCounters
  let refusals: RefusalLog
  let pipelines: [Signal: any OutboundPipeline]
  /// The redaction of each signal; empty when redaction is off.
  let redaction: [Signal: RedactionTransform]
  /// Nil where no analyzer is asked.
  let analyzer: PresidioAnalyzer?
  /// Nil for a queue in memory alone.
  let diskQueue: DiskQueue?
  /// Redacts requests to MLflow; nil when redaction is off.
  let mlflowRedaction: RedactionTransform?
  /// Drop-in mode; nil when it is off.
  let mlflow: MLflowProxy?
  /// Exports the gateway's own metrics; nil if they are only read.
  let telemetryExporter: (any SpanExporter)?
  let reloads: Reloads
  let destinations: RunningDestinations
  let service: OTLPService
  let tls: ServerTLS?
  /// TLS for gRPC.
  let grpcTLS: ServerTLS?
  /// Where requests are inflated and validated: apart from the workers, so that a slow transform does not
  /// keep senders waiting for their answer.
  let receiverThreads: NIOThreadPool
  /// Where batches of all signals are redacted, encoded and compressed.
  let workerThreads: NIOThreadPool
  /// Where requests to MLflow are redacted: one that is held for an analyzer must not keep a batch from its worker.
  let proxyThreads: NIOThreadPool
  let logger: Logger
  private let started = ContinuousClock.now

  /// What clients can choose in TLS (ALPN).
  private static let protocols = ["http/1.1"]
  private static let grpcProtocols = ["h2"]

  /// - Parameters:
  ///   - source: Where the settings come from, to read them again; nil not to.
  ///   - settingsFiles: The files with settings, as they were before they were read.
  ///   - console: Takes what the console exporter prints.
  init(
    _ configuration: GatewayConfiguration,
    from source: SettingsSource? = nil,
    _ settingsFiles: FileFingerprints = FileFingerprints(of: []),
    logger: Logger,
    console: @escaping @Sendable (String) async throws -> Void
  ) throws(ConfigurationError) {
    self.configuration = configuration
    self.logger = logger
    budget = ByteBudget(limit: configuration.queueBytes, parties: configuration.budgetParties)
    let workMemory = WorkMemory(limit: configuration.workBytes)
    self.workMemory = workMemory
    refusals = RefusalLog(logger: logger)
    counters = ReceiverCounters(refusals: refusals)
    let files = FileFingerprints(of: configuration.reloadedFiles).merging(settingsFiles)
    tls = try configuration.makeTLS(Self.protocols)
    grpcTLS = try configuration.makeTLS(Self.grpcProtocols)
    let access = try configuration.makeAccess()

    workerThreads = NIOThreadPool(numberOfThreads: configuration.workers)
    let plan = try configuration.makePlan()
    let analyzer = try configuration.makeAnalyzer(logger: logger)
    self.analyzer = analyzer
    let diskQueue = configuration.makeDiskQueue()
    self.diskQueue = diskQueue
    let parts = PipelineParts(
      budget: budget,
      memory: workMemory,
      threads: workerThreads,
      diskQueue: diskQueue,
      logger: logger,
      console: console
    )
    var redaction: [Signal: RedactionTransform] = [:]
    var pipelines: [Signal: any OutboundPipeline] = [:]
    for signal in Signal.allCases {
      let transform = plan.map {
        RedactionTransform(plan: $0, options: configuration.redactionOptions, analyzer: analyzer)
      }
      guard let pipeline = try configuration.makePipeline(signal, transform, parts) else { continue }
      redaction[signal] = transform
      pipelines[signal] = pipeline
    }
    self.redaction = redaction
    telemetryExporter = try configuration.makeTelemetryExporter(
      logger: logger,
      logRedaction: redaction.values.first.map { LogRedaction($0) } ?? .standard
    )
    if let telemetryExporter { parts.exporters.add(telemetryExporter, of: "telemetry") }
    let mlflowRedaction = plan.map {
      RedactionTransform(plan: $0, options: configuration.redactionOptions, analyzer: analyzer)
    }
    self.mlflowRedaction = mlflowRedaction
    let destinations = RunningDestinations(
      configuration,
      from: source,
      parts,
      pipelines: pipelines,
      redaction: redaction
    )
    self.destinations = destinations
    let ports = [(tls, Self.protocols), (grpcTLS, Self.grpcProtocols)]
    reloads = Reloads(
      configuration.reloadables(
        transforms: Array(redaction.values) + [mlflowRedaction].compactMap { $0 },
        access: access,
        ports: ports.compactMap { port in port.0.map { ($0, port.1) } },
        exporters: parts.exporters,
        destinations: destinations,
        logger: logger
      ),
      files: files
    )
    self.pipelines = pipelines

    receiverThreads = NIOThreadPool(numberOfThreads: configuration.workers)
    service = OTLPService(
      policy: configuration.receiverPolicy(access),
      sinks: configuration.sinks(pipelines),
      budget: budget,
      occupancy: occupancy,
      counters: counters,
      threadPool: receiverThreads
    )
    proxyThreads = NIOThreadPool(numberOfThreads: configuration.workers)
    mlflow = try configuration.makeProxy(
      redaction: mlflowRedaction,
      isTLS: tls != nil,
      parts: parts,
      pipelines: pipelines,
      occupancy: occupancy,
      threads: proxyThreads
    )
  }

  /// All numbers at this moment.
  /// - Parameter listeners: The listeners of the receivers.
  func snapshot(of listeners: [HTTPListener]) -> GatewaySnapshot {
    let receivers = counters.statistics
    return GatewaySnapshot(
      phase: state.phase,
      uptime: started.duration(to: .now),
      queueBytes: budget.reserved,
      queueLimit: budget.limit,
      waitingRequests: budget.waiting,
      workBytes: workMemory.used,
      workLimit: workMemory.limit,
      waitingWork: workMemory.waiting,
      signals: Signal.allCases.map { snapshot(of: $0, receivers[$0]) },
      otherRequests: receivers[nil],
      openConnections: listeners.reduce(0) { $0 + $1.openConnections },
      connectionCounts: listeners.reduce(into: .init()) { $0.add($1.counts) },
      redaction: redactionSnapshot,
      reloads: reloads.counts,
      analyzer: analyzer?.statistics,
      disk: diskQueue?.snapshot,
      mlflow: mlflow.map {
        MLflowSnapshot(
          upstream: $0.configuration.upstream.shown,
          condition: $0.monitor.condition,
          requests: $0.counters.requests,
          repairs: $0.redaction.repairs.counts,
          queue: $0.queue?.requests.statistics
        )
      }
    )
  }

  /// Those of several destinations that do not answer. The others go on.
  var unreachableDestinations: [String] {
    Signal.allCases.flatMap { signal in
      (pipelines[signal]?.destinationStatistics ?? []).filter(\.statistics.exporter.isUnreachable)
        .map { "the destination \($0.name) of \(signal.rawValue) does not answer" }
    }
  }

  private func snapshot(
    of signal: Signal,
    _ receiver: ReceiverStatistics.Counts
  ) -> GatewaySnapshot.SignalSnapshot {
    let (pipeline, destination) = (pipelines[signal], destinations.route(of: signal))
    let each = destination.each
    return GatewaySnapshot.SignalSnapshot(
      signal: signal,
      exporter: destination.exporterName,
      endpoint: destination.shownEndpoint,
      pipeline: pipeline?.statistics ?? PipelineStatistics(),
      receivedItems: pipeline?.receivedItems ?? 0,
      receiver: receiver,
      destinations: (pipeline?.destinationStatistics ?? []).map { name, statistics in
        let one = each.first { $0.name?.text == name }?.destination
        return .init(
          name: name,
          exporter: one?.exporterName ?? "",
          endpoint: one?.shownEndpoint,
          pipeline: statistics
        )
      }
    )
  }
}
