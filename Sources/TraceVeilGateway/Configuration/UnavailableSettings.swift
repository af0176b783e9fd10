import TraceVeil

/// Settings of the product that this version cannot honour. Asking for one is an error: a gateway that
/// ignored a policy, say, would let pass what its user forbade.
enum UnavailableSettings {
  /// The reason in every such error.
  static let reason = "not available in this version"

  /// What each one asks for.
  private static let names: [(name: String, what: String)] = [
    ("TRACEVEIL_NER_MODEL", "another model of names and places is")
  ]

  static func refuse(in reader: ConfigurationReader) throws(ConfigurationError) {
    for (name, what) in names where reader.environment[name] != nil {
      throw reader.error(name, "\(what) \(reason)")
    }
  }

  static func contains(_ name: String) -> Bool {
    names.contains { $0.name == name }
  }
}
