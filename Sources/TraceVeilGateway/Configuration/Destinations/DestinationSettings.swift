import TraceVeil

/// The settings of one of several destinations, read as those of a single one are: whatever an exporter can be told,
/// each of them can.
///
/// Behind the prefix of the destination stands what stands behind `OTEL_EXPORTER_OTLP_`, or `MLFLOW_` and what stands
/// behind it, or one of ``shared``. Nothing is taken over from the settings of a single destination: its headers and
/// passwords are for nobody else.
struct DestinationSettings {
  /// Settings of all destinations that each may have for itself.
  static let shared: Set = [
    "COMPRESSION_LEVEL", "MAX_CONCURRENT_EXPORTS", "MAX_CONNECTION_AGE", "RETRY_INITIAL", "RETRY_MAX",
    "RETRY_MAX_ELAPSED",
  ]
  private static let single = "TRACEVEIL_EXPORTER_OTLP_"
  private static let standard = "OTEL_EXPORTER_OTLP_"
  private static let own = "TRACEVEIL_"
  private static let mlflow = "MLFLOW_"

  let name: DestinationName
  private let environment: Environment
  /// What it has a value of its own for.
  private let ownShared: Set<String>

  /// - Parameters:
  ///   - others: All names, since one may be the beginning of another.
  init(_ name: DestinationName, among others: [DestinationName], of environment: Environment) {
    self.name = name
    var inner = environment
    for key in environment.keys where Self.isOfSingle(key) || key.hasPrefix(DestinationName.prefix) {
      inner.set(key, to: "", source: .default)
    }
    for key in environment.keys where Self.isOwner(name, of: key, among: others) {
      guard let value = environment[key] else { continue }
      let ending = String(key.dropFirst(name.prefix.count))
      inner.set(Self.innerKey(ending), to: value, source: environment.source(of: key))
    }
    self.environment = inner
    ownShared = Self.shared.filter { environment[name.key($0)] != nil }
  }

  /// Whether a setting is one of this destination: of two names that fit, the longer one has it.
  static func isOwner(_ name: DestinationName, of key: String, among others: [DestinationName]) -> Bool {
    guard key.hasPrefix(name.prefix) else { return false }
    return !others.contains { $0.prefix.count > name.prefix.count && key.hasPrefix($0.prefix) }
  }

  /// Has a part of a configuration read. What it reads, warns of and refuses has the names of the destination.
  func read<Value>(
    into outer: inout ConfigurationReader,
    _ body: (inout ConfigurationReader) throws(ConfigurationError) -> Value
  ) throws(ConfigurationError) -> Value {
    var reader = ConfigurationReader(environment)
    let value: Value
    do throws(ConfigurationError) {
      value = try body(&reader)
    } catch {
      throw ConfigurationError(
        key: outerKey(error.key) ?? error.key,
        source: error.source,
        reason: shown(error.reason)
      )
    }
    for setting in reader.settings {
      outer.record(outerKey(setting.key) ?? setting.key, setting.value, setting.source)
    }
    for warning in reader.warnings {
      outer.warn(outerKey(warning.key) ?? warning.key, shown(warning.message))
    }
    outer.know(reader.knownKeys.map { outerKey($0) ?? $0 })
    // What all share may be this one's alone.
    outer.know(Self.shared.filter { reader.knownKeys.contains(Self.own + $0) }.map { name.key($0) })
    return value
  }

  private static func isOfSingle(_ key: String) -> Bool {
    key.hasPrefix(single) || key.hasPrefix(standard) || key.hasPrefix(own + mlflow)
      || key.hasPrefix("MLFLOW_TRACKING_")
  }

  private static func innerKey(_ ending: String) -> String {
    shared.contains(ending) || ending.hasPrefix(mlflow) ? own + ending : single + ending
  }

  /// Nil for one that is not about a single destination.
  private func outerKey(_ key: String) -> String? {
    for prefix in [Self.single, Self.standard] where key.hasPrefix(prefix) {
      return name.key(String(key.dropFirst(prefix.count)))
    }
    if key.hasPrefix(Self.own + Self.mlflow) { return name.key(String(key.dropFirst(Self.own.count))) }
    guard key.hasPrefix(Self.own), case let ending = String(key.dropFirst(Self.own.count)),
      Self.shared.contains(ending), ownShared.contains(ending)
    else { return nil }
    return name.key(ending)
  }

  private func shown(_ text: String) -> String {
    text.replacing(Self.single, with: name.prefix).replacing(Self.standard, with: name.prefix)
      .replacing(Self.own + Self.mlflow, with: name.key(Self.mlflow))
  }
}
