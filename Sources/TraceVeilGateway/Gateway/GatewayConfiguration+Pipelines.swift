import Logging
import NIOPosix
import OTLP
import TraceVeil

/// What all pipelines of a gateway share.
struct PipelineParts: Sendable {
  var budget: ByteBudget
  var memory: WorkMemory
  var threads: NIOThreadPool
  /// Nil for a queue in memory alone.
  var diskQueue: DiskQueue?
  var logger: Logger
  /// Takes the exporters that are made.
  let exporters = ReloadableExporters()
  /// Takes what console exporters print.
  var console: @Sendable (String) async throws -> Void
}

extension GatewayConfiguration {
  /// Nil for a signal that is not served.
  /// - Parameter redaction: Nil when redaction is off.
  func makePipeline(
    _ signal: Signal,
    _ redaction: RedactionTransform?,
    _ parts: PipelineParts
  ) throws(ConfigurationError) -> (any OutboundPipeline)? {
    let route = routes[signal]
    let transforms: [any BatchTransform] = preparation(signal) + (redaction.map { [$0] } ?? [])
    let logRedaction = redaction.map { LogRedaction($0) } ?? .standard
    guard case .several(let named, let copying) = route.destination else {
      guard
        let exporter = try makeExporter(
          signal,
          route.destination,
          nil,
          logRedaction,
          parts.logger,
          parts.console
        )
      else {
        return nil
      }
      return ExportPipeline(
        signal: signal,
        configuration: route.pipeline,
        transforms: transforms,
        exporter: parts.exporters.add(exporter, of: DiskQueue.Way(signal: signal)),
        threadPool: parts.threads,
        memory: parts.memory,
        store: parts.diskQueue?[signal, to: nil],
        deadLetters: parts.diskQueue?.deadLetters(of: nil),
        logger: parts.logger
      )
    }
    var destinations: [FanOutPipeline.Destination] = []
    for one in named {
      guard
        let exporter = try makeExporter(
          signal,
          one.destination,
          one.name,
          logRedaction,
          parts.logger,
          parts.console
        )
      else {
        continue
      }
      let way = DiskQueue.Way(signal: signal, destination: one.name.text)
      destinations.append(one.made(with: parts.exporters.add(exporter, of: way), way, parts.diskQueue))
    }
    return FanOutPipeline(
      signal: signal,
      configuration: route.pipeline,
      transforms: transforms,
      destinations: destinations,
      rule: copying.rule,
      routing: copying.routing,
      budget: parts.budget,
      threadPool: parts.threads,
      memory: parts.memory,
      logger: parts.logger
    )
  }

  /// Nil for none.
  func makeExporter(
    _ signal: Signal,
    _ destination: SignalRoute.Destination,
    _ name: DestinationName?,
    _ logRedaction: LogRedaction,
    _ logger: Logger,
    _ console: @escaping @Sendable (String) async throws -> Void
  ) throws(ConfigurationError) -> (any SpanExporter)? {
    var logger = logger
    if let name { logger[metadataKey: "destination"] = "\(name.text)" }
    do {
      switch destination {
      case .console: return ConsoleExporter(printing: console)
      case .several, .notServed: return nil
      case .otlp(let exporter):
        return try OTLPExporter(configuration: exporter, logger: logger, logRedaction: logRedaction)
      case .mlflow(let destination):
        return try MLflowExporter(destination: destination, logger: logger, logRedaction: logRedaction)
      }
    } catch let error as ExporterConfigurationError {
      let setting = setting(of: error.property, signal, name)
      let general = name?.prefix ?? "OTEL_EXPORTER_OTLP_"
      throw ConfigurationError(
        key: setting?.key ?? "\(general)\(signal.rawValue.uppercased())",
        source: setting?.source ?? .default,
        reason: error.reason
      )
    } catch {
      throw ConfigurationError(
        key: name?.prefix ?? "OTEL_EXPORTER_OTLP",
        source: .default,
        reason: "the \(signal.rawValue) exporter cannot be made"
      )
    }
  }

  /// The setting behind a property of an exporter's configuration.
  private func setting(
    of property: String,
    _ signal: Signal,
    _ name: DestinationName?
  ) -> ConfigurationReader.Setting? {
    let options = [
      "endpoint": "ENDPOINT", "wireProtocol": "PROTOCOL", "headers": "HEADERS", "timeout": "TIMEOUT",
      "compression": "COMPRESSION",
      "certificateFile": "CERTIFICATE", "clientCertificateFile": "CLIENT_CERTIFICATE",
      "clientKeyFile": "CLIENT_KEY", "headersFile": "HEADERS_FILE", "tokenFile": "TOKEN_FILE",
      "passwordFile": "PASSWORD_FILE", "tokenURL": "OAUTH2_TOKEN_URL",
      "clientSecretFile": "OAUTH2_CLIENT_SECRET_FILE", "awsCredentialsFile": "SIGV4_CREDENTIALS_FILE",
      "signature": "SIGV4_SERVICE",
    ]
    guard let option = options[property] else { return nil }
    let keys =
      name.map { [$0.key("\(signal.rawValue.uppercased())_\(option)"), $0.key(option)] }
      ?? OTLPExporterConfiguration.keys(option, of: signal)
    return keys.lazy.compactMap { key in settings.first { $0.key == key } }.first
  }

  /// What runs before redaction, because of where a signal goes.
  func preparation(_ signal: Signal) -> [any BatchTransform] {
    routes[signal].destination.each.contains(where: \.destination.isMLflow) ? [MLflowSpanPreparation()] : []
  }
}

extension NamedDestination {
  /// - Parameter exporter: The exporter that is in force for it.
  func made(
    with exporter: any SpanExporter,
    _ way: DiskQueue.Way,
    _ queue: DiskQueue?
  ) -> FanOutPipeline.Destination {
    let disk = queue.flatMap { queue in
      queue[way.signal, to: way.destination].map { store in
        FanOutPipeline.Disk(
          store: store,
          deadLetters: queue.deadLetters(of: way.destination),
          maximumAge: destination.transport?.retry.maximumElapsed
        )
      }
    }
    return .init(name: name.text, exporter: exporter, requestCut: destination.requestCut, disk: disk)
  }
}
