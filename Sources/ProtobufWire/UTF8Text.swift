/// Strict UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing past U+10FFFF) and NUL bytes.
///
/// Plain text, which is ASCII without NUL, is checked 64 bytes at a time.
@usableFromInline package enum UTF8Text {
  /// Whether a text is of at most 64 bytes and plain. Nearly all keys and most values are, and this takes a third of
  /// what `nulCount` takes to say so.
  @inlinable @inline(__always)
  package static func isShortAndPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = text.count
    guard count <= 64 else { return false }
    guard count > 0, let start = text.baseAddress else { return true }
    guard count >= 8 else { return marks(padded(start, count)) == 0 }
    // The last word may look at bytes again.
    let last = start + (count &- 8)
    var found = marks(word(last))
    var position = start
    while position < last {
      found |= marks(word(position))
      position += 8
    }
    return found == 0
  }

  /// All of one to seven bytes, some of them twice, and 1 in the places that are left.
  @inlinable @inline(__always)
  static func padded(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    guard count >= 4 else {
      let middle = UInt64(start[count / 2]) << 8 | UInt64(start[count &- 1]) << 16
      return UInt64(start[0]) | middle | ones << 24
    }
    let (bytes, last) = (UnsafeRawPointer(start), UnsafeRawPointer(start + (count &- 4)))
    return UInt64(bytes.loadUnaligned(as: UInt32.self)) | UInt64(last.loadUnaligned(as: UInt32.self)) << 32
  }

  /// How many NUL bytes the text holds; nil when it is not UTF-8.
  package static func nulCount(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard var position = text.baseAddress else { return 0 }
    let end = position + text.count
    var nuls = 0
    while true {
      position = skipPlain(position, end, whole: text.count)
      guard position < end else { return nuls }
      // Text in another script seldom goes back to ASCII: stay here until it does.
      repeat {
        if position.pointee == 0 {
          nuls += 1
          position += 1
        } else {
          let length = sequenceLength(position, end)
          guard length > 0 else { return nil }
          position += length
        }
      } while position < end && !isPlain(position.pointee)
    }
  }

  /// A text that is not UTF-8, with U+FFFD in the place of what is not (the longest part that could have become a
  /// character counts as one), and what `nul` is in that of NUL.
  package static func repaired(_ text: UnsafeBufferPointer<UInt8>, nul: [UInt8] = Array("\u{FFFD}".utf8))
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + 16)
    for byte in String(decoding: text, as: UTF8.self).utf8 {
      if byte == 0 { bytes += nul } else { bytes.append(byte) }
    }
    return bytes
  }

  /// The first byte that is not plain, or `end`. `whole`: bytes of the text that end at `end`.
  @inline(__always)
  private static func skipPlain(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    whole: Int
  ) -> UnsafePointer<UInt8> {
    var position = start
    while end - position >= 64 {
      let found = marks(vector(position)) | marks(vector(position + 16)) | marks(vector(position + 32))
      guard (found | marks(vector(position + 48))).highBits == 0 else { break }
      position += 64
    }
    while end - position >= 8 {
      let found = marks(word(position))
      guard found == 0 else { return position + found.trailingZeroBitCount / 8 }
      position += 8
    }
    let rest = end - position
    guard rest > 0 else { return end }
    if whole >= 8 {
      // The last word of the text, without the bytes that were seen, and 1 in their place.
      let last = word(end - 8) >> UInt64(8 * (8 - rest)) | ones << UInt64(8 * rest)
      let found = marks(last)
      return found == 0 ? end : position + found.trailingZeroBitCount / 8
    }
    while position < end, isPlain(position.pointee) { position += 1 }
    return position
  }

  @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }
  @inlinable static var highBits: UInt64 { 0x8080_8080_8080_8080 }

  @inlinable @inline(__always)
  static func word(_ position: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(position).loadUnaligned(as: UInt64.self))
  }

  /// Not zero when a byte is NUL or not ASCII; the lowest bit set is then in the first such byte.
  @inlinable @inline(__always)
  static func marks(_ word: UInt64) -> UInt64 {
    ((word &- ones) | word) & highBits
  }

  @inline(__always)
  private static func vector(_ position: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
    UnsafeRawPointer(position).loadUnaligned(as: SIMD16<UInt8>.self)
  }

  /// Marks for sixteen bytes, each by itself, like those of a word.
  @inline(__always)
  private static func marks(_ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
    (bytes &- 1) | bytes
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte &- 1 < 0x7f
  }

  /// Length of the sequence of a character past ASCII; 0 when it is not well-formed.
  @inline(__always)
  private static func sequenceLength(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
    let lead = start.pointee
    let available = end - start
    guard lead >= 0xC2, lead <= 0xF4, available >= 2 else { return 0 }
    let second = start[1]
    if lead < 0xE0 { return isContinuation(second) ? 2 : 0 }
    guard available >= 3, isContinuation(start[2]) else { return 0 }
    if lead < 0xF0 {
      let lowest: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let highest: UInt8 = lead == 0xED ? 0x9F : 0xBF
      return second >= lowest && second <= highest ? 3 : 0
    }
    guard available >= 4, isContinuation(start[3]) else { return 0 }
    let lowest: UInt8 = lead == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
    return second >= lowest && second <= highest ? 4 : 0
  }

  @inline(__always)
  private static func isContinuation(_ byte: UInt8) -> Bool {
    byte & 0xC0 == 0x80
  }
}

extension SIMD16<UInt8> {
  /// Not zero when a byte is 0x80 or more.
  @inline(__always)
  fileprivate var highBits: UInt64 {
    let words = unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return (words.x | words.y) & 0x8080_8080_8080_8080
  }
}
