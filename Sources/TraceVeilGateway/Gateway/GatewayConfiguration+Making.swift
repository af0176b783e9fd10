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

  /// The parties with a reserved share of the queue's bytes: signals that go to a destination over the network, each
  /// of several destinations of a signal, and drop-in mode.
  var budgetParties: [ByteBudget.Party] {
    var parties: [ByteBudget.Party] = []
    for signal in Signal.allCases {
      switch routes[signal].destination {
      case .otlp, .mlflow: parties.append(.signal(signal))
      case .several(let named, _):
        parties.append(.signal(signal))
        // Copies on disk take none of it.
        if diskQueue == nil { parties += named.map { .destination($0.name.text, signal) } }
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
    var ways = Signal.allCases.flatMap { signal in
      routes[signal].destination.each.map { DiskQueue.Way(signal: signal, destination: $0.name?.text) }
    }
    if mlflow != nil { ways.append(.init(signal: .traces, destination: MLflowQueue.destination)) }
    return diskQueue.map { DiskQueue($0, ways: ways) }
  }

  /// Makes the exporter of the gateway's own metrics; nil if they are only read.
  func makeTelemetryExporter(
    logger: Logger,
    logRedaction: LogRedaction
  ) throws(ConfigurationError) -> (any SpanExporter)? {
    guard let telemetry else { return nil }
    do {
      return try OTLPHTTPExporter(
        configuration: telemetry.exporter,
        logger: logger,
        logRedaction: logRedaction
      )
    } catch {
      let key = TelemetrySettings.endpointKey
      throw ConfigurationError(
        key: key,
        source: source(of: key),
        reason: "its exporter cannot be made: \((error as? ExporterConfigurationError)?.reason ?? "unknown")"
      )
    }
  }

  func receiverPolicy(_ access: AccessControl?) -> OTLPService.Policy {
    var policy = OTLPService.Policy()
    policy.maximumRequestBytes = min(maximumRequestBytes, queueBytes, diskQueue?.maximumRequestBytes ?? .max)
    policy.acknowledgement = acknowledgement
    policy.wireLimits.maximumTreeBytes = maximumTreeBytes
    if !preparation(.traces).isEmpty { policy.screenedKeys = MLflowSpanPreparation.screenedKeys }
    policy.access = access
    policy.crossOrigin = crossOrigin
    policy.paths = httpPaths
    policy.admissionWait = admissionWait
    policy.forwardedHeaders = forwardedHeaders
    return policy
  }

  func sinks(_ pipelines: [Signal: any OutboundPipeline]) -> [Signal: any RequestSink] {
    var sinks: [Signal: any RequestSink] = [:]
    for (signal, pipeline) in pipelines {
      let sink = PipelineSink(pipeline: pipeline)
      sinks[signal] =
        routes[signal].maximumQueuedItems.map { ItemBoundedSink(sink, maximumItems: $0) } ?? sink
    }
    return sinks
  }

  /// Memory that a span may take when it is unpacked: not more than there is for work.
  var maximumTreeBytes: Int { routes[.traces].pipeline.maximumTreeBytes }

  var workers: Int { routes[.traces].pipeline.workers }

  /// The names of the recognizer sets, and of the policy and the analyzer, in the order in which they run.
  var processorNames: [String] {
    (policySource == nil ? [] : ["policy"])
      + RedactionPolicy.RecognizerSet.allCases.filter { redaction?.recognizerSets.contains($0) ?? false }
      .map(\.rawValue) + (presidio == nil ? [] : ["presidio"])
  }

  /// Where a setting was set that has been read.
  func source(of key: String) -> ConfigurationSource {
    settings.first { $0.key == key }?.source ?? .environment
  }
}
