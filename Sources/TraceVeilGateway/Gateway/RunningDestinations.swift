import Logging
import OTLP
import Synchronization
import TraceVeil

/// The destinations that are in force, and how others come in their place while the gateway runs. Safe on any thread.
final class RunningDestinations: Sendable {
  private struct State {
    var configuration: GatewayConfiguration
    var settingsFiles: [String]
    /// Files of settings that were refused: when one changes, they are tried again.
    var refusedFiles: [String] = []
  }

  /// Nil where the settings are in no file.
  let source: SettingsSource?
  private let start: GatewayConfiguration
  private let parts: PipelineParts
  private let pipelines: [Signal: any OutboundPipeline]
  private let redaction: [Signal: RedactionTransform]
  private let state: Mutex<State>

  /// - Parameters:
  ///   - configuration: That of the start.
  ///   - source: Where it comes from; nil to read it no more.
  ///   - parts: With the exporters that are in force.
  init(
    _ configuration: GatewayConfiguration,
    from source: SettingsSource?,
    _ parts: PipelineParts,
    pipelines: [Signal: any OutboundPipeline],
    redaction: [Signal: RedactionTransform]
  ) {
    start = configuration
    self.source = source
    self.parts = parts
    self.pipelines = pipelines
    self.redaction = redaction
    state = Mutex(State(configuration: configuration, settingsFiles: source?.knownFiles ?? []))
  }

  func route(of signal: Signal) -> SignalRoute.Destination {
    state.withLock { $0.configuration.routes[signal].destination }
  }

  /// The files whose changes change something: those with settings, and those that they name.
  var files: [String] {
    state.withLock { $0.settingsFiles + $0.configuration.destinationFiles + $0.refusedFiles }
  }

  /// Reads the settings again, and uses what they say of the destinations, all of it or nothing.
  func reload() throws(ConfigurationError) {
    guard let source else { return }
    let reading = try source.read()
    let new = reading.configuration
    state.withLock { $0.refusedFiles = new.destinationFiles }
    let old = state.withLock { $0.configuration }
    try DestinationChange.check(from: old, to: new, since: start)
    let changes = Signal.allCases.map { DestinationChange($0, from: old, to: new) }.filter { !$0.isNone }
    // What can be wrong has been found out when all of them are made.
    var made: [DiskQueue.Way: any SpanExporter] = [:]
    for change in changes {
      for (way, one) in change.exporters {
        made[way] = try new.makeExporter(
          way.signal,
          one.destination,
          one.name,
          redaction[way.signal].map { LogRedaction($0) } ?? .standard,
          parts.logger,
          parts.console
        )
      }
    }
    for change in changes { use(change, made, new) }
    state.withLock { state in
      state.configuration.routes = new.routes
      state.settingsFiles = reading.files
      state.refusedFiles = []
    }
    for change in changes { log(change) }
    logOthers(new)
  }

  private func use(
    _ change: DestinationChange,
    _ made: [DiskQueue.Way: any SpanExporter],
    _ new: GatewayConfiguration
  ) {
    for (way, exporter) in made where way.signal == change.signal {
      if let replaceable = parts.exporters[way] {
        replaceable.replace(by: exporter)
      } else {
        parts.exporters.add(exporter, of: way)
      }
    }
    let pipeline = pipelines[change.signal]
    if case .several(let named, let copying) = new.routes[change.signal].destination,
      let pipeline = pipeline as? FanOutPipeline
    {
      let destinations = named.compactMap { one in
        let way = DiskQueue.Way(signal: change.signal, destination: one.name.text)
        return parts.exporters[way].map { one.made(with: $0, way, parts.diskQueue) }
      }
      _ = pipeline.change(to: destinations, rule: copying.rule, routing: copying.routing)
      for name in change.removed {
        parts.exporters.remove(DiskQueue.Way(signal: change.signal, destination: name))
      }
    }
    pipeline?.noteExporterChange()
  }

  private func log(_ change: DestinationChange) {
    var metadata: Logger.Metadata = ["signal": "\(change.signal.rawValue)"]
    for (what, names) in [("added", change.added), ("removed", change.removed), ("changed", change.changed)]
    where !names.isEmpty {
      metadata[what] = "\(names.joined(separator: ","))"
    }
    parts.logger.info("Destinations changed", metadata: metadata)
  }

  /// What else the files say takes effect with the next start, and whoever has changed it is to know.
  private func logOthers(_ new: GatewayConfiguration) {
    let keys = DestinationChange.otherSettings(from: start, to: new)
    guard !keys.isEmpty else { return }
    parts.logger.warning(
      "Settings that have changed take effect with the next start",
      metadata: ["keys": "\(keys.joined(separator: ","))"]
    )
  }
}
