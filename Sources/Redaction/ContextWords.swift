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
      while at > floor, !text[at - 1].isContextByte { at -= 1 }
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
    while start > floor, text[start - 1].isContextByte {
      start -= 1
      if start > floor, start < end, text[start].isUppercase, text[start - 1].isLowercase { break }
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

extension UInt8 {
  fileprivate var isContextByte: Bool { isAlphanumeric || isNonASCII }
}
