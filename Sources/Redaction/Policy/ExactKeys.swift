/// A set of keys with an action each, looked up in either case without an allocation.
struct ExactKeys: Sendable {
  private struct Entry: Sendable {
    var key: Range<Int>
    var action: KeyAction
  }

  /// Lengths that occur, 63 and more in the last bit: most keys of a text are ruled out by theirs.
  private let lengths: UInt64
  /// Open addressing with linear probing, at most half full; -1 is free.
  private let slots: [Int32]
  private let entries: [Entry]
  /// All keys one after the other, in lower case.
  private let bytes: [UInt8]

  /// - Parameter actions: by key in lower case.
  init(_ actions: [[UInt8]: KeyAction]) {
    var lengths: UInt64 = 0
    var entries: [Entry] = []
    var bytes: [UInt8] = []
    let capacity = Self.powerOfTwo(atLeast: actions.count * 2 + 1)
    var slots = [Int32](repeating: -1, count: capacity)
    for (key, action) in actions.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      lengths |= 1 << UInt64(min(key.count, 63))
      var slot = Self.hash(key.span) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(entries.count)
      entries.append(Entry(key: bytes.count..<bytes.count + key.count, action: action))
      bytes += key
    }
    self.lengths = lengths
    self.slots = slots
    self.entries = entries
    self.bytes = bytes
  }

  func action(for key: Span<UInt8>) -> KeyAction {
    guard lengths >> UInt64(min(key.count, 63)) & 1 == 1 else { return .scan }
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if equals(entry.key, key) { return entry.action }
      slot = (slot + 1) & (slots.count - 1)
    }
    return .scan
  }

  private func equals(_ range: Range<Int>, _ key: Span<UInt8>) -> Bool {
    guard range.count == key.count else { return false }
    for offset in 0..<key.count where bytes[range.lowerBound + offset] != ASCII.lowercased(key[offset]) {
      return false
    }
    return true
  }

  /// FNV-1a. The keys of the set are the policy's own, so nobody gains by colliding with them, and a long key
  /// in a text is ruled out by its length.
  private static func hash(_ key: Span<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in key.indices {
      hash = (hash ^ UInt64(ASCII.lowercased(key[index]))) &* 0x0000_0100_0000_01b3
    }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static func powerOfTwo(atLeast count: Int) -> Int {
    1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
  }
}
