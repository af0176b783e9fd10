/// A word of a name, which is compared without regard to the case of ASCII letters, eight bytes at a time.
struct NameWord: Sendable {
  /// The word, in lower case.
  let text: StaticString
  fileprivate let value: UInt64
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
  private let whole: WordSet
  private let endings: WordEndings<NameWord>

  init(_ words: [StaticString]) {
    whole = WordSet(words.map(\.description))
    endings = WordEndings(words.map(NameWord.init)) { $0 }
  }

  /// Whether `range` is one of them.
  @inline(__always)
  func holds(_ range: Range<Int>, of text: ByteView) -> Bool { whole.contains(text, range) }

  /// Whether the last word of `range` is one of them.
  func end(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let folded = text.word(at: range.upperBound - 8) | 0x2020_2020_2020_2020
    for index in endings.places(folded) {
      let word = endings.entries[index]
      if word.ends(text, range, folded),
        text.beginsNameWord(range.upperBound - word.length, floor: range.lowerBound)
      {
        return true
      }
    }
    return false
  }
}

/// Words by the two bytes they end in, those with the same ones in the order they were given: what a name ends in is
/// compared with few of them.
struct WordEndings<Entry: Sendable>: Sendable {
  private static var groups: Int { 256 }

  let entries: [Entry]
  private let ends: [UInt16]

  init(_ entries: [Entry], word: (Entry) -> NameWord) {
    var groups = Array(repeating: [Entry](), count: Self.groups + 1)
    for entry in entries {
      let word = word(entry)
      let first = Self.group(word.value)
      // Before a word of one byte anything may stand.
      let others = word.length == 1 ? 8 : 1
      for other in 0..<others { groups[1 + (first ^ other)].append(entry) }
    }
    self.entries = groups.flatMap(\.self)
    var end = 0
    ends = groups.map { group in
      end += group.count
      return UInt16(end)
    }
  }

  /// The hash: five bits of the last byte, and three of the one before.
  @inline(__always)
  private static func group(_ folded: UInt64) -> Int { Int(folded >> 53 & 0xF8 | folded >> 48 & 7) }

  /// Where in `entries` the words are that end as these eight bytes do, which have the bit of small letters set.
  @inline(__always)
  func places(_ folded: UInt64) -> Range<Int> {
    let group = Self.group(folded)
    return Int(ends[group])..<Int(ends[group + 1])
  }
}
