/// Words that a text is compared with, by a hash: a look-up costs no more for a hundred words than for one.
///
/// The case of ASCII letters does not count. For words of other scripts give every spelling.
struct WordSet: Sendable {
  private let bytes: [UInt8]
  private let ends: [Int]
  /// Places in `ends`, by hash; -1 for none. A power of two of them, half of them free at least.
  private let slots: [Int16]

  let isEmpty: Bool

  init(_ words: [String]) {
    var bytes: [UInt8] = []
    var ends = [0]
    var count = 8
    while count < 2 * words.count { count *= 2 }
    var slots = [Int16](repeating: -1, count: count)
    for word in words {
      let word = word.utf8.map(\.lowercased)
      var slot = word.reduce(WordSet.seed, WordSet.mix) & (count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
      slots[slot] = Int16(ends.count - 1)
      bytes += word
      ends.append(bytes.count)
    }
    self.bytes = bytes
    self.ends = ends
    self.slots = slots
    isEmpty = words.isEmpty
  }

  private static let seed = 0x811C
  private static func mix(_ hash: Int, _ byte: UInt8) -> Int {
    (hash ^ Int(byte)) &* 0x0100_0193 & 0xFFFF_FFFF
  }

  /// Whether a part of `text` is one of the words.
  func contains(_ text: ByteView, _ range: Range<Int>) -> Bool { place(of: text, range) != nil }

  /// Which of the words a part of `text` is, by its place in the list they were made of.
  func place(of text: ByteView, _ range: Range<Int>) -> Int? {
    guard !isEmpty else { return nil }
    var hash = WordSet.seed
    for index in range { hash = WordSet.mix(hash, text[index].lowercased) }
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let word = Int(slots[slot])
      if isWord(word, text, range) { return word }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isWord(_ word: Int, _ text: ByteView, _ range: Range<Int>) -> Bool {
    let start = ends[word]
    guard ends[word + 1] - start == range.count else { return false }
    for offset in 0..<range.count where text[range.lowerBound + offset].lowercased != bytes[start + offset] {
      return false
    }
    return true
  }
}
