/// A strict look at a small JSON text: is it an object, and has it a certain member?
///
/// For bytes that were just decoded from something else. Texts in general are walked by the scanner.
enum JSONProbe {
  /// Nesting that is still followed; beyond it the answer is no.
  private static let maximumDepth = 16

  /// Whether the whole text is one JSON object that has a member of this name whose value is a string.
  static func isObject(_ text: Span<UInt8>, withString name: StaticString) -> Bool {
    var index = 0
    var found = false
    skipSpace(text, &index)
    guard index < text.count, text[index] == UInt8(ascii: "{"),
      skipObject(text, &index, depth: 0, name: name, found: &found)
    else { return false }
    skipSpace(text, &index)
    return found && index == text.count
  }

  private static func skipValue(_ text: Span<UInt8>, _ index: inout Int, depth: Int) -> Bool {
    guard index < text.count, depth < maximumDepth else { return false }
    var ignored = false
    switch text[index] {
    case UInt8(ascii: "{"): return skipObject(text, &index, depth: depth, name: "", found: &ignored)
    case UInt8(ascii: "["): return skipArray(text, &index, depth: depth)
    case UInt8(ascii: "\""): return skipString(text, &index)
    default: return skipLiteral(text, &index)
    }
  }

  private static func skipObject(
    _ text: Span<UInt8>,
    _ index: inout Int,
    depth: Int,
    name: StaticString,
    found: inout Bool
  ) -> Bool {
    index += 1
    skipSpace(text, &index)
    if consume(UInt8(ascii: "}"), text, &index) { return true }
    while true {
      let key = index
      guard skipString(text, &index) else { return false }
      let isWanted = equals(text, key + 1, index - 1, name)
      skipSpace(text, &index)
      guard consume(UInt8(ascii: ":"), text, &index) else { return false }
      skipSpace(text, &index)
      if isWanted, index < text.count, text[index] == UInt8(ascii: "\"") { found = true }
      guard skipValue(text, &index, depth: depth + 1) else { return false }
      skipSpace(text, &index)
      if consume(UInt8(ascii: "}"), text, &index) { return true }
      guard consume(UInt8(ascii: ","), text, &index) else { return false }
      skipSpace(text, &index)
    }
  }

  private static func skipArray(_ text: Span<UInt8>, _ index: inout Int, depth: Int) -> Bool {
    index += 1
    skipSpace(text, &index)
    if consume(UInt8(ascii: "]"), text, &index) { return true }
    while true {
      guard skipValue(text, &index, depth: depth + 1) else { return false }
      skipSpace(text, &index)
      if consume(UInt8(ascii: "]"), text, &index) { return true }
      guard consume(UInt8(ascii: ","), text, &index) else { return false }
      skipSpace(text, &index)
    }
  }

  private static func skipString(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
    guard consume(UInt8(ascii: "\""), text, &index) else { return false }
    while index < text.count {
      let byte = text[index]
      index += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
    }
    return false
  }

  /// A number or a word: enough to tell JSON from bytes that merely begin with a brace.
  private static func skipLiteral(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
    let start = index
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        index += 1
      default:
        return index > start
      }
    }
    return index > start
  }

  private static func consume(_ byte: UInt8, _ text: Span<UInt8>, _ index: inout Int) -> Bool {
    guard index < text.count, text[index] == byte else { return false }
    index += 1
    return true
  }

  private static func skipSpace(_ text: Span<UInt8>, _ index: inout Int) {
    while index < text.count {
      switch text[index] {
      case 0x20, 0x09, 0x0a, 0x0d: index += 1
      default: return
      }
    }
  }

  private static func equals(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ name: StaticString) -> Bool {
    guard end - start == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { wanted in
      for offset in wanted.indices where wanted[offset] != text[start + offset] { return false }
      return true
    }
  }
}
