import OTLP
import TraceVeil

extension ConfigurationReader {
  static let routingKey = "TRACEVEIL_ROUTE_BY"
  static let fallbackKey = "TRACEVEIL_DEFAULT_DESTINATIONS"

  /// `TRACEVEIL_ROUTE_BY`: what decides which of several destinations a request goes to; nil for nothing.
  mutating func routingKey() throws(ConfigurationError) -> RequestRouting.Key? {
    try read(
      [Self.routingKey],
      expected: "service, header:NAME of a header, or attribute:KEY of a resource",
      shown: \.shown,
      parse: { text in
        if text.lowercased() == "service" { return .resourceAttribute("service.name") }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "attribute": return .resourceAttribute(parts[1])
        case "header":
          let name = parts[1].lowercased()
          return HTTPFieldRules.isName(name) && name != "authorization" ? .header(name) : nil
        default: return nil
        }
      }
    )
  }

  /// The values that each destination takes, of those that take some alone.
  mutating func destinationRoutes(
    _ names: [DestinationName]
  ) throws(ConfigurationError) -> [DestinationName: Set<String>] {
    var routes: [DestinationName: Set<String>] = [:]
    for name in names {
      guard let values = try list(name.key("ROUTES")) else { continue }
      guard !values.isEmpty else { throw error(name.key("ROUTES"), "it names no value") }
      routes[name] = Set(values)
    }
    return routes
  }

  /// - Parameters:
  ///   - named: The destinations of the signal, with the values that each takes; nil for all.
  ///   - fallback: What `TRACEVEIL_DEFAULT_DESTINATIONS` says.
  ///   - names: The names of all destinations.
  func routing(
    _ key: RequestRouting.Key,
    _ named: [(DestinationName, Set<String>?)],
    _ signal: Signal,
    _ fallback: [String],
    _ names: [DestinationName]
  ) throws(ConfigurationError) -> RequestRouting {
    let known = fallback.compactMap { DestinationName($0) }
    guard known.count == fallback.count, known.allSatisfy(names.contains) else {
      throw error(Self.fallbackKey, "it can name \(names.map(\.text).joined(separator: ", "))")
    }
    let routing = RequestRouting(
      key,
      destinations: named.map { ($0.0.text, $0.1) },
      fallback: Set(known.map(\.text))
    )
    guard let routing else {
      throw error(
        Self.routingKey,
        "some \(signal.rawValue) would have nowhere to go: name one of their destinations in \(Self.fallbackKey), "
          + "or have one without ROUTES"
      )
    }
    return routing
  }

  /// A header that does not travel on with the data is not known where the data is routed.
  func checkRouting(_ routes: SignalRoutes, forwarded: [String]) throws(ConfigurationError) {
    for signal in Signal.allCases {
      guard case .several(_, let copying) = routes[signal].destination,
        case .header(let name) = copying.routing?.key, !forwarded.contains(name)
      else { continue }
      throw error(Self.routingKey, "\(name) must be among TRACEVEIL_FORWARD_HEADERS")
    }
  }
}

extension RequestRouting.Key {
  /// The value as it is written in the setting.
  fileprivate var shown: String {
    switch self {
    case .header(let name): "header:\(name)"
    case .resourceAttribute("service.name"): "service"
    case .resourceAttribute(let key): "attribute:\(key)"
    }
  }
}
