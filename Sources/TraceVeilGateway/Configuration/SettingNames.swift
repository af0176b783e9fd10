import TraceVeil

/// The names of all settings, and what is said about an unknown name.
enum SettingNames {
  /// Every name that the gateway reads, its own and standard ones: what it reads from an empty environment.
  static let known = declared.knownKeys

  /// Every setting with its form and its default, for people. They come from where the settings are parsed.
  static let shown: String = {
    var text = ""
    for name in known.sorted() where !UnavailableSettings.contains(name) {
      append(name, SettingMeanings.of(name), form(of: name), to: &text)
    }
    text += "\nOf each destination that \(DestinationName.listKey) names (<NAME>, in capitals):\n\n"
    for ending in DestinationKeys.endings.sorted() {
      let name = DestinationName.prefix + "<NAME>_" + ending
      append(name, SettingMeanings.ofDestination(ending), DestinationKeys.form(of: ending), to: &text)
    }
    return text
  }()

  private static func append(
    _ name: String,
    _ meaning: String?,
    _ form: ConfigurationReader.Form?,
    to text: inout String
  ) {
    text += "\(name)\n"
    if let meaning { text += "    \(meaning)\n" }
    // Some are read only where others ask for them.
    guard let form else { return }
    let fallback = form.default.flatMap { $0.isEmpty ? nil : "; \($0) by default" } ?? ""
    text += "    \(form.expected)\(fallback)\n"
  }

  /// What is known of a name's values; nil for one that is read only where others ask for it.
  static func form(of name: String) -> ConfigurationReader.Form? { declared.forms[name] }

  private static let declared: ConfigurationReader = {
    var reader = ConfigurationReader(Environment())
    _ = try? GatewayConfiguration(reading: &reader)
    return reader
  }()

  /// Variables of the project's own tests. Whoever runs them may have these set for the gateway, too.
  private static let ofTests: Set = ["TRACEVEIL_BINARY", "TRACEVEIL_TEST_SEED"]

  /// Whether a variable is meant as a setting of TraceVeil but is unknown: it has our prefix, in any case, or differs
  /// from one of our names in one or two letters.
  ///
  /// - Parameter destinations: Names of settings that only this environment has.
  static func isMisspelt(_ name: String, value: String, besides destinations: [String]) -> Bool {
    guard !known.contains(name), !ofTests.contains(name), !UnavailableSettings.contains(name) else {
      return false
    }
    // Which ones there are depends on the names of destinations.
    if name.hasPrefix(DestinationName.prefix) { return false }
    let upper = name.uppercased()
    if upper.hasPrefix(ConfigurationReader.ownPrefix) {
      return !KubernetesVariable.isOne(upper, value: value)
    }
    return isNearlyOwn(upper, among: known) || isNearlyOwn(upper, among: destinations)
  }

  /// `TRACEVIL_OPERATOR`: a name of ours whose prefix was misspelt.
  private static func isNearlyOwn(_ upper: String, among names: some Collection<String>) -> Bool {
    guard upper.hasPrefix("T"), upper.utf8.count <= 128 else { return false }
    let letters = Array(upper.utf8)
    return names.contains {
      $0.hasPrefix(ConfigurationReader.ownPrefix)
        && NearestName.distance(letters, Array($0.utf8), limit: 2) != nil
    }
  }

  /// What to say about an unknown name.
  static func advice(about name: String, besides destinations: [String]) -> String {
    let candidates = known.filter { !UnavailableSettings.contains($0) && !ProxySettings.names.contains($0) }
    let near = NearestName.names(near: name, among: candidates + destinations)
    guard let last = near.last else { return "there is no such setting" }
    let others = near.dropLast().joined(separator: ", ")
    return "there is no such setting; did you mean \(others.isEmpty ? "" : others + " or ")\(last)?"
  }
}

extension ConfigurationReader {
  /// A misspelt variable would silently have no effect, and may have been meant to protect something.
  func refuseMisspelt() throws(ConfigurationError) {
    let destinations = DestinationKeys(of: environment).all
    for key in environment.keys where !isFromFile(key) {
      guard SettingNames.isMisspelt(key, value: environment[key] ?? "", besides: destinations) else {
        continue
      }
      throw error(key, SettingNames.advice(about: key, besides: destinations))
    }
  }

  /// A file is written for the gateway: whatever the gateway does not know in it is a mistake.
  func refuseUnknownInFile() throws(ConfigurationError) {
    for key in environment.keys where isFromFile(key) && !SettingNames.known.contains(key) {
      if key.hasPrefix(DestinationName.prefix) { continue }
      throw error(key, SettingNames.advice(about: key, besides: DestinationKeys(of: environment).all))
    }
  }

  /// Most `OTEL_*` variables are the application's, and unknown here; one that is a letter or two away from one that
  /// is read was probably meant to be that.
  mutating func warnAboutMisspeltStandard() {
    for key in environment.keys where key.hasPrefix("OTEL_") && !isFromFile(key) {
      guard !SettingNames.known.contains(key), key.utf8.count <= 128 else { continue }
      let letters = Array(key.utf8)
      let near = SettingNames.known.filter {
        $0.hasPrefix("OTEL_") && NearestName.distance(letters, Array($0.utf8), limit: 2) != nil
      }
      guard let name = near.sorted().first else { continue }
      warn(key, "the gateway reads no such variable; did you mean \(name)?")
    }
  }

  private func isFromFile(_ key: String) -> Bool {
    if case .file = environment.source(of: key) { true } else { false }
  }
}

/// Kubernetes sets variables in every pod for each service of the namespace; one may be called `traceveil`, or
/// `traceveil-http`.
private enum KubernetesVariable {
  static func isOne(_ name: String, value: String) -> Bool {
    if name.hasSuffix("_SERVICE_HOST") || name.hasSuffix("_SERVICE_PORT") { return true }
    if name.contains("_SERVICE_PORT_") { return true }
    let protocols = ["tcp", "udp", "sctp"]
    if name.hasSuffix("_PORT"), protocols.contains(where: { value.lowercased().hasPrefix("\($0)://") }) {
      return true
    }
    // TRACEVEIL_PORT_4318_TCP, and the same with _PROTO, _PORT or _ADDR.
    var words = name.split(separator: "_")
    if ["PROTO", "PORT", "ADDR"].contains(words.last) { words.removeLast() }
    return words.count >= 4 && protocols.contains((words.last ?? "").lowercased())
      && UInt16(words[words.count - 2]) != nil && words[words.count - 3] == "PORT"
  }
}
