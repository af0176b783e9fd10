/// Turns the nodes of a policy file into values, and collects every mistake on the way.
///
/// Each section is read in an extension of its own. A value that is wrong is reported and left out, so that
/// what stands behind it is checked as well; in the end any mistake refuses the file.
struct PolicyReader {
  /// Mistakes that are collected: a file that is no policy at all has thousands.
  static let maximumErrors = 100
  /// Bytes of a name, a glob, a word or a replacement.
  static let maximumTextLength = 1024

  let file: String
  var context: PolicyContext
  private(set) var errors: [PolicyError] = []

  init(file: String, context: PolicyContext) {
    self.file = file
    self.context = context
  }

  mutating func read(_ root: PolicyNode) throws(PolicyErrors) -> PolicyFile {
    let sections = members(
      of: root,
      allowing: ["version", "entities", "recognizers", "allow", "keys", "binary", "presidio", "rules"]
    )
    readVersion(sections["version"], root: root)
    // The policy's own entities may be named anywhere in it.
    let patterns = sections["recognizers"].map { readRecognizers($0) } ?? nil
    let operators = sections["entities"].map { readEntities($0) } ?? [:]
    let allow = sections["allow"].map { readAllowList($0) } ?? .empty
    let keys = sections["keys"].map { readKeys($0) } ?? KeyMatcher()
    let binaryData = sections["binary"].map { readBinaryData($0) } ?? .keep
    let rules = sections["rules"].map { readRules($0) } ?? []
    let onAnalyzerFailure = sections["presidio"].map { readAnalyzer($0) } ?? nil
    guard errors.isEmpty else { throw PolicyErrors(errors) }
    var policy = PolicyFile(patterns: patterns ?? .empty)
    policy.operators = operators
    policy.allow = allow
    policy.keys = keys
    policy.binaryData = binaryData
    policy.rules = rules
    policy.onAnalyzerFailure = onAnalyzerFailure
    return policy
  }

  private mutating func readVersion(_ node: PolicyNode?, root: PolicyNode) {
    guard let node else {
      if case .mapping = root.content { fail(root, "missing; write `version: 1`", key: "version") }
      return
    }
    guard case .integer(1) = node.content else {
      return fail(node, "unknown version; this release reads version 1")
    }
  }

  private mutating func readBinaryData(_ node: PolicyNode) -> RedactionPolicy.BinaryData {
    if case .text(let text) = node.content, let choice = RedactionPolicy.BinaryData(rawValue: text) {
      return choice
    }
    fail(node, "must be keep or drop")
    return .keep
  }

  mutating func fail(_ node: PolicyNode, _ reason: String, key: String? = nil) {
    guard errors.count < Self.maximumErrors else { return }
    errors.append(PolicyError(file: file, line: node.line, key: key ?? node.path, reason: reason))
  }

  mutating func failExpecting(_ what: String, _ node: PolicyNode) {
    fail(node, "must be \(what), and is \(node.kind)")
  }

  /// The members of a mapping by name. Unknown names are reported, or all when it is no mapping.
  mutating func members(of node: PolicyNode, allowing names: [String]) -> [String: PolicyNode] {
    guard case .mapping(let pairs) = node.content else {
      failExpecting("a mapping", node)
      return [:]
    }
    var members: [String: PolicyNode] = [:]
    for (key, value) in pairs {
      guard let name = name(of: key) else { continue }
      if names.contains(name) {
        members[name] = value
      } else {
        fail(key, "unknown key" + Suggestion.text(for: name, among: names))
      }
    }
    return members
  }

  /// The text of a key, reported when it is none.
  mutating func name(of key: PolicyNode) -> String? {
    switch key.content {
    case .text(let text) where !text.isEmpty && text.utf8.count <= Self.maximumTextLength: return text
    case .integer(let value): return String(value)
    default:
      fail(key, "keys must be text of at most \(Self.maximumTextLength) bytes")
      return nil
    }
  }

  mutating func items(of node: PolicyNode) -> [PolicyNode] {
    guard case .list(let items) = node.content else {
      failExpecting("a list", node)
      return []
    }
    return items
  }

  /// A list, or a single value that stands for a list of one.
  mutating func itemsOrItem(of node: PolicyNode) -> [PolicyNode] {
    if case .list(let items) = node.content { return items }
    return [node]
  }

  mutating func text(of node: PolicyNode, maximum: Int = maximumTextLength, allowingEmpty: Bool = false)
    -> String?
  {
    guard case .text(let text) = node.content else {
      if case .null = node.content {
        failExpecting("text", node)
      } else {
        fail(node, "must be text, and is \(node.kind): put it in quotes")
      }
      return nil
    }
    guard allowingEmpty || !text.isEmpty else {
      fail(node, "must not be empty")
      return nil
    }
    guard text.utf8.count <= maximum else {
      fail(node, "has \(text.utf8.count) bytes, at most \(maximum) are allowed")
      return nil
    }
    return text
  }

  mutating func integer(of node: PolicyNode, in range: ClosedRange<Int>) -> Int? {
    guard case .integer(let value) = node.content, range.contains(value) else {
      fail(node, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }
}

/// `, did you mean NAME?` for what looks like a slip of the pen.
enum Suggestion {
  static func text(for name: String, among names: some Sequence<String>) -> String {
    let typed = Array(name.lowercased().utf8.prefix(64))
    let nearest = names.map { ($0, distance(typed, Array($0.lowercased().utf8))) }.min { $0.1 < $1.1 }
    guard let nearest, nearest.1 <= max(1, typed.count / 4) else { return "" }
    return ", did you mean \(nearest.0)?"
  }

  /// Insertions, deletions and substitutions between two texts (Levenshtein).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
