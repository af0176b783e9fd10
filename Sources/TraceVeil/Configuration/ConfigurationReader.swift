/// Reads typed settings out of an ``Environment`` and remembers what it read: the warnings, and every
/// effective setting for `--print-config`, so that the printout cannot differ from what is in force.
///
/// One rule decides what an invalid value does. A standard `OTEL_*` variable is reported as a warning and
/// treated as unset, which is what the specification demands. A variable of TraceVeil's own is an error:
/// a gateway must not guess what a security setting meant.
public struct ConfigurationReader: Sendable {
  /// The prefix of the variables that are TraceVeil's own.
  package static let ownPrefix = "TRACEVEIL_"

  /// A setting in force. `value` is fit to be shown: secrets are masked.
  package struct Setting: Hashable, Sendable {
    package let key: String
    package let value: String
    package let source: ConfigurationSource
  }

  /// What can be said about a name before anybody sets it.
  package struct Form: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case text
      case boolean
      case integer(ClosedRange<Int>)
      /// One of a closed set, in any case.
      case word([String])
    }

    /// What a valid value is.
    package let expected: String
    package let kind: Kind
    /// The default as it is shown; nil if there is none, or if another name of the same setting has it.
    package fileprivate(set) var `default`: String?
  }

  package let environment: Environment
  /// What was wrong with standard variables, whose values were ignored then, in the order they were read.
  public private(set) var warnings: [ConfigurationWarning] = []
  /// What was read, in the order of reading, one entry a key.
  package private(set) var settings: [Setting] = []
  /// Every name that was asked for, set or not: what is set and not in here is unknown.
  package private(set) var knownKeys: Set<String> = []
  /// The forms of the names whose values were read.
  package private(set) var forms: [String: Form] = [:]

  /// A reader of these variables.
  public init(_ environment: Environment) {
    self.environment = environment
  }

  /// Reads the first of `keys` that is set and valid.
  ///
  /// - Parameters:
  ///   - keys: Names in falling precedence. An invalid standard variable does not hide those after it.
  ///   - expected: What a valid value is, for the message.
  ///   - kind: What a valid value is, for programs.
  ///   - quoting: Whether a message may repeat the value the user wrote.
  ///   - shown: How the value is printed; it must mask secrets.
  ///   - parse: Makes the value of the text; nil if the text is not valid.
  /// - Returns: Nil when none of them is set.
  package mutating func read<Value>(
    _ keys: [String],
    expected: String,
    kind: Form.Kind = .text,
    quoting: Bool = true,
    shown: (Value) -> String,
    parse: (String) -> Value?
  ) throws(ConfigurationError) -> Value? {
    knownKeys.formUnion(keys)
    for key in keys where forms[key] == nil { forms[key] = Form(expected: expected, kind: kind) }
    for key in keys {
      guard let entry = environment.entry(key) else { continue }
      if let value = parse(entry.value) {
        record(key, shown(value), entry.source)
        return value
      }
      try reject(key, "\(quoting ? "\(Self.quoted(entry.value)) is not " : "the value is not ")\(expected)")
    }
    return nil
  }

  /// Reads a value as ``read(_:expected:kind:quoting:shown:parse:)`` does, with a default that is recorded under the
  /// last, the most general name.
  package mutating func read<Value>(
    _ keys: [String],
    default fallback: Value,
    expected: String,
    kind: Form.Kind = .text,
    shown: (Value) -> String,
    parse: (String) -> Value?
  ) throws(ConfigurationError) -> Value {
    let value = try read(keys, expected: expected, kind: kind, shown: shown, parse: parse)
    if let key = keys.last { forms[key]?.default = shown(fallback) }
    if let value { return value }
    if let key = keys.last { record(key, shown(fallback), .default) }
    return fallback
  }

  /// Reports what is wrong with a key that is set: an error for an own variable, a warning for another.
  package mutating func reject(_ key: String, _ reason: String) throws(ConfigurationError) {
    if key.hasPrefix(Self.ownPrefix) { throw error(key, reason) }
    warn(key, reason + "; the setting is ignored")
  }

  /// An error about `key` that carries where the key was set.
  package func error(_ key: String, _ reason: String) -> ConfigurationError {
    ConfigurationError(key: key, source: environment.source(of: key), reason: reason)
  }

  /// Adds a warning about `key`, once.
  package mutating func warn(_ key: String, _ message: String) {
    let warning = ConfigurationWarning(key: key, source: environment.source(of: key), message: message)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// Adds `key` to the effective settings unless it is in them already, and to the known names.
  package mutating func record(_ key: String, _ value: String, _ source: ConfigurationSource) {
    knownKeys.insert(key)
    if !settings.contains(where: { $0.key == key }) {
      settings.append(Setting(key: key, value: value, source: source))
    }
  }

  /// Declares names as known that are accepted here and used elsewhere.
  package mutating func know(_ keys: [String]) { knownKeys.formUnion(keys) }

  /// Declares as known what another reader knows, without what it read.
  package mutating func know(_ other: ConfigurationReader) {
    knownKeys.formUnion(other.knownKeys)
    forms.merge(other.forms) { own, _ in own }
  }

  /// A value as a message shows it: on one line and of bounded length.
  static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars.prefix(64) {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\u{20}"..."\u{7E}": text.unicodeScalars.append(scalar)
      default: text += "?"
      }
    }
    return text + (value.unicodeScalars.count > 64 ? "...\"" : "\"")
  }
}
