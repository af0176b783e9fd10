/// The words that make a match more believable, of one recognizer.
///
/// Presidio's rule: a match whose context holds one of them gains 0.35, and is worth 0.4 at least. The
/// context is the five words in front of it and the key of the value. Words are compared whole, so `public`
/// does not stand for `lic`; a plural counts as its singular, and `customerSSN` and `customer_ssn` hold `ssn`.
struct ContextWords: Sendable {
  static let boost: Float = 0.35
  static let minimumScore: Float = 0.4

  private let words: [[UInt8]]

  init(_ words: [String]) {
    self.words = words.map { Array($0.utf8) }
  }

  var isEmpty: Bool { words.isEmpty }

  /// The score of a match that starts at `start`, raised if its context asks for it.
  func score(_ score: Float, in text: ByteView, before start: Int, key: ByteView) -> Float {
    guard score < 1, !words.isEmpty else { return score }
    guard holdsWord(text, before: start) || holdsWord(key, before: key.count) else { return score }
    return min(1, max(score + ContextWords.boost, ContextWords.minimumScore))
  }

  /// Looks at five words and at 128 bytes, at most.
  private func holdsWord(_ text: ByteView, before end: Int) -> Bool {
    let floor = max(0, end - 128)
    var at = end
    for _ in 0..<5 {
      while at > floor, text.letterStart(before: at, floor: floor) == nil {
        at = at < end ? startOfStandIn(text, endingAt: at, floor: floor) ?? at - 1 : at - 1
      }
      let start = wordStart(text, before: at, floor: floor)
      guard start < at else { return false }
      if matches(text, start..<at) { return true }
      at = start
    }
    return false
  }

  /// Words end at anything but letters and digits, and where a small letter is followed by a capital.
  private func wordStart(_ text: ByteView, before end: Int, floor: Int) -> Int {
    var start = end
    while let letter = text.letterStart(before: start, floor: floor) {
      start = letter
      if start > floor, text[start].isUppercase, text[start - 1].isLowercase { break }
    }
    return start
  }

  /// What was redacted earlier is no context: the name in `<PHONE_NUMBER>, 2065551234` says nothing of the number
  /// behind it. One that a value follows at once is not stepped over, for it may be the tag of an XML document.
  private func startOfStandIn(_ text: ByteView, endingAt end: Int, floor: Int) -> Int? {
    guard text[end - 1] == UInt8(ascii: ">") else { return nil }
    let start =
      text.start(before: end - 1, floor: floor) { $0.isTokenByte || $0 == UInt8(ascii: ":") } - 1
    guard start >= floor, StandIn.parts(in: text.unsafeBytes.span, from: start)?.end == end else {
      return nil
    }
    return start
  }

  /// Compares byte by byte: a list of a few words is no longer than the hash of one, and needs no copy of it.
  private func matches(_ text: ByteView, _ word: Range<Int>) -> Bool {
    let isPlural = text[word.upperBound - 1].lowercased == UInt8(ascii: "s")
    return words.contains { known in
      guard known.count == word.count || (isPlural && known.count == word.count - 1) else { return false }
      for offset in known.indices where text[word.lowerBound + offset].lowercased != known[offset] {
        return false
      }
      return true
    }
  }
}

extension ByteView {
  /// Where the letter or digit begins that ends at `end`; nil when something else does. Outside of ASCII, scripts
  /// that put spaces between words have letters; ideographs, punctuation and symbols separate words.
  fileprivate func letterStart(before end: Int, floor: Int) -> Int? {
    guard end > floor else { return nil }
    let byte = self[end - 1]
    if byte.isAlphanumeric { return end - 1 }
    guard byte.isNonASCII else { return nil }
    let lead = start(before: end, floor: max(floor, end - 3)) { $0 & 0xC0 == 0x80 } - 1
    // Of the Latin-1 block the letters only, then all alphabets up to Georgian and its neighbours.
    return lead >= floor && 0xC3...0xE1 ~= self[lead] ? lead : nil
  }
}
