/// Where a setting came from.
public enum ConfigurationSource: Hashable, Sendable, CustomStringConvertible {
  /// The value is a default.
  case `default`
  /// A variable of the process environment.
  case environment
  /// An option of the command line.
  case commandLine
  /// A line of a configuration file; lines count from 1.
  case file(path: String, line: Int)

  public var description: String {
    switch self {
    case .default: "default"
    case .environment: "environment"
    case .commandLine: "command line"
    case .file(let path, let line): "\(path):\(line)"
    }
  }
}

/// A setting that cannot be used. Nothing starts on one; the command line answers it with exit code 78.
///
/// `reason` may be shown to anyone who can read the logs: it never holds a header value, a token or a key.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The variable's name as the user wrote it.
  public let key: String
  /// Where it was set.
  public let source: ConfigurationSource
  /// What is wrong with it and what would be right.
  public let reason: String

  /// An error of one setting.
  public init(key: String, source: ConfigurationSource, reason: String) {
    self.key = key
    self.source = source
    self.reason = reason
  }

  public var description: String { "\(key) (\(source)): \(reason)" }
}

/// A setting that was ignored, as the OpenTelemetry specification demands of an invalid `OTEL_*` value, or
/// that is allowed but dangerous. Holds no secret, for the same reason as ``ConfigurationError``.
public struct ConfigurationWarning: Hashable, Sendable, CustomStringConvertible {
  /// The name of the setting.
  public let key: String
  /// Where its value came from.
  public let source: ConfigurationSource
  /// What is wrong, and what is done instead. Holds no value that may be secret.
  public let message: String

  /// A warning of one setting.
  public init(key: String, source: ConfigurationSource, message: String) {
    self.key = key
    self.source = source
    self.message = message
  }

  public var description: String { "\(key) (\(source)): \(message)" }
}
