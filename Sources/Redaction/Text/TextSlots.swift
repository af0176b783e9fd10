/// Short texts by their bytes, each with a byte of what is known about it.
///
/// A fixed table: a text has one slot, and may replace another text there. A look-up compares all bytes, so texts that
/// were chosen to collide only miss the cache. Zeroed at the end.
struct TextSlots: ~Copyable, Sendable {
  /// Longer texts are not remembered, in bytes.
  let maximumLength: Int
  /// The size of a slot. A slot has the length of its text (0 if it is empty), what is known about the text, and at
  /// `content` the text.
  private let stride: Int
  private static let content = 8

  private var bytes = Store<UInt8>()
  private let shift: UInt64

  /// - Parameters:
  ///   - slots: A power of two, at most 65,536.
  ///   - maximumLength: A multiple of eight, at most 248.
  init(slots: Int, maximumLength: Int) {
    precondition(slots.nonzeroBitCount == 1 && slots <= 1 << 16, "the number of slots is a power of two")
    precondition(maximumLength % 8 == 0 && maximumLength < 256, "a length is a byte, and a slot whole words")
    self.maximumLength = maximumLength
    stride = Self.content + maximumLength
    bytes.reserve(slots * stride, keeping: 0)
    shift = UInt64(64 - slots.trailingZeroBitCount)
  }

  /// What was remembered with the text. Nil when it was not, or has lost its place.
  @inline(__always)
  func note(of text: ByteView) -> UInt8? {
    guard let slot = slot(of: text), Int(slot[0]) == text.count, Self.holds(slot, text) else { return nil }
    return slot[1]
  }

  /// Remembers a text. One that is too long is forgotten at once.
  mutating func remember(_ text: ByteView, _ note: UInt8) {
    guard let slot = slot(of: text), let start = text.start else { return }
    slot[0] = UInt8(text.count)
    slot[1] = note
    if text.count < 8 {
      let word = Self.short(UnsafeRawPointer(start), text.count)
      UnsafeMutableRawPointer(slot + Self.content).storeBytes(of: word, as: UInt64.self)
    } else {
      UnsafeMutableRawPointer(slot + Self.content).copyMemory(from: start, byteCount: text.count)
    }
  }

  /// Whether the text is there. Its note becomes `note` then.
  @inline(__always)
  mutating func renew(_ text: ByteView, _ note: UInt8) -> Bool {
    guard let slot = slot(of: text), Int(slot[0]) == text.count, Self.holds(slot, text) else { return false }
    slot[1] = note
    return true
  }

  /// Remembers a text with the note 0 if its slot has that note or none. Otherwise the slot's note goes down by one.
  mutating func offer(_ text: ByteView) {
    guard let slot = slot(of: text) else { return }
    if slot[1] == 0 { remember(text, 0) } else { slot[1] -= 1 }
  }

  /// Whether the text of a slot, which is as long, is this one. Eight bytes at a time; the last may be compared twice.
  @inline(__always)
  private static func holds(_ slot: UnsafeMutablePointer<UInt8>, _ text: ByteView) -> Bool {
    guard let start = text.start else { return false }
    let (known, other) = (UnsafeRawPointer(slot + content), UnsafeRawPointer(start))
    guard text.count >= 8 else { return known.load(as: UInt64.self) == short(other, text.count) }
    var at = 0
    let last = text.count &- 8
    while at < last {
      guard word(known, at) == word(other, at) else { return false }
      at &+= 8
    }
    return word(known, last) == word(other, last)
  }

  /// Where the text is if it is anywhere, by its length and the bytes at both ends and in the middle: texts of one kind
  /// share beginnings and endings, but seldom both. Nil for one that is too long, or empty.
  @inline(__always)
  private func slot(of text: ByteView) -> UnsafeMutablePointer<UInt8>? {
    guard text.count > 0, text.count <= maximumLength, let start = text.start else { return nil }
    let bytes = UnsafeRawPointer(start)
    var mixed: UInt64
    if text.count < 8 {
      mixed = Self.short(bytes, text.count)
    } else {
      mixed = Self.word(bytes, 0) ^ (Self.word(bytes, text.count &- 8) &* 0x9E37_79B9_7F4A_7C15)
      mixed ^= Self.word(bytes, text.count / 2 &- 4) &* 0xC2B2_AE3D_27D4_EB4F
    }
    mixed = (mixed ^ (mixed &>> 29) ^ UInt64(truncatingIfNeeded: text.count)) &* 0xBF58_476D_1CE4_E5B9
    return self.bytes.pointer(at: Int(truncatingIfNeeded: mixed &>> shift) &* stride)
  }

  /// All bytes of a text of less than eight, some of them twice. Two texts of one length have equal results only if
  /// they are equal.
  @inline(__always)
  private static func short(_ text: UnsafeRawPointer, _ count: Int) -> UInt64 {
    guard count >= 4 else {
      let (first, middle) = (text.load(as: UInt8.self), text.load(fromByteOffset: count / 2, as: UInt8.self))
      let last = text.load(fromByteOffset: count &- 1, as: UInt8.self)
      return UInt64(first) | UInt64(middle) &<< 8 | UInt64(last) &<< 16
    }
    let head = UInt64(text.loadUnaligned(as: UInt32.self))
    return head | UInt64(text.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)) &<< 32
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
}
