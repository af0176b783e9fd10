/// Writes protobuf's wire format from the end to the beginning: when the length of a message is written, it is known.
///
/// The memory is kept from use to use, and wiped with `removeAll`.
struct BackwardWriter: ~Copyable {
  private var memory = ScratchMemory()
  /// Bytes written, which lie at the end of the memory.
  private(set) var count = 0

  private static let smallestRoom = 64 << 10

  /// Nothing is left to be written in front of these; good until the next use.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: memory.start.map { $0 + (memory.capacity - count) }, count: count)
  }

  mutating func removeAll(keeping kept: Int) {
    Wiping.wipe(
      UnsafeMutableRawBufferPointer(rebasing: memory.prefix(memory.capacity)[(memory.capacity - count)...])
    )
    count = 0
    if memory.capacity > kept { memory = ScratchMemory() }
  }

  @inline(__always)
  mutating func tag(_ number: Int, _ wireType: UInt8) {
    varint(UInt64(number) << 3 | UInt64(wireType))
  }

  /// Ends a length-prefixed field, in front of all that was written since there were `end` bytes.
  @inline(__always)
  mutating func prefix(_ number: Int, since end: Int) {
    varint(UInt64(count - end))
    tag(number, WireCursor.WireType.lengthPrefixed)
  }

  @inline(__always)
  mutating func varint(_ value: UInt64) {
    if value < 0x80 { return byte(UInt8(truncatingIfNeeded: value)) }
    let digits = (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7
    let start = room(digits)
    var rest = value
    for index in 0..<digits {
      start[index] = UInt8(truncatingIfNeeded: rest) & 0x7f | (index == digits - 1 ? 0 : 0x80)
      rest >>= 7
    }
  }

  @inline(__always)
  mutating func fixed<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
    UnsafeMutableRawPointer(room(MemoryLayout<Value>.size)).storeBytes(of: value.littleEndian, as: Value.self)
  }

  mutating func bytes(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress, source.count > 0 else { return }
    room(source.count).update(from: start, count: source.count)
  }

  /// NUL becomes U+FFFD.
  mutating func text(_ text: String) {
    var text = text
    let isClean = text.withUTF8 { utf8 in
      guard UTF8Text.nulCount(utf8) == 0 else { return false }
      bytes(utf8)
      return true
    }
    if !isClean { self.text(text.replacing("\0", with: "\u{FFFD}")) }
  }

  @inline(__always)
  private mutating func byte(_ byte: UInt8) {
    room(1).pointee = byte
  }

  /// Memory in front of what was written.
  @inline(__always)
  private mutating func room(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    if memory.capacity - count < bytes { grow(bytes) }
    count += bytes
    guard let start = memory.start else { preconditionFailure("there is room before anything is written") }
    return start + (memory.capacity - count)
  }

  private mutating func grow(_ bytes: Int) {
    let old = UnsafeMutableRawBufferPointer(
      rebasing: memory.prefix(memory.capacity)[(memory.capacity - count)...]
    )
    var larger = ScratchMemory()
    let room = larger.room(for: max(Self.smallestRoom, 2 * memory.capacity, count + bytes))
    UnsafeMutableRawBufferPointer(rebasing: room[(room.count - count)...]).copyMemory(
      from: UnsafeRawBufferPointer(old)
    )
    Wiping.wipe(old)
    swap(&memory, &larger)
  }
}
