import OTLP
import TraceVeil
import YAML

/// The file of `OTEL_CONFIG_FILE`, in OpenTelemetry's declarative format (`file_format` 1): what it says of exporters, batches and
/// the log, as the variables that mean the same.
///
/// Where there is such a file, no other `OTEL_*` variable counts but by references in it: the specification demands that. Our own
/// variables count as ever, so the file cannot say anything of redaction. What is about an application's SDK is a warning. What
/// the format does not have, or what says where data goes and is not available, is an error.
struct DeclarativeFile {
  static let key = GatewayConfiguration.declarativeFileKey

  private let path: String
  private let variables: [String: String]
  /// What the file says, as variables.
  private(set) var environment = Environment()
  private(set) var warnings: [ConfigurationWarning] = []
  /// The names of the variables that it refers to.
  private(set) var references: Set<String> = []

  /// The minor version of format 1 whose keys are known.
  private static let minorVersion = 1

  /// The settings with the file that they name, if they do.
  ///
  /// - Parameter variables: What references in it stand for.
  static func applied(
    to settings: Environment,
    variables: [String: String]
  ) throws(ConfigurationError) -> (settings: Environment, warnings: [ConfigurationWarning]) {
    guard let path = settings[key] else {
      let former = "OTEL_EXPERIMENTAL_CONFIG_FILE"
      guard settings[former] != nil else { return (settings, []) }
      let message = "is not read; the name is \(key) since the format is stable"
      let source = settings.source(of: former)
      return (settings, [ConfigurationWarning(key: former, source: source, message: message)])
    }
    var others = Environment()
    for name in settings.keys {
      guard let value = settings[name] else { continue }
      let source = settings.source(of: name)
      // Nor the file's own name: what it says is in force, and printed, instead.
      if name.hasPrefix("OTEL_") {
        guard name != key, case .file = source else { continue }
        throw ConfigurationError(
          key: name,
          source: source,
          reason: "\(key) decides what OTEL_* settings decide"
        )
      }
      others.set(name, to: value, source: source)
    }
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
      throw ConfigurationError(
        key: key,
        source: settings.source(of: key),
        reason: "the file's name must end in .yaml or .yml"
      )
    }
    let text: String
    do throws(BoundedFile.Failure) {
      text = try BoundedFile.text(path)
    } catch {
      throw ConfigurationError(key: key, source: settings.source(of: key), reason: error.reason)
    }
    let file = try DeclarativeFile(parsing: text, path: path, variables: variables)
    var warnings = file.warnings
    for name in settings.keys where name.hasPrefix("OTEL_") && name != key {
      guard SettingNames.known.contains(name), !file.references.contains(name) else { continue }
      warnings.append(
        ConfigurationWarning(
          key: name,
          source: settings.source(of: name),
          message: "has no effect beside \(key), which does not refer to it"
        )
      )
    }
    return (others.over(file.environment), warnings)
  }

  init(parsing text: String, path: String, variables: [String: String] = [:]) throws(ConfigurationError) {
    self.path = path
    self.variables = variables
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLComposer.root(of: text)
    } catch {
      throw ConfigurationError(
        key: Self.key,
        source: .file(path: path, line: error.line),
        reason: error.reason
      )
    }
    guard let root else {
      throw ConfigurationError(key: Self.key, source: .file(path: path, line: 1), reason: "the file is empty")
    }
    try read(root)
  }

  private mutating func read(_ root: YAMLNode) throws(ConfigurationError) {
    // A provider that is not there does nothing, by the format.
    for signal in Signal.allCases { set(signal.exporterKey, "none", root) }
    var hasFormat = false
    for (name, node) in try members(of: root, "") {
      switch name {
      case "file_format":
        try readFormat(node, name)
        hasFormat = true
      case "disabled":
        if try flag(of: node, name) == true {
          warn(node, name, "it is about the SDK of an application; the gateway runs and redacts")
        }
      case "log_level": try readLogLevel(node, name)
      case "tracer_provider": try readProvider(of: .traces, node, name)
      case "logger_provider": try readProvider(of: .logs, node, name)
      case "meter_provider": try readReaders(node, name)
      case "resource", "propagator", "attribute_limits", "distribution": try ignore(node, name)
      case _ where name.hasSuffix("/development"): try ignore(node, name)
      // The format allows for more keys, here alone.
      default: try ignore(node, name, "the gateway knows no such key")
      }
    }
    guard hasFormat else { throw error(root, "file_format", "is missing; write file_format: \"1.0\"") }
  }

  private mutating func readFormat(_ node: YAMLNode, _ path: String) throws(ConfigurationError) {
    let parts = (try text(of: node, path) ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == "1", let minor = Int(parts[1]), minor >= 0 else {
      throw error(node, path, "must be 1.0 or a later 1.x")
    }
    if minor > Self.minorVersion {
      warn(node, path, "this release knows the format up to 1.\(Self.minorVersion)")
    }
  }

  /// The format's levels are those of log records, each in four degrees.
  private mutating func readLogLevel(_ node: YAMLNode, _ path: String) throws(ConfigurationError) {
    guard let level = try text(of: node, path) else { return }
    let name = level.last.map { "234".contains($0) } == true ? String(level.dropLast()) : level
    switch name {
    case "trace", "debug", "info", "warn", "error": set("OTEL_LOG_LEVEL", name, node)
    case "fatal": set("OTEL_LOG_LEVEL", "error", node)
    default: throw error(node, path, "must be one of trace, debug, info, warn, error, fatal")
    }
  }

  mutating func set(_ key: String, _ value: String, _ node: YAMLNode) {
    environment.set(key, to: value, source: .file(path: path, line: node.line))
  }

  func error(_ node: YAMLNode, _ key: String, _ reason: String) -> ConfigurationError {
    ConfigurationError(key: key, source: .file(path: path, line: node.line), reason: reason)
  }

  mutating func warn(_ node: YAMLNode, _ key: String, _ message: String) {
    let source = ConfigurationSource.file(path: path, line: node.line)
    let warning = ConfigurationWarning(key: key, source: source, message: message)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// What a scalar stands for, and the variables that are not set there.
  mutating func resolved(
    _ written: String,
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) -> (text: String, unset: [String]) {
    var unset: [String] = []
    var names: Set<String> = []
    let variables = variables
    do throws(VariableReferences.Invalid) {
      let text = try VariableReferences.resolve(
        written,
        whenUnset: { unset.append($0) },
        variable: { name in
          names.insert(name)
          return variables[name]
        }
      )
      references.formUnion(names)
      return (text, unset)
    } catch {
      throw self.error(
        node,
        path,
        "a reference must be ${NAME} or ${NAME:-default}; $$ stands for a dollar sign"
      )
    }
  }
}
