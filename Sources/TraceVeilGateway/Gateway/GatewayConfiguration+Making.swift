import Logging
import OTLP
import Redaction
import TraceVeil

/// The parts of a gateway, made from its settings. What cannot be made is a `ConfigurationError`.
extension GatewayConfiguration {
  /// Reads the policy file, where there is one. Nil when redaction is off.
  func makePlan() throws(ConfigurationError) -> RedactionPlan? {
    guard let redaction else { return nil }
    let key = "TRACEVEIL_POLICY"
    return try RedactionPlan.made(of: redaction, policySource, named: (key, source(of: key)))
  }

  /// Those that are each sure of a part of the queue's bytes: signals that go to a destination over the network, and
  /// drop-in mode.
  var budgetParties: [ByteBudget.Party] {
    var parties: [ByteBudget.Party] = []
    for signal in Signal.allCases {
      switch routes[signal].destination {
      case .otlp, .mlflow: parties.append(.signal(signal))
      case .console, .notServed: break
      }
    }
    return mlflow == nil ? parties : parties + [.proxy]
  }

  /// Nil where no analyzer is asked.
  func makeAnalyzer(logger: Logger) throws(ConfigurationError) -> PresidioAnalyzer? {
    guard let presidio else { return nil }
    do {
      return try PresidioAnalyzer(configuration: presidio, logger: logger)
    } catch {
      throw ConfigurationError(
        key: "TRACEVEIL_PRESIDIO_URL",
        source: source(of: "TRACEVEIL_PRESIDIO_URL"),
        reason: "the analyzer cannot be asked"
      )
    }
  }

  /// Nil for a queue in memory alone.
  func makeDiskQueue() -> DiskQueue? {
    let served = Signal.allCases.filter { signal in
      if case .notServed = routes[signal].destination { false } else { true }
    }
    return diskQueue.map { DiskQueue($0, signals: served) }
  }

  /// Nil for a signal that is not served.
  func makeExporter(
    _ signal: Signal,
    logger: Logger,
    logRedaction: LogRedaction,
    console: @escaping @Sendable (String) async throws -> Void
  ) throws(ConfigurationError) -> (any SpanExporter)? {
    switch routes[signal].destination {
    case .console: return ConsoleExporter(printing: console)
    case .notServed: return nil
    case .otlp(let exporter):
      return try makeExporter(signal) {
        try OTLPHTTPExporter(configuration: exporter, logger: logger, logRedaction: logRedaction)
      }
    case .mlflow(let destination):
      return try makeExporter(signal) {
        try MLflowExporter(destination: destination, logger: logger, logRedaction: logRedaction)
      }
    }
  }

  private func makeExporter(
    _ signal: Signal,
    _ make: () throws -> any SpanExporter
  ) throws(ConfigurationError) -> any SpanExporter {
    do {
      return try make()
    } catch let error as ExporterConfigurationError {
      throw ConfigurationError(
        key: source(of: error.property, signal)?.key
          ?? "OTEL_EXPORTER_OTLP_\(signal.rawValue.uppercased())",
        source: source(of: error.property, signal)?.source ?? .default,
        reason: error.reason
      )
    } catch {
      throw ConfigurationError(
        key: "OTEL_EXPORTER_OTLP",
        source: .default,
        reason: "the \(signal.rawValue) exporter cannot be made"
      )
    }
  }

  /// What runs before redaction, because of where a signal goes.
  func preparation(_ signal: Signal) -> [any BatchTransform] {
    if case .mlflow = routes[signal].destination { [MLflowSpanPreparation()] } else { [] }
  }

  /// The OTLP exporter of a signal, whatever it is a part of.
  func transport(_ signal: Signal) -> OTLPExporterConfiguration? {
    switch routes[signal].destination {
    case .otlp(let exporter): exporter
    case .mlflow(let destination): destination.transport
    case .console, .notServed: nil
    }
  }

  func receiverPolicy(_ access: AccessControl?) -> OTLPService.Policy {
    var policy = OTLPService.Policy()
    policy.maximumRequestBytes = min(maximumRequestBytes, queueBytes, diskQueue?.maximumRequestBytes ?? .max)
    policy.answersWhenStored = diskQueue?.acknowledgement == .disk
    policy.wireLimits.maximumTreeBytes = maximumTreeBytes
    if case .mlflow = routes[.traces].destination { policy.screenedKeys = MLflowSpanPreparation.screenedKeys }
    policy.access = access
    policy.crossOrigin = crossOrigin
    policy.paths = httpPaths
    policy.admissionWait = admissionWait
    policy.forwardedHeaders = forwardedHeaders
    return policy
  }

  func sinks(_ pipelines: [Signal: ExportPipeline]) -> [Signal: any RequestSink] {
    var sinks: [Signal: any RequestSink] = [:]
    for (signal, pipeline) in pipelines {
      sinks[signal] =
        routes[signal].maximumQueuedItems.map { ItemBoundedSink(pipeline, maximumItems: $0) } ?? pipeline
    }
    return sinks
  }

  /// Memory that a request may take when all of it is unpacked: not more than there is for work.
  var maximumTreeBytes: Int { routes[.traces].pipeline.maximumTreeBytes }

  var workers: Int { routes[.traces].pipeline.workers }

  /// In the order in which they run.
  var processorNames: [String] {
    (policySource == nil ? [] : ["policy"])
      + RedactionPolicy.RecognizerSet.allCases.filter { redaction?.recognizerSets.contains($0) ?? false }
      .map(\.rawValue) + (presidio == nil ? [] : ["presidio"])
  }

  func exporterName(_ signal: Signal) -> String {
    switch routes[signal].destination {
    case .otlp: "otlp_http"
    case .mlflow: "mlflow"
    case .console: "console"
    case .notServed: "none"
    }
  }

  /// Without credentials or query.
  func shownEndpoint(_ signal: Signal) -> String? {
    guard let exporter = transport(signal) else { return nil }
    return (try? OTLPEndpoint(exporter.endpoint))?.shown
  }

  /// Where a setting was set that has been read.
  func source(of key: String) -> ConfigurationSource {
    settings.first { $0.key == key }?.source ?? .environment
  }

  /// The setting behind a property of an exporter's configuration.
  private func source(of property: String, _ signal: Signal) -> ConfigurationReader.Setting? {
    let options = [
      "endpoint": "ENDPOINT", "headers": "HEADERS", "timeout": "TIMEOUT", "compression": "COMPRESSION",
      "certificateFile": "CERTIFICATE", "clientCertificateFile": "CLIENT_CERTIFICATE",
      "clientKeyFile": "CLIENT_KEY",
    ]
    guard let option = options[property] else { return nil }
    let keys = OTLPExporterConfiguration.keys(option, of: signal)
    return keys.lazy.compactMap { key in settings.first { $0.key == key } }.first
  }
}
