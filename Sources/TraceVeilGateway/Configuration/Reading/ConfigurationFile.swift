import TraceVeil
import Yams

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
    guard case .mapping(let mapping) = root else {
      throw failure(path, root.mark, "the file is not a mapping of names to values")
    }
    var environment = Environment()
    for (keyNode, valueNode) in mapping {
      guard case .scalar(let key) = keyNode else {
        throw failure(path, keyNode.mark, "a name must be a text")
      }
      let source = ConfigurationSource.file(path: path, line: keyNode.mark?.line ?? 0)
      if key.string == DestinationName.listKey, case .sequence(let list) = valueNode {
        try read(destinations: list, source, variables, into: &environment)
        continue
      }
      guard case .scalar(let value) = valueNode else {
        throw ConfigurationError(
          key: key.string,
          source: source,
          reason: "the value must be a single text or number"
        )
      }
      environment.set(key.string, to: try Self.text(value, of: key.string, source, variables), source: source)
    }
    return environment
  }

  /// A value with what its references stand for.
  static func text(
    _ value: Node.Scalar,
    of key: String,
    _ source: ConfigurationSource,
    _ variables: [String: String]
  ) throws(ConfigurationError) -> String {
    let resolved: String
    var unset: String?
    do throws(VariableReferences.Invalid) {
      resolved = try VariableReferences.resolve(
        value.string,
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
    return isNull(resolved, value.style) ? "" : resolved
  }

  /// YAML's null, which leaves the variable unset.
  private static func isNull(_ value: String, _ style: Node.Scalar.Style) -> Bool {
    style == .plain && ["", "~", "null", "Null", "NULL"].contains(value)
  }

  /// Only libyaml's own words and the place are taken over from its errors: their descriptions quote the
  /// file.
  private static func compose(_ text: String, _ path: String) throws(ConfigurationError) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _)
    {
      throw failure(path, mark, "this is not valid YAML: \(problem)")
    } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
      throw failure(
        path,
        context.mark,
        "a name occurs more than once: \(duplicates.joined(separator: ", "))"
      )
    } catch {
      throw failure(path, nil, "this is not valid YAML")
    }
  }

  private static func failure(_ path: String, _ mark: Mark?, _ reason: String) -> ConfigurationError {
    ConfigurationError(key: "--config", source: .file(path: path, line: mark?.line ?? 1), reason: reason)
  }
}
