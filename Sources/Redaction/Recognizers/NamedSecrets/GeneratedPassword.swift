/// Passwords as generators make them: capitals, small letters, digits and marks, in an order that neither code nor a
/// template has. Such a value is one behind every name of a secret.
enum GeneratedPassword {
  private static let lengths = 8...64

  /// Whether all of `range` is one, with whatever mark it begins.
  static func holds(_ text: ByteView, _ range: Range<Int>, _ look: ValueLook) -> Bool {
    guard lengths.contains(range.count), look.digits > 0, look.uppercase > 0, look.lowercase > 0 else {
      return false
    }
    guard look.marks > 0, look.blanks == 0, look.nonASCII == 0, look.backslashes == 0 else { return false }
    guard !isEnclosed(text, range), !isCode(text, range) else { return false }
    return isScrambled(text, range)
  }

  /// Whether a literal is what WordPress has for its keys and salts: characters of all kinds at random, blanks among them.
  static func isSalt(_ text: ByteView, _ value: SecretValue, _ look: ValueLook) -> Bool {
    guard value.closing != 0, look.count >= 32, look.digits > 0, look.uppercase > 2, look.lowercase > 2 else {
      return false
    }
    guard look.marks >= 6, 8 * look.blanks <= look.count, look.nonASCII == 0 else { return false }
    var (kinds, turns, last): (UInt64, Int, Int) = (0, 0, 0)
    for index in value.range.prefix(SecretValue.preview) {
      let byte = text[index]
      let kind = byte.isLowercase ? 1 : byte.isUppercase ? 2 : byte.isDigit ? 3 : 4
      if kind == 4 { kinds |= 1 << UInt64(byte & 63) }
      if kind != last { turns += 1 }
      last = kind
    }
    return kinds.nonzeroBitCount >= 5 && 10 * turns >= 6 * look.count
  }

  /// Where a value ends that goes on behind `end`, with a mark that ends others: `rT4)x&` and `rT4)`.
  static func end(_ text: ByteView, from start: Int, behind end: Int) -> Int {
    guard end - start < lengths.upperBound, text[end].isMarkOfPasswords, !text.beginsReference(end),
      text.endOfColours(end) == end
    else {
      return end
    }
    var last = text.end(from: end, limit: lengths.upperBound + 1 - (end - start)) {
      $0.isAlphanumeric || $0.isMarkOfPasswords
    }
    // The next parameter of a query.
    for index in end..<last where text[index] == UInt8(ascii: "&") {
      let name = text.end(from: index + 1, limit: 32) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
      if name > index + 1, text[name] == UInt8(ascii: "=") {
        last = index
        break
      }
    }
    guard last > end, !text[last].isNonASCII, text[last] != UInt8(ascii: "=") else { return end }
    let opening = UInt8(ascii: "(")
    if (end..<last).contains(where: { text[$0] == UInt8(ascii: ")") }),
      !(start..<end).contains(where: { text[$0] == opening })
    {
      let line = text.start(before: start, floor: max(0, start - 96)) { !$0.isLineEnd && $0 != opening }
      if text[line - 1] == opening { return end }
    }
    let range = start..<last
    return holds(text, range, ValueLook(text, range)) ? last : end
  }

