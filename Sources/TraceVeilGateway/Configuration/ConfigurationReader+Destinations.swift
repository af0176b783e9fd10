import OTLP
import TraceVeil

/// What one of several destinations is.
private enum DestinationKind: String, CaseIterable {
  case otlp, mlflow, console
}

extension ConfigurationReader {
  static let maximumDestinations = 16
  static let ruleKey = "TRACEVEIL_DELIVERED_BY"

  /// Several destinations of each signal; nil where `TRACEVEIL_DESTINATIONS` names none.
  mutating func severalDestinations() throws(ConfigurationError) -> [Signal: SignalRoute.Destination]? {
    let list = try list(DestinationName.listKey)
    let rule = try optionalChoice([Self.ruleKey], as: DeliveryRule.self)
    let key = try routingKey()
    let fallback = try self.list(Self.fallbackKey)
    guard let list else {
      if key != nil { throw error(Self.routingKey, "it needs \(DestinationName.listKey)") }
      if fallback != nil { throw error(Self.fallbackKey, "it needs \(DestinationName.listKey)") }
      if rule != nil { throw error(Self.ruleKey, "it needs \(DestinationName.listKey)") }
      return nil
    }
    if rule == nil { record(Self.ruleKey, DeliveryRule.any.rawValue, .default) }
    let names = try destinationNames(list)
    let routes = try destinationRoutes(names)
    if key == nil, let name = names.first(where: { routes[$0] != nil }) {
      throw error(name.key("ROUTES"), "it needs \(Self.routingKey)")
    }
    if key == nil, fallback != nil { throw error(Self.fallbackKey, "it needs \(Self.routingKey)") }
    if key != nil, routes.isEmpty {
      throw error(Self.routingKey, "no destination has ROUTES, so nothing would be routed")
    }
    try refuseSingleDestination()
    var found: [Signal: [NamedDestination]] = [:]
    for name in names {
      for (signal, destination) in try destinations(name, among: names) {
        found[signal, default: []].append(NamedDestination(name: name, destination: destination))
      }
    }
    try refuseUnusedOfDestinations(names)
    var destinations: [Signal: SignalRoute.Destination] = [:]
    for signal in Signal.allCases {
      let selection = try exporter(of: signal) ?? (found[signal] == nil ? .none : .otlp)
      record(signal.exporterKey, selection.rawValue, .default)
      switch selection {
      case .none: destinations[signal] = .notServed
      case .console:
        throw error(
          signal.exporterKey,
          "with \(DestinationName.listKey), a destination of the kind console prints"
        )
      case .otlp:
        guard let named = found[signal] else {
          throw error(
            signal.exporterKey,
            "no destination of \(DestinationName.listKey) takes \(signal.rawValue)"
          )
        }
        var copying = Copying(rule: rule ?? .any)
        if let key {
          let takers = named.map { ($0.name, routes[$0.name]) }
          copying.routing = try routing(key, takers, signal, fallback ?? [], names)
        }
        destinations[signal] = .several(named, copying)
      }
    }
    return destinations
  }

  private func destinationNames(_ list: [String]) throws(ConfigurationError) -> [DestinationName] {
    var names: [DestinationName] = []
    for text in list {
      guard let name = DestinationName(text) else {
        throw error(
          DestinationName.listKey,
          "a name is at most \(DestinationName.maximumLength) letters, digits, - and _, from a letter on"
        )
      }
      guard name.text != MLflowQueue.destination else {
        throw error(
          DestinationName.listKey,
          "the name \(name.text) is taken: the folder of drop-in mode in TRACEVEIL_QUEUE_DIRECTORY has it"
        )
      }
      guard !names.contains(where: { $0.prefix == name.prefix }) else {
        throw error(DestinationName.listKey, "two names have the same settings: \(name.prefix)*")
      }
      names.append(name)
    }
    guard names.count <= Self.maximumDestinations else {
      throw error(DestinationName.listKey, "there can be \(Self.maximumDestinations) destinations")
    }
    return names
  }

  /// Where both are set, one would be ignored. Standard variables may be the application's.
  private mutating func refuseSingleDestination() throws(ConfigurationError) {
    let list = DestinationName.listKey
    let own = ["TRACEVEIL_EXPORTER_OTLP_", "TRACEVEIL_MLFLOW_TRACKING_", "TRACEVEIL_MLFLOW_EXPERIMENT_"]
    if let key = environment.keys.first(where: { key in own.contains { key.hasPrefix($0) } }) {
      throw error(key, "and \(list) both say where data goes; set one")
    }
    if let key = environment.keys.first(where: {
      $0.hasPrefix("OTEL_EXPORTER_OTLP_") && $0.hasSuffix("ENDPOINT")
    }) {
      warn(key, "it is not used: \(list) says where data goes")
    }
  }

  private mutating func destinations(
    _ name: DestinationName,
    among names: [DestinationName]
  ) throws(ConfigurationError) -> [(Signal, SignalRoute.Destination)] {
    let kind = try choice([name.key("KIND")], default: DestinationKind.otlp)
    let signals = try signals(of: name, kind)
    let settings = DestinationSettings(name, among: names, of: environment)
    var destinations: [(Signal, SignalRoute.Destination)] = []
    for signal in signals {
      let destination = try settings.read(into: &self) {
        (reader) throws(ConfigurationError) -> SignalRoute.Destination in
        switch kind {
        case .console: return .console
        case .otlp: return try reader.otlpDestination(signal, of: name)
        case .mlflow:
          guard var mlflow = try reader.mlflowDestination() else {
            throw reader.error("TRACEVEIL_MLFLOW_TRACKING_URI", "it is not set, and the kind is mlflow")
          }
          mlflow.transport.settingsPrefix = name.prefix
          return .mlflow(mlflow)
        }
      }
      destinations.append((signal, destination))
    }
    return destinations
  }

  private mutating func otlpDestination(
    _ signal: Signal,
    of name: DestinationName
  ) throws(ConfigurationError) -> SignalRoute.Destination {
    guard OTLPExporterConfiguration.hasEndpoint(for: signal, in: environment) else {
      throw error("OTEL_EXPORTER_OTLP_ENDPOINT", "it is not set, and \(signal.rawValue) have nowhere to go")
    }
    var configuration = try OTLPExporterConfiguration(signal: signal, reading: &self)
    configuration.settingsPrefix = name.prefix
    return .otlp(configuration)
  }

  private mutating func signals(
    of name: DestinationName,
    _ kind: DestinationKind
  ) throws(ConfigurationError) -> [Signal] {
    let key = name.key("SIGNALS")
    let all = kind == .mlflow ? [Signal.traces] : Signal.allCases
    guard let list = try list(key) else {
      record(key, all.map(\.rawValue).joined(separator: ","), .default)
      return all
    }
    let signals = list.compactMap { Signal(rawValue: $0.lowercased()) }
    guard signals.count == list.count, !signals.isEmpty, signals.allSatisfy(all.contains) else {
      throw error(key, "it can name \(all.map(\.rawValue).joined(separator: ", "))")
    }
    return all.filter(signals.contains)
  }

  /// Refuses settings of destinations that no destination uses, because they would have no effect.
  private func refuseUnusedOfDestinations(_ names: [DestinationName]) throws(ConfigurationError) {
    for key in environment.keys where key.hasPrefix(DestinationName.prefix) && !knownKeys.contains(key) {
      var advice = ""
      if let name = names.first(where: { key.hasPrefix($0.prefix + "MLFLOW_") }) {
        advice = "; set \(name.key("KIND"))=mlflow"
      }
      throw error(key, "a destination of this kind and these signals does not use this setting\(advice)")
    }
  }
}
