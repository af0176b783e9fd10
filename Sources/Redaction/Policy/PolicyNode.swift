internal import YAML

/// A node of a policy file, with the path of its key and its line for errors.
struct PolicyNode {
  /// What a node holds, by YAML 1.2's core rules: only `true` and `false` are booleans, and quotes make text.
  enum Content {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([PolicyNode])
    case mapping([(key: PolicyNode, value: PolicyNode)])
  }

  let path: String
  let line: Int
  let content: Content

  /// Parses a file; the root has no path.
  static func parse(_ bytes: [UInt8], file: String) throws(PolicyErrors) -> PolicyNode {
    func failure(_ line: Int, _ key: String = "", _ reason: String) -> PolicyErrors {
      PolicyErrors([PolicyError(file: file, line: line, key: key, reason: reason)])
    }
    guard bytes.count <= PolicyFile.maximumSize else {
      throw failure(0, "", "the file has \(bytes.count) bytes, at most \(PolicyFile.maximumSize) are allowed")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(0, "", "the file is not UTF-8")
    }
    let findings = YAMLGuard.findings(in: bytes)
    if !findings.isEmpty {
      throw PolicyErrors(
        findings.prefix(20).map { PolicyError(file: file, line: $0.line, key: "", reason: $0.reason) }
      )
    }
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLComposer.root(of: text)
    } catch {
      throw failure(error.line, Self.key(of: error), error.reason)
    }
    guard let root else { throw failure(0, "", "the file is empty; it must say at least `version: 1`") }
    return PolicyNode(root, path: "")
  }

  private static func key(of error: YAMLError) -> String {
    if case .duplicateKeys(let keys) = error.problem { keys.joined(separator: ", ") } else { "" }
  }

  private init(_ node: YAMLNode, path: String) {
    self.path = path
    line = node.line
    switch node.content {
    case .scalar(let text, let isPlain):
      content = isPlain ? Self.content(ofPlain: text) : .text(text)
    case .list(let nodes):
      content = .list(nodes.enumerated().map { PolicyNode($1, path: "\(path)[\($0)]") })
    case .mapping(let pairs):
      content = .mapping(
        pairs.map { key, value in
          let name = key.scalar ?? "?"
          let path = path.isEmpty ? name : "\(path).\(name)"
          return (PolicyNode(key, path: path), PolicyNode(value, path: path))
        }
      )
    }
  }

  private static func content(ofPlain text: String) -> Content {
    if YAMLNode.isNull(text) { return .null }
    switch text {
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default:
      if let integer = Int(text) { return .integer(integer) }
      let isNumeric = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
      if isNumeric, let number = Double(text) { return .number(number) }
      return .text(text)
    }
  }

  /// What the node is, for errors.
  var kind: String {
    switch content {
    case .null: "nothing"
    case .boolean: "true or false"
    case .integer, .number: "a number"
    case .text: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
