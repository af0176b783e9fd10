import HTTPServer
import Logging
import NIOPosix
import OTLP
import ServiceLifecycle
import TraceVeil
import UnixSignals

extension Gateway {
  /// The bound ports of a gateway that runs.
  struct Listeners: Sendable {
    var http: HTTPListener?
    var grpc: HTTPListener?
    var admin: HTTPListener?
    var mlflow: HTTPListener?
    /// What serves the connections of `mlflow`.
    var mlflowService: MLflowProxyService?

    var receivers: [HTTPListener] { [http, grpc].compactMap { $0 } }
  }

  /// How a gateway ended.
  struct Ending: Sendable {
    /// What each pipeline delivered and did not deliver in its drain.
    var reports: [Signal: DeliveryReport]

    var undeliveredItems: Int { reports.values.reduce(0) { $0 + $1.undeliveredItems } }
  }

  /// Binds the ports. Requests are answered from here on; they wait in the queue until `run`.
  func bind() async throws(ConfigurationError) -> Listeners {
    try diskQueue?.open()
    receiverThreads.start()
    workerThreads.start()
    proxyThreads.start()
    var listeners = Listeners()
    let limits = HTTPConnectionLimits(maximumBodyBytes: service.policy.maximumRequestBytes)
    let shares = descriptorShares
    listeners.http = try await listen(
      "TRACEVEIL_HTTP_LISTEN",
      configuration.httpListen,
      service,
      limits,
      connections: shares.connections
    )
    listeners.grpc = try await listenForGRPC(connections: shares.connections)
    if let mlflow {
      let service = MLflowProxyService(mlflow)
      listeners.mlflowService = service
      listeners.mlflow = try await listen(
        "TRACEVEIL_MLFLOW_LISTEN",
        mlflow.configuration.listen,
        service,
        MLflowProxyService.limits,
        connections: shares.connections
      )
    }
    let receivers = listeners.receivers
    let admin = AdminService(
      state: state,
      trouble: { self.diskQueue?.trouble ?? self.mlflow?.monitor.trouble },
      snapshot: { self.snapshot(of: receivers) },
      notes: { self.unreachableDestinations }
    )
    listeners.admin = try await listen(
      "TRACEVEIL_ADMIN_LISTEN",
      configuration.adminListen,
      admin,
      HTTPConnectionLimits(maximumBodyBytes: 0),
      connections: shares.adminConnections,
      isAdmin: true
    )
    return listeners
  }

  private var descriptorShares: DescriptorShares {
    let limit = ProcessLimits.openFiles
    let wanted = configuration.maximumConnections
    let shares = DescriptorShares(
      limit: limit,
      used: ProcessLimits.usedFiles,
      wanted: wanted,
      ports: (configuration.httpListen == nil ? 0 : 1) + (configuration.grpcListen == nil ? 0 : 1)
        + (mlflow == nil ? 0 : 1),
      outbound: Signal.allCases.flatMap { configuration.routes[$0].destination.each }
        .reduce(0) { $0 + ($1.destination.transport?.maximumConcurrentExports ?? 0) }
    )
    if shares.connections < wanted {
      logger.warning(
        "Fewer connections are taken than TRACEVEIL_MAX_CONNECTIONS allows, for want of descriptors",
        metadata: [
          "connections": "\(shares.connections)", "open_files": "\(limit)",
          "advice": "raise the limit of open files (ulimit -n)",
        ]
      )
    }
    return shares
  }

  /// Runs until a signal ends it, and the drain after it.
  ///
  /// - Returns: When all that was accepted has been delivered or counted as undelivered.
  func run(_ listeners: Listeners) async throws -> Ending {
    let drain = GatewayDrain(gateway: self, listeners: listeners) { [logger] in
      DrainLimit.begin($0, logger: logger)
    }
    // Caught before the log says that the gateway listens: whoever waits for that may send them.
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    let quits = await UnixSignalsSequence(trapping: .sigquit)
    let reloading = ReloadService(
      hangups: hangups,
      reloads: reloads,
      interval: configuration.reloadInterval,
      threads: receiverThreads,
      logger: logger
    )
    var others: [any Service] = [
      reloading, QuitReports(quits: quits, gateway: self, listeners: listeners.receivers),
    ]
    if let service = listeners.mlflowService { others += [service, service.proxy.monitor] }
    if let queue = mlflow?.queue { others.append(queue) }
    if let telemetry = configuration.telemetry, let telemetryExporter {
      let receivers = listeners.receivers
      others.append(
        TelemetryService(
          telemetry,
          exporter: telemetryExporter,
          families: { self.snapshot(of: receivers).metrics().families },
          logger: logger
        )
      )
    }
    return try await run(serviceGroup(drain, signals: [.sigterm, .sigint], besides: others), drain)
  }

  /// Runs until `group` is shut down.
  func run(_ group: ServiceGroup, _ drain: GatewayDrain) async throws -> Ending {
    let result: Result<Void, any Error>
    do {
      result = .success(try await group.run())
    } catch {
      result = .failure(error)
    }
    await endThreads()
    try result.get()
    return drain.ending
  }

  /// The pipelines and their drain as one group.
  func serviceGroup(
    _ drain: GatewayDrain,
    signals: [UnixSignal],
    besides others: [any Service] = []
  ) -> ServiceGroup {
    // The last one is shut down first: the drain ends the pipelines itself, all at the same time.
    let services = others + pipelines.values.map { DrainedPipeline(pipeline: $0) } + [drain]
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    var configuration = ServiceGroupConfiguration(
      services: services,
      gracefulShutdownSignals: signals,
      logger: quiet
    )
    // The drain keeps its own time; this is for the case that it does not.
    configuration.maximumGracefulShutdownDuration = self.configuration.shutdownTimeout + .seconds(5)
    return ServiceGroup(configuration: configuration)
  }

  /// Requests that wait for room are told to come again: what is let in during a drain may not leave in time.
  func refuseWaiting() {
    budget.close()
    for sink in service.sinks.values { sink.itemBound?.close() }
  }

  /// Ends the threads, also of a gateway that was bound and will not run.
  func endThreads() async {
    // Fails only for threads that have ended before.
    try? await receiverThreads.shutdownGracefully()
    try? await workerThreads.shutdownGracefully()
    try? await proxyThreads.shutdownGracefully()
    await diskQueue?.end()
  }

  private func listen(
    _ key: String,
    _ address: ListenAddress?,
    _ service: any HTTPService,
    _ limits: HTTPConnectionLimits,
    connections: Int,
    isAdmin: Bool = false
  ) async throws(ConfigurationError) -> HTTPListener? {
    guard let address else { return nil }
    do {
      return try await HTTPListener(
        address: address,
        service: service,
        limits: limits,
        tls: isAdmin ? nil : tls,
        maximumConnections: connections,
        report: { [refusals] in refusals.note($0, at: key) }
      )
    } catch {
      let source = configuration.settings.first { $0.key == key }?.source ?? .default
      throw ConfigurationError(key: key, source: source, reason: "cannot listen on \(address): \(error)")
    }
  }
}
