import HTTPServer
import Logging
import NIOPosix
import OTLP
import Store
import TraceVeil

extension GatewayConfiguration {
  /// Nil without drop-in mode.
  func makeProxy(
    redaction: RedactionTransform?,
    isTLS: Bool,
    parts: PipelineParts,
    pipelines: [Signal: any OutboundPipeline],
    occupancy: Occupancy,
    threads: NIOThreadPool
  ) throws(ConfigurationError) -> MLflowProxy? {
    guard let mlflow else { return nil }
    let logRedaction = redaction.map { LogRedaction($0) } ?? .standard
    let claims = SpanClaims()
    return MLflowProxy(
      mlflow,
      redaction: MLflowRedaction(
        policy: mlflow.attachments,
        transforms: [redaction].compactMap { $0 },
        isDryRun: redactionOptions.isDryRun,
        wireLimits: WireLimits(maximumTreeBytes: maximumTreeBytes)
      ),
      upstream: MLflowUpstream(
        tls: try mlflow.access.tlsConfiguration(source: source(of:)),
        proxy: mlflow.proxy
      ),
      logRedaction: logRedaction,
      maximumRequestBytes: min(maximumRequestBytes, queueBytes),
      isTLS: isTLS,
      admission: ProxyAdmission(parts.budget, limit: admissionWait) {
        for pipeline in pipelines.values { pipeline.hurry() }
      },
      memory: parts.memory,
      occupancy: occupancy,
      claims: claims,
      queue: try makeMLflowQueue(mlflow, claims, logRedaction, parts),
      threadPool: threads,
      logger: parts.logger
    )
  }

  /// Nil without a queue on disk.
  private func makeMLflowQueue(
    _ mlflow: MLflowProxyConfiguration,
    _ claims: SpanClaims,
    _ logRedaction: LogRedaction,
    _ parts: PipelineParts
  ) throws(ConfigurationError) -> MLflowQueue? {
    guard let diskQueue, let disk = parts.diskQueue,
      let store = disk[.traces, to: MLflowQueue.destination]
    else { return nil }
    var logger = parts.logger
    logger[metadataKey: "destination"] = "\(MLflowQueue.destination)"
    let exporter = try makeDropInExporter(mlflow, logger: logger, logRedaction: logRedaction)
    let queuedClaims = QueuedClaims(claims)
    return MLflowQueue(
      RedactedQueue(
        signal: .traces,
        settings: .init(maximumAge: mlflow.retry.maximumElapsed, holdsUnstored: acknowledgement == .memory),
        exporter: ClaimingExporter(base: exporter, claims: queuedClaims),
        store: store,
        deadLetters: disk.deadLetters(of: MLflowQueue.destination),
        logger: logger
      ),
      claims: queuedClaims,
      headers: StoredHeaders(
        forwarded: forwardedHeaders,
        replaced: mlflow.access.headers.map(\.name),
        keyHeader: mlflow.keyHeader
      ),
      maximumBytes: diskQueue.maximumRequestBytes,
      answersFromDisk: acknowledgement == .disk,
      logger: logger
    )
  }

  /// Sends what was stored of drop-in mode, with the gateway's own credentials.
  func makeDropInExporter(
    _ mlflow: MLflowProxyConfiguration,
    logger: Logger,
    logRedaction: LogRedaction
  ) throws(ConfigurationError) -> any SpanExporter {
    do {
      return try MLflowExporter(
        destination: mlflow.destination,
        logger: logger,
        logRedaction: logRedaction
      )
    } catch {
      let key = "TRACEVEIL_MLFLOW_UPSTREAM"
      throw ConfigurationError(
        key: key,
        source: source(of: key),
        reason: (error as? ExporterConfigurationError)?.reason ?? "its exporter cannot be made"
      )
    }
  }
}

extension MLflowProxyConfiguration {
  /// The server as the destination of what was stored.
  fileprivate var destination: MLflowDestination {
    var destination = MLflowDestination(trackingURI: upstream.url)
    destination.transport.headers = access.headers
    if let authorization = access.authorization {
      destination.transport.headers.append(("authorization", authorization))
    }
    destination.transport.certificateFile = access.tls.certificateFile
    destination.transport.clientCertificateFile = access.tls.clientCertificateFile
    destination.transport.clientKeyFile = access.tls.clientKeyFile
    destination.transport.compression = .gzip(level: OTLPExporterConfiguration.defaultCompressionLevel)
    destination.transport.proxy = proxy
    destination.transport.retry = retry
    return destination
  }
}
