import HTTPServer
import Logging
import OTLP
import TraceVeil

extension Gateway {
  /// Says where the gateway listens and where it sends to. The line `Listening` is for programs too: its
  /// `http`, `grpc` and `admin` are `host:port` or `unix:path` as bound, or `none`.
  func logStart(_ listeners: Listeners) {
    for signal in Signal.allCases { logDestination(signal) }
    logIgnored()
    if let mlflow {
      var metadata: Logger.Metadata = ["upstream": "\(mlflow.configuration.upstream.shown)"]
      if listeners.http != nil, Signal.allCases.allSatisfy(isConsoleByDefault) {
        metadata["otlp"] = "printed to standard output"
      }
      if mlflow.queue != nil {
        metadata["queue_on_disk"] = "/v1/traces; MLflow itself answers all other routes"
      }
      logger.info("Drop-in mode", metadata: metadata)
    }
    diskQueue?.logStart(logger)
    logger.info(
      "Listening",
      metadata: [
        "http": "\(Self.shown(listeners.http))", "grpc": "\(Self.shown(listeners.grpc))",
        "admin": "\(Self.shown(listeners.admin))",
        "mlflow": "\(Self.shown(listeners.mlflow))",
        "tls": "\(tls == nil ? "off" : configuration.tls?.clientCAFile == nil ? "on" : "mutual")",
        "auth": "\(service.policy.access?.credentials.kinds.joined(separator: ",") ?? "off")",
        "processors":
          "\(configuration.redaction == nil ? "none" : configuration.processorNames.joined(separator: ","))",
        "version": "\(LibraryVersion.current)",
      ]
    )
  }

  /// Names that a pod may have set for its application, or somebody in the hope that they change something here.
  private func logIgnored() {
    let names = configuration.ignoredVariables.map { name in
      String(
        String.UnicodeScalarView(
          name.unicodeScalars.prefix(64).map { $0.isASCII && $0.value > 0x20 ? $0 : "?" }
        )
      )
    }
    guard !names.isEmpty else { return }
    logger.info(
      "Variables that have no effect here: they are about the SDK of an application",
      metadata: ["names": "\(names.prefix(64).joined(separator: ","))"]
    )
  }

  private func logDestination(_ signal: Signal) {
    let destination = configuration.routes[signal].destination
    let metadata: Logger.Metadata = [
      "signal": "\(signal.rawValue)", "exporter": "\(destination.exporterName)",
    ]
    switch destination {
    case .otlp, .mlflow, .several:
      for (name, one) in destination.each {
        var metadata = metadata
        metadata["exporter"] = "\(one.exporterName)"
        metadata["endpoint"] = one.shownEndpoint.map { "\($0)" }
        metadata["destination"] = name.map { "\($0.text)" }
        logger.info("Destination", metadata: metadata)
      }
    // In drop-in mode it is usual to have no destination: the line about drop-in mode says so.
    case .console where mlflow != nil && isConsoleByDefault(signal): break
    case .console:
      logger.info(
        isConsoleByDefault(signal)
          ? "No destination is set: what comes in is redacted and printed to standard output"
          : "What comes in is redacted and printed to standard output",
        metadata: metadata
      )
    case .notServed:
      logger.info("The signal has no destination and is not served: requests get 404", metadata: metadata)
    }
  }

  /// Whether the signal is printed because no destination is set.
  private func isConsoleByDefault(_ signal: Signal) -> Bool {
    guard case .console = configuration.routes[signal].destination else { return false }
    return configuration.settings.contains { $0.key == signal.exporterKey && $0.source == .default }
  }

  private static func shown(_ listener: HTTPListener?) -> String {
    listener?.address?.description ?? "none"
  }
}
