import TraceVeil
import YAML

/// The file of `--config`: a YAML mapping of the same names as the environment's to their values.
///
/// A value is a text, a number or a truth value, written as the variable would be, and may refer to variables of the
/// environment (`VariableReferences`). An unknown, repeated or nested key is an error. No message repeats a value: it may
/// be a secret.
enum ConfigurationFile {
  /// Reads and parses the file at `path`.
  ///
  /// - Parameter variables: What references in it stand for.
  static func environment(
    at path: String,
    variables: [String: String] = [:]
  ) throws(ConfigurationError) -> Environment {
    let text: String
    do throws(BoundedFile.Failure) {
      text = try BoundedFile.text(path)
    } catch {
      throw ConfigurationError(key: "--config \(path)", source: .commandLine, reason: error.reason)
    }
    return try environment(parsing: text, path: path, variables: variables)
  }

  static func environment(
    parsing text: String,
    path: String,
    variables: [String: String] = [:]
  ) throws(ConfigurationError) -> Environment {
    guard let root = try compose(text, path) else { return Environment() }
    guard case .mapping(let mapping) = root.content else {
      throw failure(path, root.line, "the file is not a mapping of names to values")
    }
    var environment = Environment()
    var names: Set<String> = []
    for (keyNode, valueNode) in mapping {
      guard let key = keyNode.scalar else { throw failure(path, keyNode.line, "a name must be a text") }
      let source = ConfigurationSource.file(path: path, line: keyNode.line)
      if key == DestinationName.listKey, case .list(let list) = valueNode.content {
        for key in try read(destinations: list, source, variables, into: &environment) {
          try note(key, source, &names)
        }
        continue
      }
      try note(key, source, &names)
      guard case .scalar(let value, let isPlain) = valueNode.content else {
        throw ConfigurationError(
          key: key,
          source: source,
          reason: "the value must be a single text or number"
        )
      }
      environment.set(key, to: try Self.text(value, isPlain, of: key, source, variables), source: source)
    }
    return environment
  }

  /// Notes a name. A name that is set twice is an error, because nobody should have to guess which value is in force.
  private static func note(
    _ key: String,
    _ source: ConfigurationSource,
    _ names: inout Set<String>
  ) throws(ConfigurationError) {
    guard names.insert(key).inserted else {
      throw ConfigurationError(key: key, source: source, reason: "it is set twice in the file")
    }
  }

  /// A value with what its references stand for.
  static func text(
    _ value: String,
    _ isPlain: Bool,
    of key: String,
    _ source: ConfigurationSource,
    _ variables: [String: String]
  ) throws(ConfigurationError) -> String {
    let resolved: String
    var unset: String?
    do throws(VariableReferences.Invalid) {
      resolved = try VariableReferences.resolve(
        value,
        whenUnset: { unset = $0 },
        variable: { variables[$0] }
      )
    } catch {
      throw ConfigurationError(
        key: key,
        source: source,
        reason: "a reference must be ${NAME} or ${NAME:-default}; $$ stands for a dollar sign"
      )
    }
    // Nothing in the place of a name would switch off what was asked for: credentials, a policy, an authority.
    if let unset {
      throw ConfigurationError(
        key: key,
        source: source,
        reason:
          "the variable \(unset.prefix(64)) is not set; ${NAME:-} with nothing behind it stands for nothing"
      )
    }
    // YAML's null leaves the variable unset.
    return isPlain && YAMLNode.isNull(resolved) ? "" : resolved
  }

  /// Parses the text. Errors only repeat libyaml's own words and the position.
  private static func compose(_ text: String, _ path: String) throws(ConfigurationError) -> YAMLNode? {
    do throws(YAMLError) {
      return try YAMLComposer.root(of: text)
    } catch {
      let reason =
        switch error.problem {
        case .syntax(let words): "this is not valid YAML: \(words)"
        case .duplicateKeys(let names): "a name occurs more than once: \(names.joined(separator: ", "))"
        case .tooDeep, .tooMany: error.reason
        }
      throw failure(path, error.line, reason)
    }
  }

  private static func failure(_ path: String, _ line: Int, _ reason: String) -> ConfigurationError {
    ConfigurationError(key: "--config", source: .file(path: path, line: line), reason: reason)
  }
}
