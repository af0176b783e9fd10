/// Words that a text is compared with, by a hash: a look-up costs no more for a hundred words than for one.
///
/// The case of ASCII letters does not count. For words of other scripts give every spelling.
struct WordSet: Sendable {
  /// A word of the set, or none.
  private struct Slot: Sendable {
    /// `ByteView.tail` of it.
    var tail: UInt64 = 0
    /// 0 for none.
    var length: Int32 = 0
    /// Its place in the list.
    var place: Int32 = 0
    /// Where in `heads` the bytes are that stand before its tail.
    var head = 0
  }

  /// The slots, by hash. Their number is a power of two, and at least half of them are free.
  private let slots: [Slot]
  private let shift: UInt64
  private let heads: [UInt8]

  let isEmpty: Bool

  init(_ words: [String]) {
    var bits = 3
    while 1 << bits < 2 * words.count { bits += 1 }
    shift = UInt64(64 - bits)
    var slots = Array(repeating: Slot(), count: 1 << bits)
    var heads: [UInt8] = []
    for (place, word) in words.enumerated() where !word.isEmpty {
      let bytes = word.utf8.map(\.lowercased)
      let tail = bytes.suffix(8).reversed().enumerated().reduce(0) {
        $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset)
      }
      var index = WordSet.hash(tail, bytes.count) >> shift
      while slots[Int(index)].length > 0 { index = (index + 1) & UInt64(slots.count - 1) }
      slots[Int(index)] = Slot(
        tail: tail,
        length: Int32(bytes.count),
        place: Int32(place),
        head: heads.count
      )
      heads += bytes.dropLast(8)
    }
    self.slots = slots
    self.heads = heads
    isEmpty = words.isEmpty
  }

  /// The highest bits say where to look.
  @inline(__always)
  private static func hash(_ tail: UInt64, _ length: Int) -> UInt64 {
    (tail ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Whether a part of `text` is one of the words.
  @inline(__always)
  func contains(_ text: ByteView, _ range: Range<Int>) -> Bool { place(of: text, range) != nil }

  /// Which of the words a part of `text` is, by its place in the list they were made of.
  func place(of text: ByteView, _ range: Range<Int>) -> Int? {
    let tail = text.tail(range)
    var index = WordSet.hash(tail, range.count) >> shift
    while true {
      let slot = slots[Int(index)]
      if slot.tail == tail, Int(slot.length) == range.count, isHead(slot, text, range) {
        return Int(slot.place)
      }
      if slot.length == 0 { return nil }
      index = (index + 1) & UInt64(slots.count - 1)
    }
  }

  @inline(__always)
  private func isHead(_ slot: Slot, _ text: ByteView, _ range: Range<Int>) -> Bool {
    for offset in 0..<max(0, range.count - 8)
    where text[range.lowerBound + offset].lowercased != heads[slot.head + offset] {
      return false
    }
    return slot.length > 0
  }
}

extension ByteView {
  /// The last eight bytes of a part, or all of a shorter one, the last one highest. Capitals are small letters.
  @inline(__always)
  func tail(_ range: Range<Int>) -> UInt64 {
    let word = self.word(at: range.upperBound - 8).lowercasedLanes
    return range.count >= 8 ? word : word & ~(UInt64.max &>> UInt64(8 * range.count))
  }
}
