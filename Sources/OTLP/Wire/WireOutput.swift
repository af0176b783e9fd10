/// Writes protobuf's wire format into memory of a fixed size.
struct WireOutput {
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  /// A length prefix of this many bytes is written before the length is known, then filled in.
  private static let prefixBytes = 5

  /// A length prefix whose length is not known yet.
  struct Prefix {
    fileprivate let start: Int
    /// Where its field begins.
    fileprivate let field: Int
  }

  init(_ memory: UnsafeMutableRawBufferPointer) {
    self.memory = memory
  }

  /// What is not written yet.
  var room: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[count...]) }

  mutating func tag(_ number: UInt32, _ wireType: UInt8) throws(DecodeError) {
    try varint(UInt64(number) << 3 | UInt64(wireType))
  }

  mutating func varint(_ value: UInt64) throws(DecodeError) {
    var rest = value
    while rest >= 0x80 {
      try byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    try byte(UInt8(rest))
  }

  mutating func fixed<Value: FixedWidthInteger>(_ value: Value) throws(DecodeError) {
    try need(MemoryLayout<Value>.size)
    memory.storeBytes(of: value.littleEndian, toByteOffset: count, as: Value.self)
    count += MemoryLayout<Value>.size
  }

  /// A length-prefixed field's content. - Parameter limit: Most bytes that `body` writes, and says it wrote.
  mutating func bytes(limit: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) throws(DecodeError) {
    let digits = Self.varintBytes(limit)
    try need(digits + limit)
    let written = body(UnsafeMutableRawBufferPointer(rebasing: memory[(count + digits)...].prefix(limit)))
    pad(written, at: count, digits: digits)
    count += digits + written
  }

  /// Begins a length-prefixed field.
  mutating func begin(_ number: UInt32) throws(DecodeError) -> Prefix {
    let field = count
    try tag(number, WireCursor.WireType.lengthPrefixed)
    try need(Self.prefixBytes)
    count += Self.prefixBytes
    return Prefix(start: count, field: field)
  }

  /// Ends the field.
  mutating func end(_ prefix: Prefix) {
    pad(count - prefix.start, at: prefix.start - Self.prefixBytes, digits: Self.prefixBytes)
  }

  /// Whether anything was written since the field began.
  func isEmpty(_ prefix: Prefix) -> Bool { count == prefix.start }

  /// Takes back what was written since `count` was this.
  mutating func rewind(to count: Int) { self.count = count }

  /// Takes back a field that was begun.
  mutating func undo(_ prefix: Prefix) { count = prefix.field }

  private mutating func byte(_ byte: UInt8) throws(DecodeError) {
    try need(1)
    memory[count] = byte
    count += 1
  }

  private func need(_ bytes: Int) throws(DecodeError) {
    guard bytes <= memory.count - count else { throw DecodeError(.tooLarge) }
  }

  /// A length of at most five bytes, in just so many.
  private func pad(_ length: Int, at start: Int, digits: Int) {
    var rest = length
    for index in start..<start + digits {
      memory[index] = UInt8(rest & 0x7f) | (index == start + digits - 1 ? 0 : 0x80)
      rest >>= 7
    }
  }

  private static func varintBytes(_ value: Int) -> Int {
    max(1, (Int.bitWidth - value.leadingZeroBitCount + 6) / 7)
  }
}
