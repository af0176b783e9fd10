import TraceVeil
import YAML

/// What a node of the file is, with what its references stand for.
extension DeclarativeFile {
  /// The members of a mapping, whose keys are never resolved; none for null.
  mutating func members(
    of node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) -> [(name: String, node: YAMLNode)] {
    switch node.content {
    case .mapping(let pairs):
      var members: [(name: String, node: YAMLNode)] = []
      for (key, value) in pairs {
        guard let name = key.scalar else { throw error(key, path, "its keys must be texts") }
        members.append((name, value))
      }
      return members
    case .scalar:
      if try text(of: node, path) == nil { return [] }
    case .list: break
    }
    throw error(node, path.isEmpty ? Self.key : path, "must be a mapping")
  }

  func list(of node: YAMLNode, _ path: String) throws(ConfigurationError) -> [YAMLNode] {
    if case .list(let nodes) = node.content { return nodes }
    throw error(node, path, "must be a list")
  }

  /// The text of a scalar; nil for null. A plain reference to an unset variable is null, too.
  mutating func text(of node: YAMLNode, _ path: String) throws(ConfigurationError) -> String? {
    guard case .scalar(let written, let isPlain) = node.content else {
      throw error(node, path, "must be a single value")
    }
    let (text, unset) = try resolved(written, node, path)
    // The format wants it to be nothing, and nobody may have wanted that.
    for name in unset { warn(node, path, "the variable \(name.prefix(64)) is not set") }
    return isPlain && YAMLNode.isNull(text) ? nil : text
  }

  /// A whole number of YAML's core schema, which is in no quotes; nil for null.
  mutating func number(
    of node: YAMLNode,
    _ path: String,
    from least: Int
  ) throws(ConfigurationError) -> Int? {
    guard let text = try text(of: node, path) else { return nil }
    guard case .scalar(_, isPlain: true) = node.content, let number = Self.integer(text), number >= least
    else {
      throw error(node, path, "must be a whole number of at least \(least), without quotes")
    }
    return number
  }

  /// A truth value of YAML's core schema, which is in no quotes; nil for null.
  mutating func flag(of node: YAMLNode, _ path: String) throws(ConfigurationError) -> Bool? {
    guard let text = try text(of: node, path) else { return nil }
    if case .scalar(_, isPlain: true) = node.content {
      if ["true", "True", "TRUE"].contains(text) { return true }
      if ["false", "False", "FALSE"].contains(text) { return false }
    }
    throw error(node, path, "must be true or false, without quotes")
  }

  /// Ignores a node about an application's SDK. References in it must still be valid, because the format has no
  /// partial results.
  mutating func ignore(
    _ node: YAMLNode,
    _ path: String,
    _ message: String = "has no effect in a gateway, which changes nothing of an application's SDK"
  ) throws(ConfigurationError) {
    warn(node, path, message)
    try check(node, path)
  }

  /// Refuses a node that the format or the gateway does not have. Experimental names of the format may be ignored.
  mutating func refuse(_ node: YAMLNode, _ path: String) throws(ConfigurationError) {
    guard path.hasSuffix("/development") else {
      throw error(node, path, "there is no such key, or it is not available in this version")
    }
    try ignore(node, path)
  }

  private mutating func check(_ node: YAMLNode, _ path: String) throws(ConfigurationError) {
    switch node.content {
    case .scalar(let written, _): _ = try resolved(written, node, path)
    case .list(let nodes): for node in nodes { try check(node, path) }
    case .mapping(let pairs): for (_, node) in pairs { try check(node, path) }
    }
  }

  private static func integer(_ text: String) -> Int? {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      let digits = text.dropFirst(2)
      return digits.first?.isHexDigit == true ? Int(digits, radix: radix) : nil
    }
    return Int(text)
  }
}
