/// Finds the strings of a JSON document that are values, each with the path it stands at.
struct JSONTextLeaves {
  struct Leaf: Hashable {
    /// The same for the same path in any document of this process; two paths hardly ever share one.
    var path: Int
    /// What stands between the quotes.
    var content: Range<Int>
  }

  /// The path of a document that is one string.
  static let root = 0
  private static let maximumDepth = 64

  private let text: [UInt8]
  private var index = 0
  private var leaves: [Leaf] = []

  /// Nil when the text is no JSON. Bare words that JSON does not have, as NaN, are taken for numbers.
  static func find(in text: [UInt8]) -> [Leaf]? {
    var scan = JSONTextLeaves(text: text)
    guard scan.value(path: root, depth: 0) else { return nil }
    scan.skipBlanks()
    return scan.index == text.count ? scan.leaves : nil
  }

  private init(text: [UInt8]) {
    self.text = text
  }

  private mutating func value(path: Int, depth: Int) -> Bool {
    skipBlanks()
    guard index < text.count, depth < Self.maximumDepth else { return false }
    switch text[index] {
    case UInt8(ascii: "\""):
      guard let content = string() else { return false }
      leaves.append(Leaf(path: path, content: content))
      return true
    case UInt8(ascii: "{"):
      return members(until: UInt8(ascii: "}")) { scan, _ in
        guard let name = scan.string(), scan.take(UInt8(ascii: ":")) else { return false }
        var hasher = Hasher()
        hasher.combine(path)
        scan.text[name].withUnsafeBytes { hasher.combine(bytes: $0) }
        return scan.value(path: hasher.finalize(), depth: depth + 1)
      }
    case UInt8(ascii: "["):
      return members(until: UInt8(ascii: "]")) { scan, number in
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(number)
        return scan.value(path: hasher.finalize(), depth: depth + 1)
      }
    default: return bareWord()
    }
  }

  private mutating func members(
    until end: UInt8,
    _ member: (inout JSONTextLeaves, Int) -> Bool
  ) -> Bool {
    index += 1
    if take(end) { return true }
    var number = 0
    repeat {
      skipBlanks()
      guard member(&self, number) else { return false }
      number += 1
    } while take(UInt8(ascii: ","))
    return take(end)
  }

  /// What stands between the quotes of the string here.
  private mutating func string() -> Range<Int>? {
    guard index < text.count, text[index] == UInt8(ascii: "\"") else { return nil }
    let start = index + 1
    index = start
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < text.count else { return nil }
    index += 1
    return start..<index - 1
  }

  private mutating func bareWord() -> Bool {
    let start = index
    loop: while index < text.count {
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        index += 1
      default: break loop
      }
    }
    return index > start
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard index < text.count, text[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < text.count {
      switch text[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }
}
