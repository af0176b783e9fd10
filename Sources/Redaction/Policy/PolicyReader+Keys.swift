// Section `keys`, and globs wherever they stand.
extension PolicyReader {
  /// Globs of one list; a key is compared with each that could fit.
  static let maximumGlobs = 10_000
  /// Bytes of a glob: with a `*` in the middle, a byte of a key costs this many comparisons at worst.
  static let maximumGlobLength = 256

  mutating func readKeys(_ node: PolicyNode) -> KeyMatcher {
    let fields = members(of: node, allowing: ["redact", "drop", "keep"])
    var seen: [String: String] = [:]
    var lists: [String: [String]] = [:]
    for name in ["drop", "redact", "keep"] {
      guard let field = fields[name] else { continue }
      let items = items(of: field)
      guard items.count <= Self.maximumGlobs else {
        fail(field, "has \(items.count) globs, at most \(Self.maximumGlobs) are allowed")
        continue
      }
      for item in items {
        guard let glob = text(of: item, maximum: Self.maximumGlobLength) else { continue }
        if let other = seen.updateValue(name, forKey: glob.lowercased()), other != name {
          fail(item, "is in keys.\(other) as well")
        }
        lists[name, default: []].append(glob)
      }
    }
    return KeyMatcher(redact: lists["redact"] ?? [], drop: lists["drop"] ?? [], keep: lists["keep"] ?? [])
  }

  /// One glob or a list of them, any of which may match. Numbers and booleans stand for their text.
  mutating func readGlobs(_ node: PolicyNode, ignoringCase: Bool = false) -> [Glob] {
    let items = itemsOrItem(of: node)
    if items.isEmpty { fail(node, "must not be empty") }
    return items.compactMap { item in
      switch item.content {
      case .integer(let value): Glob("\(value)", ignoresCase: ignoringCase)
      case .boolean(let value): Glob("\(value)", ignoresCase: ignoringCase)
      default: text(of: item, maximum: Self.maximumGlobLength).map { Glob($0, ignoresCase: ignoringCase) }
      }
    }
  }
}
