/// A way to carry the trace context in headers, as `OTEL_PROPAGATORS` names it.
public enum PropagatorName: String, CaseIterable, Sendable {
  case traceContext = "tracecontext"
  case baggage
  case b3
  case b3Multi = "b3multi"
  case none
}

extension ConfigurationReader {
  /// `OTEL_PROPAGATORS` in the order written, without repetitions; empty for `none`. A name that is not
  /// known, or not available here (`jaeger`, `xray`, `ottrace`), is left out with a warning.
  public mutating func propagators() throws(ConfigurationError) -> [PropagatorName] {
    let key = "OTEL_PROPAGATORS"
    guard let names = try list(key) else {
      record(key, Self.defaultPropagators.map(\.rawValue).joined(separator: ","), .default)
      return Self.defaultPropagators
    }
    var found: [PropagatorName] = []
    for name in names {
      guard let propagator = PropagatorName(rawValue: name.lowercased()) else {
        try reject(key, "\(Self.quoted(name)) is not \(Self.oneOf(PropagatorName.self))")
        continue
      }
      if !found.contains(propagator) { found.append(propagator) }
    }
    // Nothing valid is the same as nothing set; only `none` by name switches propagation off.
    return found.isEmpty ? Self.defaultPropagators : found.filter { $0 != .none }
  }

  private static let defaultPropagators: [PropagatorName] = [.traceContext, .baggage]
}
