import JSON
import TraceVeil
import YAML

extension ConfigurationFile {
  /// The list of several destinations: names, or mappings of what stands behind `TRACEVEIL_DESTINATION_<NAME>_`, in small
  /// letters or capitals, to values; `name` is the name.
  ///
  /// A list of texts stands for them with commas between, and a mapping, of `headers` or `oauth2_params`, for its pairs.
  ///
  /// - Returns: The names of all settings that it stands for, some twice where it says them twice.
  static func read(
    destinations: [YAMLNode],
    _ source: ConfigurationSource,
    _ variables: [String: String],
    into environment: inout Environment
  ) throws(ConfigurationError) -> [String] {
    var names: [String] = []
    var keys = [DestinationName.listKey]
    for node in destinations {
      switch node.content {
      case .scalar(let name, let isPlain):
        names.append(try text(name, isPlain, of: DestinationName.listKey, source, variables))
      case .mapping(let mapping):
        let name = try read(destination: mapping, node, source, variables, into: &environment, &keys)
        names.append(name)
      case .list: throw failure(source, node, "a destination must be a name, or a mapping with a name")
      }
    }
    environment.set(DestinationName.listKey, to: names.joined(separator: ","), source: source)
    return keys
  }

  private static func read(
    destination: [(key: YAMLNode, value: YAMLNode)],
    _ whole: YAMLNode,
    _ source: ConfigurationSource,
    _ variables: [String: String],
    into environment: inout Environment,
    _ keys: inout [String]
  ) throws(ConfigurationError) -> String {
    let values = destination.compactMap { key, value in key.scalar.map { ($0.lowercased(), value) } }
    guard values.count == destination.count, let node = values.first(where: { $0.0 == "name" })?.1,
      case .scalar(let text, let isPlain) = node.content,
      let name = DestinationName(try Self.text(text, isPlain, of: DestinationName.listKey, source, variables))
    else { throw failure(source, whole, "each destination needs a name that can be one") }
    for (ending, node) in values where ending != "name" {
      let key = name.key(ending.uppercased())
      keys.append(key)
      let source = place(of: node, source)
      environment.set(key, to: try Self.text(of: node, key, source, variables), source: source)
    }
    return name.text
  }

  private static func text(
    of node: YAMLNode,
    _ key: String,
    _ source: ConfigurationSource,
    _ variables: [String: String]
  ) throws(ConfigurationError) -> String {
    switch node.content {
    case .scalar(let value, let isPlain): return try text(value, isPlain, of: key, source, variables)
    case .list(let list):
      var items: [String] = []
      for item in list {
        guard case .scalar(let value, let isPlain) = item.content else { break }
        items.append(try text(value, isPlain, of: key, source, variables))
      }
      guard items.count == list.count, !items.contains(where: { $0.contains(",") }) else { break }
      return items.joined(separator: ",")
    case .mapping(let mapping) where key.hasSuffix("HEADERS") || key.hasSuffix("OAUTH2_PARAMS"):
      var pairs: [String] = []
      for (name, value) in mapping {
        guard let name = name.scalar, case .scalar(let value, let isPlain) = value.content else { break }
        pairs.append(
          "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(try text(value, isPlain, of: key, source, variables)))"
        )
      }
      guard pairs.count == mapping.count else { break }
      return pairs.joined(separator: ",")
    default: break
    }
    throw ConfigurationError(
      key: key,
      source: source,
      reason:
        "the value must be a text or number, or a list of texts without commas; headers and parameters may be a mapping"
    )
  }

  private static func place(of node: YAMLNode, _ source: ConfigurationSource) -> ConfigurationSource {
    guard case .file(let path, _) = source else { return source }
    return .file(path: path, line: node.line)
  }

  private static func failure(_ source: ConfigurationSource, _ node: YAMLNode, _ reason: String)
    -> ConfigurationError
  {
    ConfigurationError(key: DestinationName.listKey, source: place(of: node, source), reason: reason)
  }
}
