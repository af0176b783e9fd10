/// A word of a name, which is compared without regard to the case of ASCII letters, eight bytes at a time.
struct NameWord: Sendable {
  /// In lower case.
  let text: StaticString
  private let value: UInt64
  private let mask: UInt64

  init(_ text: StaticString) {
    self.text = text
    let length = text.utf8CodeUnitCount
    var (value, mask): (UInt64, UInt64) = (0, 0)
    for index in 0..<min(8, length) {
      let shift = UInt64(8 * (7 - index))
      value |= UInt64(text.utf8Start[length - 1 - index] | 0x20) << shift
      mask |= 0xff << shift
    }
    (self.value, self.mask) = (value, mask)
  }

  var length: Int { text.utf8CodeUnitCount }

  /// Whether `range` ends in the word.
  ///
  /// - Parameter folded: The eight bytes before the end of the range, with the bit of small letters set.
  @inline(__always)
  func ends(_ view: ByteView, _ range: Range<Int>, _ folded: UInt64) -> Bool {
    guard folded & mask == value, length <= range.count else { return false }
    return view.hasAnyCase(text, endingAt: range.upperBound)
  }
}

/// Words that say the same of a name.
struct NameWords: Sendable {
  private let words: [NameWord]

  init(_ words: [StaticString]) {
    self.words = words.map(NameWord.init)
  }

  /// Whether `range` is one of them.
  func holds(_ range: Range<Int>, of text: ByteView) -> Bool {
    let folded = text.word(at: range.upperBound - 8) | 0x2020_2020_2020_2020
    return words.contains { $0.length == range.count && $0.ends(text, range, folded) }
  }

  /// Whether the last word of `range` is one of them.
  func end(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let folded = text.word(at: range.upperBound - 8) | 0x2020_2020_2020_2020
    return words.contains { word in
      word.ends(text, range, folded)
        && text.beginsNameWord(range.upperBound - word.length, floor: range.lowerBound)
    }
  }
}
