/// Attribute keys that a worker has found nothing in.
///
/// Spans repeat their keys: a few dozen make up nearly all of a load, and each is a text of its own. Those that
/// are short and clean are remembered, with what else would be looked up for every value. A fixed table without
/// an order: a key takes the place of another that has its slot.
///
/// Good for one policy, as the scratch is that it belongs to.
struct KeyMemo: Sendable {
  /// Longer keys are not remembered, in bytes.
  static let maximumLength = 64
  private static let slotCount = 256

  /// What is known about a key.
  struct Facts: Sendable, Hashable {
    /// Its values are structure, and not looked at.
    var isStructural: Bool
    /// Its values may be secrets because of it.
    var mayNameSecret: Bool

    init(of key: ByteView) {
      isStructural = StructuralKeys.contains(key)
      mayNameSecret = Self.mayNameSecret(key)
    }

    static func mayNameSecret(_ key: ByteView) -> Bool {
      PasswordRecognizer.strictness(ofKey: key) != nil
    }
  }

  private struct Slot: Sendable {
    var length: Int
    var facts: Facts
  }

  private var slots = [Slot?](repeating: nil, count: slotCount)
  private var bytes = [UInt8](repeating: 0, count: slotCount * maximumLength)

  /// Nil when the key is not remembered.
  func facts(of key: ByteView) -> Facts? {
    guard key.count > 0, key.count <= KeyMemo.maximumLength else { return nil }
    let index = KeyMemo.slot(of: key)
    guard let slot = slots[index], slot.length == key.count, holds(key, at: index) else { return nil }
    return slot.facts
  }

  /// Remembers a key in which nothing is to be redacted.
  mutating func remember(_ key: ByteView, _ facts: Facts) {
    guard key.count > 0, key.count <= KeyMemo.maximumLength else { return }
    let index = KeyMemo.slot(of: key)
    slots[index] = Slot(length: key.count, facts: facts)
    for offset in 0..<key.count { bytes[index * KeyMemo.maximumLength + offset] = key[offset] }
  }

  private func holds(_ key: ByteView, at index: Int) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let start = index * KeyMemo.maximumLength
      let known = ByteView(UnsafeBufferPointer(rebasing: bytes[start..<start + key.count]))
      var at = 0
      while at < key.count - 8 {
        guard known.word(at: at) == key.word(at: at) else { return false }
        at += 8
      }
      let last = max(0, key.count - 8)
      return known.word(at: last) == key.word(at: last)
    }
  }

  /// Of the length and the bytes at both ends and in the middle: keys share beginnings and endings, but seldom
  /// both. Whoever chooses keys that collide gains that they are looked up as all were before.
  private static func slot(of key: ByteView) -> Int {
    let (head, tail) = (key.word(at: 0), key.word(at: max(0, key.count - 8)))
    let middle = key.count > 8 ? key.word(at: key.count / 2 - 4) : 0
    var mixed = head ^ (tail &* 0x9E37_79B9_7F4A_7C15) ^ (middle &* 0xC2B2_AE3D_27D4_EB4F)
    mixed = (mixed ^ (mixed >> 29) ^ UInt64(key.count)) &* 0xBF58_476D_1CE4_E5B9
    return Int(mixed >> 56)
  }
}
