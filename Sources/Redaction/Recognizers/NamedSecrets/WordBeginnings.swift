/// Words by the byte they begin with: what stands at a place of a text is compared with few of them. The case of ASCII
/// letters does not count.
struct WordBeginnings: Sendable {
  private struct Entry: Sendable {
    /// The word, in lower case.
    let word: StaticString
    /// Its first bytes, with the bit of small letters set, and which those are.
    let value: UInt64
    let mask: UInt64
  }

  private let entries: [Entry]
  private let ends: [Int]

  init(_ words: [StaticString]) {
    var groups = Array(repeating: [Entry](), count: 33)
    for word in words {
      var (value, mask): (UInt64, UInt64) = (0, 0)
      for index in 0..<min(8, word.utf8CodeUnitCount) {
        value |= UInt64(word.utf8Start[index] | 0x20) << UInt64(8 * index)
        mask |= 0xff << UInt64(8 * index)
      }
      groups[1 + Self.group(value)].append(Entry(word: word, value: value, mask: mask))
    }
    entries = groups.flatMap(\.self)
    var end = 0
    ends = groups.map { group in
      end += group.count
      return end
    }
  }

  @inline(__always)
  private static func group(_ folded: UInt64) -> Int { Int(folded & 31) }

  /// Whether a word begins at `index` that passes `test` by where it ends.
  @inline(__always)
  func begin(_ text: ByteView, at index: Int, where test: (Int) -> Bool = { _ in true }) -> Bool {
    let group = Self.group(UInt64(text[index]))
    let (first, end) = (ends[group], ends[group + 1])
    guard first < end else { return false }
    let folded = text.word(at: index) | 0x2020_2020_2020_2020
    for place in first..<end where folded & entries[place].mask == entries[place].value {
      let word = entries[place].word
      if text.hasAnyCase(word, at: index), test(index + word.utf8CodeUnitCount) { return true }
    }
    return false
  }
}

extension ByteView {
  /// Whether one of two bytes may be in the first bytes of a part, or close behind them.
  @inline(__always)
  func mayHold(_ first: UInt8, _ second: UInt8, in range: Range<Int>) -> Bool {
    var at = range.lowerBound
    let last = range.lowerBound + min(range.count, SecretValue.preview)
    while at <= last {
      let word = word(at: at)
      if word.mayHold(first) | word.mayHold(second) != 0 { return true }
      at += 8
    }
    return false
  }
}
