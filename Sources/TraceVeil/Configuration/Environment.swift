/// Named settings and the source of each: a value to pass in. Only the command line reads the environment of the
/// process.
///
/// An empty value, or one of white space only, counts as unset (OpenTelemetry, "Parsing empty value"), and
/// white space round a value is not part of it.
public struct Environment: Sendable {
  struct Entry: Sendable {
    var value: String
    var source: ConfigurationSource
  }

  private var entries: [String: Entry] = [:]

  /// An environment of `variables`, as if the process had them.
  public init(_ variables: [String: String] = [:]) {
    for (key, value) in variables { set(key, to: value, source: .environment) }
  }

  /// Sets one variable; an empty value removes it.
  package mutating func set(_ key: String, to value: String, source: ConfigurationSource) {
    let trimmed = value.trimmingASCIIWhitespace()
    entries[key] = trimmed.isEmpty ? nil : Entry(value: String(trimmed), source: source)
  }

  /// These settings, with those of `fallback` where nothing is set here.
  package func over(_ fallback: Environment) -> Environment {
    var merged = self
    merged.entries.merge(fallback.entries) { own, _ in own }
    return merged
  }

  /// The value of `key`, nil when it is not set.
  public subscript(_ key: String) -> String? { entries[key]?.value }

  /// Where `key` was set; `.default` when it was not.
  package func source(of key: String) -> ConfigurationSource { entries[key]?.source ?? .default }

  /// The names that are set, sorted.
  package var keys: [String] { entries.keys.sorted() }

  func entry(_ key: String) -> Entry? { entries[key] }
}

extension StringProtocol {
  /// The text without blanks and tabs around it, which the specifications call optional white space, and without the
  /// line end that a value read from a file may have.
  package func trimmingASCIIWhitespace() -> Substring {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    var bytes = Substring(self).utf8.drop(while: isSpace)
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return Substring(bytes)
  }
}
