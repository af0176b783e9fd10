import OTLP
import TraceVeil

/// What is different about the destinations of a signal in new settings, as a value.
struct DestinationChange: Sendable {
  let signal: Signal
  /// Names, in the order of the settings.
  let added: [String]
  let removed: [String]
  /// Those that have another configuration; the signal where there are not several.
  let changed: [String]
  /// The exporters to be made.
  let exporters: [(way: DiskQueue.Way, one: (name: DestinationName?, destination: SignalRoute.Destination))]
  private let isSame: Bool

  var isNone: Bool { isSame }

  init(_ signal: Signal, from old: GatewayConfiguration, to new: GatewayConfiguration) {
    self.signal = signal
    let (before, after) = (old.routes[signal].destination, new.routes[signal].destination)
    isSame = before == after
    func former(_ name: DestinationName?) -> SignalRoute.Destination? {
      before.each.first { $0.name == name }?.destination
    }
    let different = after.each.filter { former($0.name) != $0.destination }
    exporters = different.map { (DiskQueue.Way(signal: signal, destination: $0.name?.text), $0) }
    added = different.filter { former($0.name) == nil }.compactMap(\.name?.text)
    changed = different.filter { former($0.name) != nil }.map { $0.name?.text ?? signal.rawValue }
    removed = before.each.filter { one in !after.each.contains { $0.name == one.name } }.compactMap(
      \.name?.text
    )
  }

  /// Refuses what only a start can do.
  /// - Parameter start: The settings of the start.
  static func check(
    from old: GatewayConfiguration,
    to new: GatewayConfiguration,
    since start: GatewayConfiguration
  ) throws(ConfigurationError) {
    for signal in Signal.allCases {
      let (before, after) = (old.routes[signal].destination, new.routes[signal].destination)
      guard before != after else { continue }
      guard before.form == after.form else {
        throw refusal(
          "\(signal.rawValue) would have \(after.form.rawValue) instead of \(before.form.rawValue)",
          new
        )
      }
      guard new.preparation(signal).isEmpty || !start.preparation(signal).isEmpty else {
        throw refusal("\(signal.rawValue) would have their first destination of the kind mlflow", new)
      }
      if case .several(_, let copying) = after, case .header(let name) = copying.routing?.key,
        !start.forwardedHeaders.contains(name)
      {
        throw refusal("the header \(name) would be forwarded", new)
      }
      try checkDisk(signal, from: old, to: new, since: start)
    }
  }

  /// What waits on disk, and for how long, is fixed at the start.
  private static func checkDisk(
    _ signal: Signal,
    from old: GatewayConfiguration,
    to new: GatewayConfiguration,
    since start: GatewayConfiguration
  ) throws(ConfigurationError) {
    guard start.diskQueue != nil else { return }
    let change = DestinationChange(signal, from: old, to: new)
    if let name = (change.added + change.removed).first {
      throw refusal("the destination \(name) would get, or leave, a queue on disk", new)
    }
    for (_, one) in change.exporters {
      let before = old.routes[signal].destination.each.first { $0.name == one.name }?.destination
      guard before?.transport?.retry.maximumElapsed == one.destination.transport?.retry.maximumElapsed else {
        throw refusal("what is in a queue on disk would be tried for another time", new)
      }
    }
  }

  private static func refusal(_ what: String, _ new: GatewayConfiguration) -> ConfigurationError {
    ConfigurationError(
      key: DestinationName.listKey,
      source: new.source(of: DestinationName.listKey),
      reason: "\(what): that needs a restart"
    )
  }

  /// Settings that are not about destinations, and have other values than at the start. Secrets are compared by what is shown.
  static func otherSettings(from start: GatewayConfiguration, to new: GatewayConfiguration) -> [String] {
    func values(_ configuration: GatewayConfiguration) -> [String: String] {
      Dictionary(configuration.settings.map { ($0.key, $0.value) }) { $1 }
    }
    let (before, after) = (values(start), values(new))
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] && !isOfDestinations($0) }
      .sorted()
  }

  private static func isOfDestinations(_ key: String) -> Bool {
    let prefixes = [
      DestinationName.prefix, "TRACEVEIL_EXPORTER_OTLP_", "OTEL_EXPORTER_OTLP_", "TRACEVEIL_MLFLOW_TRACKING_",
      "TRACEVEIL_MLFLOW_EXPERIMENT_", "MLFLOW_TRACKING_",
    ]
    let keys: Set = [
      DestinationName.listKey, ConfigurationReader.ruleKey, ConfigurationReader.routingKey,
      ConfigurationReader.fallbackKey,
    ]
    return keys.contains(key) || prefixes.contains(where: key.hasPrefix)
      || DestinationSettings.shared.contains { key == "TRACEVEIL_" + $0 }
  }
}

extension SignalRoute.Destination {
  fileprivate enum Form: String {
    case none = "no destination"
    case single = "one destination"
    case several = "a list of destinations"
    case mlflow = "MLflow alone"
  }

  fileprivate var form: Form {
    switch self {
    case .notServed: .none
    case .several: .several
    case .mlflow: .mlflow
    case .otlp, .console: .single
    }
  }
}
