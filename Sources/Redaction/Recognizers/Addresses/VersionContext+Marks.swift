// What the marks round a number and its line say, where no word does.
extension VersionContext {
  /// Whether marks on both sides set it apart, as they do a value: quotes, brackets, `name=`, columns; or nothing else
  /// is in the text or before it in its line.
  static func isMarked(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    let (before, after) = (text[range.lowerBound - 1], text[range.upperBound])
    switch before {
    case 0: return true
    case UInt8(ascii: ">"): return after == UInt8(ascii: "<") && !isRoundNumber(octets)
    case UInt8(ascii: " "): return text.has(" port", at: range.upperBound)
    case UInt8(ascii: "."), UInt8(ascii: "-"): return after == before
    case UInt8(ascii: "(") where isInComment(text, range.lowerBound - 1, octets): return false
    case UInt8(ascii: "("): return after != UInt8(ascii: ")") || !isBehindName(text, range.lowerBound - 1)
    case UInt8(ascii: "["): return !isInComment(text, range.lowerBound - 1, octets)
    case _ where before.isNonASCII:
      // Behind a no-break space as behind any other; ideographs have none between.
      return after != UInt8(ascii: " ") && !text.has("\u{a0}", endingAt: range.lowerBound)
    // A column of names and versions.
    case UInt8(ascii: "\t"): return false
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return !isRoundNumber(octets) && !(after == before && isOfPackage(text, range.lowerBound - 1))
    default: return !before.isAlphanumeric && !isRoundNumber(octets)
    }
  }

  /// `"foo": "7.0.8.4"`, `foo = "7.0.8.4"`: how files of packages name what they need. What is named like an address has
  /// been seen before.
  private static func isOfPackage(_ text: ByteView, _ quote: Int) -> Bool {
    guard text.has(": ", endingAt: quote) || text.has(" = ", endingAt: quote) else { return false }
    var walk = WordWalk(text, before: quote, reach: 32)
    guard let word = walk.next(), quote - word.upperBound <= 4 else { return false }
    return !sayingWords.contains(text, word)
  }

  /// `1.0.0.0`: no host has the number of its network.
  private static func isRoundNumber(_ octets: UInt32) -> Bool { octets & 0xFF_FFFF == 0 }

  /// `dpkg (1.4.0.16) unstable`: a name without a dot in front of the bracket, where nothing says that it is one of a host.
  private static func isBehindName(_ text: ByteView, _ bracket: Int) -> Bool {
    guard text[bracket - 1] == UInt8(ascii: " ") else { return false }
    let end = bracket - 1
    let start = text.start(before: end, floor: max(0, end - 48)) { $0.isTokenByte || $0 == UInt8(ascii: "+") }
    return start < end && text[start - 1] != UInt8(ascii: ".") && text[end - 1].isAlphanumeric
  }

  /// `// [23.2.4.2] capacity`: the number of a section, in a line that begins like a comment.
  private static func isInComment(_ text: ByteView, _ bracket: Int, _ octets: UInt32) -> Bool {
    guard octets & 0xE0E0_E0E0 == 0 else { return false }
    let line = text.lineStart(before: bracket, floor: max(0, bracket - 120))
    let first = text.end(from: line, limit: 64) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return text.has("//", at: first) || text.has("* ", at: first) || text.has("/*", at: first)
      || text.has("# ", at: first)
  }

  /// `from 5.6.7.8`, `by 5.6.7.8`, `is 5.6.7.8`; but not `>= 5.6.7.8`.
  static func isSaidToBeOne(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    if text.has(": ", endingAt: range.lowerBound), isInComment(text, range.lowerBound, octets) {
      return false
    }
    if text.has(">= ", endingAt: range.lowerBound) || text.has("<= ", endingAt: range.lowerBound)
      || text.has(">> ", endingAt: range.lowerBound)
    {
      return false
    }
    let marks: [StaticString] = ["@ ", "> ", ": ", "= "]
    if marks.contains(where: { text.has($0, endingAt: range.lowerBound) }) { return true }
    // `Unfortunately, 1.5.3.8 shares` is a sentence.
    if text.has(", ", endingAt: range.lowerBound) {
      return text[range.upperBound] != UInt8(ascii: " ") || !text[range.upperBound + 1].isLowercase
    }
    guard text[range.lowerBound - 1] == UInt8(ascii: " ") else { return false }
    var walk = WordWalk(text, before: range.lowerBound, reach: 32)
    guard let word = walk.next(), word.upperBound == range.lowerBound - 1 else { return false }
    if sayingWords.contains(text, word) { return true }
    guard let verb = walk.next() else { return false }
    if text.hasAnyCase("for", at: word.lowerBound) && word.count == 3 || usingWords.contains(text, word) {
      return askingWords.contains(text, verb)
    }
    guard word.count == 2 else { return false }
    if text.hasAnyCase("to", at: word.lowerBound) { return leadingWords.contains(text, verb) }
    return text.hasAnyCase("at", at: word.lowerBound) && servingWords.contains(text, verb)
  }

  /// `1.2.0.0 or above`, `11.2.0.4.v3`: what only versions are followed by.
  static func isFollowedAsVersion(_ text: ByteView, _ range: Range<Int>) -> Bool {
    if text[range.upperBound] == UInt8(ascii: "."), text[range.upperBound + 1].isLetter,
      text[range.upperBound + 2].isDigit
    {
      return true
    }
    var at = range.upperBound
    if text[at] == UInt8(ascii: "<") { at = text.end(from: at, limit: 8) { $0 != UInt8(ascii: ">") } + 1 }
    guard text.has(" or ", at: at) || text.has(" and ", at: at) else { return false }
    at += text.has(" or ", at: at) ? 4 : 5
    let words: [StaticString] = ["above", "later", "higher", "newer", "greater", "earlier", "lower", "below"]
    return words.contains { text.hasAnyCase($0, at: at) }
  }

  /// X.500 attribute types, algorithms and extensions of certificates, which are the object identifiers of four parts.
  static func isIdentifier(_ octets: UInt32) -> Bool {
    identifiers.contains(octets >> 8) || octets == 0x0103_0601
  }

  private static let identifiers: [UInt32] = [0x02051D, 0x020504, 0x010365, 0x01030E, 0x010384, 0x02178C]

  /// `1.2.3.4 Title` at the start of a line or of a quotation: small numbers, then a word with a capital, or nothing but
  /// dots.
  static func isSection(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    guard octets >> 24 < 32, octets & 0xE000_E080 == 0, octets >> 16 & 255 < 100 else { return false }
    let lead = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - 16)) {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "#")
        || $0 == UInt8(ascii: "*")
    }
    if text.has("§", endingAt: lead) { return true }
    let isQuoted = lead == range.lowerBound && text[lead - 1] == UInt8(ascii: "\"")
    guard lead == 0 || text[lead - 1] == UInt8(ascii: "\n") || isQuoted else { return false }
    var at = range.upperBound
    if text[at] == UInt8(ascii: ".") || text[at] == UInt8(ascii: ")") { at += 1 }
    let title = text.end(from: at, limit: 8) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard title > at, text[title].isUppercase else { return false }
    if text[title + 1].isLowercase { return true }
    // `5.5.1.1 FFC Domain`, but not `5.6.7.8 GET /`.
    let word = text.end(from: title, limit: 16) { $0.isUppercase }
    return isQuoted && text[word] == UInt8(ascii: " ") && text[word + 1].isUppercase
      && text[word + 2].isLowercase
  }
}
