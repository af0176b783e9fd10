import TraceVeil

/// Settings of the product that this version cannot honour. Asking for one is an error: a gateway that
/// ignored a policy, say, would let pass what its user forbade.
enum UnavailableSettings {
  /// The reason in every such error.
  static let reason = "not available in this version"

  /// What each one asks for, and the value that asks for nothing: what this version does anyway.
  private static let names: [(name: String, what: String, harmless: String?)] = [
    ("TRACEVEIL_QUEUE_DIRECTORY", "a queue on disk is", nil),
    ("TRACEVEIL_QUEUE_DISK_BYTES", "a queue on disk is", nil),
    ("TRACEVEIL_QUEUE_MAX_AGE", "a queue on disk is", nil),
    ("TRACEVEIL_QUEUE_WHEN_FULL", "another answer of a full queue than a refusal is", "refuse"),
    ("TRACEVEIL_ACK", "another moment to answer a sender is", "memory"),
    ("TRACEVEIL_DESTINATIONS", "more than one destination of a signal is", nil),
    ("TRACEVEIL_NER_MODEL", "a model of names and places is", nil),
  ]

  /// Settings of one of several destinations, whose name follows.
  private static let destinationPrefix = "TRACEVEIL_DESTINATION_"

  static func refuse(in reader: ConfigurationReader) throws(ConfigurationError) {
    for (name, what, harmless) in names {
      guard let value = reader.environment[name], value.lowercased() != harmless else { continue }
      throw reader.error(name, "\(what) \(reason)")
    }
    if let key = reader.environment.keys.first(where: { $0.hasPrefix(destinationPrefix) }) {
      throw reader.error(key, "more than one destination of a signal is \(reason)")
    }
  }

  static func contains(_ name: String) -> Bool {
    name.hasPrefix(destinationPrefix) || names.contains { $0.name == name }
  }

  /// Those that have a value which asks for nothing: set to that, they are known.
  static let accepted = names.filter { $0.harmless != nil }.map(\.name)
}
