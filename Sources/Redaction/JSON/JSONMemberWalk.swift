import JSON

/// Walks a JSON document, or several one behind the other, and collects what the keys of a policy decide about.
///
/// Reads every byte once. Below a value that goes as a whole, only the syntax matters. A document may be cut off, as
/// previews are: what was found up to there counts, and a value that does not end goes up to the end.
struct JSONMemberWalk {
  /// A member of an object that has a rule.
  struct Member {
    var action: KeyAction
    /// The value; for `drop` all of the member, with one comma next to it if there is one.
    var range: Range<Int>
  }

  private var parser: JSONSyntax.Parser
  private let keys: KeyMatcher
  private(set) var members: [Member] = []
  private var key: [UInt8] = []

  /// The members with a rule of the document at `range`.
  static func members(of text: ByteView, _ range: Range<Int>, keys: KeyMatcher) -> [Member] {
    var walk = JSONMemberWalk(
      parser: JSONSyntax.Parser(text: text, position: range.lowerBound, end: range.upperBound),
      keys: keys
    )
    while walk.parser.position < range.upperBound, walk.walkValue(depth: 0) { walk.parser.skipSpace() }
    return walk.members
  }

  private init(parser: JSONSyntax.Parser, keys: KeyMatcher) {
    self.parser = parser
    self.keys = keys
  }

  private mutating func walkValue(depth: Int) -> Bool {
    guard depth < JSONSyntax.maximumDepth else { return false }
    parser.skipSpace()
    switch parser.byte {
    case UInt8(ascii: "{"): return walkObject(depth: depth)
    case UInt8(ascii: "["): return walkArray(depth: depth)
    default: return parser.skipValue(depth: depth)
    }
  }

  private mutating func walkArray(depth: Int) -> Bool {
    parser.position += 1
    parser.skipSpace()
    if consume("]") { return true }
    while true {
      guard walkValue(depth: depth + 1) else { return false }
      parser.skipSpace()
      if consume("]") { return true }
      guard consume(",") else { return false }
    }
  }

  private mutating func walkObject(depth: Int) -> Bool {
    parser.position += 1
    parser.skipSpace()
    if consume("}") { return true }
    var comma: Int?
    var hasSurvivor = false
    while true {
      parser.skipSpace()
      let start = parser.position
      guard parser.skipString() else { return false }
      let action = action(of: start + 1..<parser.position - 1)
      parser.skipSpace()
      guard consume(":"), walkMember(action, depth: depth + 1) else {
        if action == .drop { cut(.drop, from: hasSurvivor ? (comma ?? start) : start) }
        return false
      }
      let end = parser.position
      parser.skipSpace()
      let next = parser.position
      let isLast = consume("}")
      guard isLast || consume(",") else { return false }
      if action == .drop {
        // A remaining member needs a comma before it only if another one remains before it.
        let range = hasSurvivor ? (comma ?? start)..<end : start..<(isLast ? end : startOfNext())
        members.append(Member(action: .drop, range: range))
      } else {
        hasSurvivor = true
      }
      if isLast { return true }
      comma = next
    }
  }

  private mutating func walkMember(_ action: KeyAction, depth: Int) -> Bool {
    parser.skipSpace()
    let start = parser.position
    switch action {
    case .scan: return walkValue(depth: depth)
    case .drop: return parser.skipValue(depth: depth)
    case .redact:
      guard parser.skipValue(depth: depth) else {
        cut(.redact, from: start)
        return false
      }
      members.append(Member(action: .redact, range: start..<parser.position))
    case .keep:
      guard walkValue(depth: depth) else { return false }
      members.append(Member(action: .keep, range: start..<parser.position))
    }
    return true
  }

  /// Takes everything from `start` on. The document is cut off, so the value may reach to its end.
  private mutating func cut(_ action: KeyAction, from start: Int) {
    guard start < parser.end else { return }
    members.append(Member(action: action, range: start..<parser.end))
  }

  private mutating func startOfNext() -> Int {
    parser.skipSpace()
    return parser.position
  }

  private mutating func action(of range: Range<Int>) -> KeyAction {
    let content = parser.text.slice(range)
    guard content.holdsBackslash else { return keys.action(for: content.unsafeBytes.span) }
    key.removeAll(keepingCapacity: true)
    JSONText.append(decoded: content.unsafeBytes, to: &key)
    return keys.action(for: key.span)
  }

  private mutating func consume(_ mark: Unicode.Scalar) -> Bool {
    guard parser.position < parser.end, parser.byte == UInt8(ascii: mark) else { return false }
    parser.position += 1
    return true
  }
}
