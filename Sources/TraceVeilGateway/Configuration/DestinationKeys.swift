import TraceVeil

/// The names that settings of destinations have, of whatever kind each of them is.
struct DestinationKeys {
  /// The names in the order of the list. Invalid ones are left out.
  let names: [DestinationName]
  /// The list is refused where it is read.
  let isFaulty: Bool

  init(of environment: Environment) {
    let texts = ConfigurationReader.items(environment[DestinationName.listKey] ?? "")
    names = texts.prefix(ConfigurationReader.maximumDestinations).compactMap { DestinationName($0) }
    isFaulty = Set(names.map(\.prefix)).count < texts.count
  }

  /// Every setting that each of them may have.
  var all: [String] { names.flatMap { name in Self.endings.map { name.key($0) } } }

  /// Whether a name is one of ``all``.
  func contains(_ key: String) -> Bool {
    names.contains {
      key.hasPrefix($0.prefix) && Self.endings.contains(String(key.dropFirst($0.prefix.count)))
    }
  }

  /// What is known of the values of an ending: what is of the setting that it stands for.
  static func form(of ending: String) -> ConfigurationReader.Form? {
    SettingNames.form(of: "TRACEVEIL_EXPORTER_OTLP_" + ending) ?? SettingNames.form(of: "TRACEVEIL_" + ending)
  }

  /// What may stand behind the prefix of a destination.
  static let endings: Set<String> = {
    let single = "TRACEVEIL_EXPORTER_OTLP_"
    var endings = Set(
      SettingNames.known.filter { $0.hasPrefix(single) }.map { String($0.dropFirst(single.count)) }
    )
    var reader = ConfigurationReader(Environment())
    _ = try? reader.mlflowDestination()
    for key in reader.knownKeys where key.hasPrefix("TRACEVEIL_MLFLOW_") {
      endings.insert(String(key.dropFirst("TRACEVEIL_".count)))
    }
    return endings.union(DestinationSettings.shared).union(["KIND", "SIGNALS", "ROUTES"])
  }()
}

extension ConfigurationReader {
  /// A misspelt setting of a destination ends the start before what the destination lacks without it does.
  func refuseMisspeltOfDestinations() throws(ConfigurationError) {
    let keys = DestinationKeys(of: environment)
    guard !keys.isFaulty else { return }
    for key in environment.keys where key.hasPrefix(DestinationName.prefix) && !keys.contains(key) {
      let near = NearestName.names(near: key, among: keys.all)
      let meant = near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
      guard keys.names.contains(where: { key.hasPrefix($0.prefix) }) else {
        throw error(key, "is about a destination that \(DestinationName.listKey) does not name\(meant)")
      }
      throw error(key, "a destination has no such setting\(meant)")
    }
  }
}
