internal import Yams

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
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw failure(0, "", "the file is empty; it must say at least `version: 1`")
      }
      return PolicyNode(root, path: "")
    } catch let error as YamlError {
      throw failure(error.line(in: text), error.key, error.reason)
    } catch let error as PolicyErrors {
      throw error
    } catch {
      throw failure(0, "", "the file cannot be parsed")
    }
  }

  private init(_ node: Node, path: String) {
    self.path = path
    line = node.mark?.line ?? 0
    switch node {
    case .scalar(let scalar):
      content = Self.content(of: scalar)
    case .sequence(let sequence):
      content = .list(sequence.enumerated().map { PolicyNode($1, path: "\(path)[\($0)]") })
    case .mapping(let mapping):
      content = .mapping(
        mapping.map { key, value in
          let name = key.scalar?.string ?? "?"
          let path = path.isEmpty ? name : "\(path).\(name)"
          return (PolicyNode(key, path: path), PolicyNode(value, path: path))
        }
      )
    case .alias:
      content = .null
    }
  }

  private static func content(of scalar: Node.Scalar) -> Content {
    guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default:
      if let integer = Int(scalar.string) { return .integer(integer) }
      let isNumeric = scalar.string.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
      if isNumeric, let number = Double(scalar.string) { return .number(number) }
      return .text(scalar.string)
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

extension YamlError {
  fileprivate func line(in text: String) -> Int {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    case .reader(_, let offset?, _, _): text.prefix(offset).count { $0.isNewline } + 1
    default: 0
    }
  }

  fileprivate var key: String {
    if case .duplicatedKeysInMapping(let keys, _) = self { keys.joined(separator: ", ") } else { "" }
  }

  fileprivate var reason: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
      "invalid YAML: \(problem)"
    case .reader(let problem, _, _, _): "invalid YAML: \(problem)"
    case .duplicatedKeysInMapping: "the key occurs more than once"
    default: "the file cannot be parsed"
    }
  }
}
