import TraceVeil

/// Settings of the product that this version cannot honour. Asking for one is an error: a gateway that
/// ignored a policy, say, would let pass what its user forbade.
enum UnavailableSettings {
  /// The reason in every such error.
  static let reason = "not available in this version"

  /// What each one asks for.
  private static let names: [(name: String, what: String)] = [
    ("TRACEVEIL_DESTINATIONS", "more than one destination of a signal is"),
    ("TRACEVEIL_NER_MODEL", "another model of names and places is"),
    // A file that was not read could hold the destination, or who may not see the data.
    ("OTEL_CONFIG_FILE", "configuration in OpenTelemetry's declarative format is"),
  ]

  /// Settings of one of several destinations, whose name follows.
  private static let destinationPrefix = "TRACEVEIL_DESTINATION_"

  static func refuse(in reader: ConfigurationReader) throws(ConfigurationError) {
    for (name, what) in names where reader.environment[name] != nil {
      throw reader.error(name, "\(what) \(reason)")
    }
    if let key = reader.environment.keys.first(where: { $0.hasPrefix(destinationPrefix) }) {
      throw reader.error(key, "more than one destination of a signal is \(reason)")
    }
  }

  static func contains(_ name: String) -> Bool {
    name.hasPrefix(destinationPrefix) || names.contains { $0.name == name }
  }
}
