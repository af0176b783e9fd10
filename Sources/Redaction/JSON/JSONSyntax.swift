/// Whether bytes are a JSON document (RFC 8259), or what Python writes for one: `NaN`, `Infinity`.
///
/// Asked only when something was found outside of a string, to know whether quotation marks belong round what
/// takes its place.
enum JSONSyntax {
  /// Deeper documents are taken for text.
  static let maximumDepth = 512

  static func isDocument(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var parser = Parser(text: text, position: range.lowerBound, end: range.upperBound)
    guard parser.skipValue(depth: 0) else { return false }
    parser.skipSpace()
    return parser.position == range.upperBound
  }

  /// Steps over the parts of a document; each step answers whether that part is well-formed.
  struct Parser {
    let text: ByteView
    var position: Int
    let end: Int

    var byte: UInt8 { position < end ? text[position] : 0 }

    mutating func skipSpace() {
      while byte.isWhitespace { position += 1 }
    }

    mutating func skipValue(depth: Int) -> Bool {
      guard depth < JSONSyntax.maximumDepth else { return false }
      skipSpace()
      switch byte {
      case UInt8(ascii: "{"): return skipMembers(until: UInt8(ascii: "}"), named: true, depth: depth)
      case UInt8(ascii: "["): return skipMembers(until: UInt8(ascii: "]"), named: false, depth: depth)
      case UInt8(ascii: "\""): return skipString()
      default: return skipBare()
      }
    }

    private mutating func skipMembers(until close: UInt8, named: Bool, depth: Int) -> Bool {
      position += 1
      skipSpace()
      if byte == close {
        position += 1
        return true
      }
      while true {
        if named {
          skipSpace()
          guard skipString() else { return false }
          skipSpace()
          guard byte == UInt8(ascii: ":") else { return false }
          position += 1
        }
        guard skipValue(depth: depth + 1) else { return false }
        skipSpace()
        let mark = byte
        guard mark == close || mark == UInt8(ascii: ",") else { return false }
        position += 1
        if mark == close { return true }
      }
    }

    mutating func skipString() -> Bool {
      guard byte == UInt8(ascii: "\"") else { return false }
      position += 1
      while position < end, byte != UInt8(ascii: "\"") {
        guard byte >= 0x20 else { return false }
        position += byte == UInt8(ascii: "\\") ? 2 : 1
      }
      guard position < end else { return false }
      position += 1
      return true
    }

    /// A number or a literal: one run of the bytes that they are made of, which begins like one.
    mutating func skipBare() -> Bool {
      let start = position
      while byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: ".")
      {
        position += 1
      }
      guard position > start else { return false }
      if text[start].isDigit { return true }
      if text[start] == UInt8(ascii: "-") {
        return text[start + 1].isDigit || text.has("-Infinity", at: start)
      }
      let literals: [StaticString] = ["true", "false", "null", "NaN", "Infinity"]
      return literals.contains { $0.utf8CodeUnitCount == position - start && text.has($0, at: start) }
    }
  }
}