  /// Whether one pair of brackets or signs holds all of it: `${..}`, `<..>`, `%..%`, `&..;`.
  private static func isEnclosed(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let last = text[range.upperBound - 1]
    switch text[range.lowerBound] {
    case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "{"), UInt8(ascii: "@"):
      if last == UInt8(ascii: "}") || last == UInt8(ascii: ")") {
        let next = text[range.lowerBound + 1]
        return next == UInt8(ascii: "{") || next == UInt8(ascii: "(")
          || text[range.lowerBound] == UInt8(ascii: "{")
      }
      // The name of a variable.
      return range.dropFirst().allSatisfy { text[$0].isWordByte }
        && !ValueLook(text, range.lowerBound + 1..<range.upperBound).isVeryBroken
    case UInt8(ascii: "<"): return last == UInt8(ascii: ">")
    case UInt8(ascii: "["): return last == UInt8(ascii: "]")
    case UInt8(ascii: "("):
      return last == UInt8(ascii: ")")
        && range.dropFirst().dropLast().allSatisfy { text[$0].isWordByte || text[$0].isJoint }
    case UInt8(ascii: "%"):
      return last == UInt8(ascii: "%") || text[range.lowerBound + 1] == UInt8(ascii: "(")
    case UInt8(ascii: "&"):
      return last == UInt8(ascii: ";") || text.has("&#x", at: range.lowerBound)
        || text.has("&lt", at: range.lowerBound)
    case UInt8(ascii: "`"): return last == UInt8(ascii: "`")
    default: return false
    }
  }

  /// A call, an operator, an argument, a path or a mask.
  private static func isCode(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let first = range.lowerBound
    let name = text.end(from: first, limit: range.count) { $0.isWordByte || $0 == UInt8(ascii: ".") }
    if name > first, name < range.upperBound {
      switch text[name] {
      case UInt8(ascii: "("):
        let last = text[range.upperBound - 1]
        if last == UInt8(ascii: ")") || text[range.upperBound] == UInt8(ascii: ")") { return true }
        // The name has several words.
        let look = ValueLook(text, first..<name)
        if look.letters >= 8, look.letters >= 3 * look.letterPieces, !look.isMixed { return true }
      case UInt8(ascii: "["):
        if text[first].isLetter, range.contains(where: { text[$0] == UInt8(ascii: "]") }) { return true }
      case UInt8(ascii: "="): if text[first].isLetter { return true }
      // How a program prints an object: `Token{9f8e7d6}`.
      case UInt8(ascii: "{"):
        let hash = text.end(from: name + 1, limit: 16) { $0.isHexDigit }
        if hash - name > 5, text[hash] == UInt8(ascii: "}"), (first..<name).allSatisfy({ text[$0].isLetter })
        {
          return true
        }
      default: break
      }
    }
    var run = 1
    for index in range.dropFirst() {
      let (before, byte) = (text[index - 1], text[index])
      run = before == byte ? run + 1 : 1
      if run == 4 || (run == 3 && byte == UInt8(ascii: "*")) { return true }
      switch byte {
      case UInt8(ascii: ">"): if before == UInt8(ascii: "-") || before == UInt8(ascii: "=") { return true }
      case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "="): if before == byte { return true }
      case UInt8(ascii: "{"): if before == UInt8(ascii: "$") || before == UInt8(ascii: "{") { return true }
      default: break
      }
    }
    return false
  }

  /// Whether a run of its letters and digits is no word and no name, or more than half of its characters are of another
  /// kind than the one before.
  private static func isScrambled(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var (strong, changes, kind) = (0, 0, 0)
    var mark: UInt8 = 0
    var hasSeveral = false
    for index in range {
      let byte = text[index]
      let next = byte.isLowercase ? 1 : byte.isUppercase ? 2 : byte.isDigit ? 3 : 4
      if next == 4, !byte.isJoint {
        hasSeveral = hasSeveral || (strong > 0 && byte != mark)
        mark = byte
        strong += 1
      }
      if next != kind, kind != 0 { changes += 1 }
      kind = next
    }
    if strong > 0, 5 * changes >= 3 * (range.count - 1) || (hasSeveral && 2 * changes >= range.count) {
      return true
    }
    // No name begins so.
    let first = text[range.lowerBound]
    if strong > 0, first.isDigit || first == UInt8(ascii: ")") || first == UInt8(ascii: "^") { return true }
    var (start, broken) = (range.lowerBound, 0)
    while start < range.upperBound {
      let end = min(range.upperBound, text.end(from: start, limit: range.count) { $0.isAlphanumeric })
      if end > start, ValueLook(text, start..<end).isBroken { broken += end - start }
      start = end + 1
    }
    // Between joints of names a run of its own is not enough.
    return strong > 0
      ? broken > 0
      : 2 * broken >= range.count
        && !range.contains {
          text[$0] == UInt8(ascii: ".") || text[$0] == UInt8(ascii: "/") || text[$0] == UInt8(ascii: ":")
        }
  }
}

extension ValueLook {
  /// Letters and digits in an order that no name has: `T6aLz`, `r0LhtHP`, `7FDj`.
  var isBroken: Bool {
    guard count >= 4, letters > 1 else { return false }
    guard digits > 0 else { return letters >= 5 && (isIrregular || 10 * letters < 22 * letterPieces) }
    guard uppercase > 0, lowercase > 0 else { return false }
    if digitPieces > 1, letterPieces > 1 { return true }
    return letterPieces > 1 && 2 * letters <= 5 * letterPieces
  }

  /// Whether it has a digit and is more broken than names with a digit are.
  fileprivate var isVeryBroken: Bool { isBroken && 2 * letters < 5 * letterPieces }
}

extension UInt8 {
  /// What joins the words of names and paths.
  fileprivate var isJoint: Bool {
    switch self {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"),
      UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ","):
      true
    default: false
    }
  }
}
