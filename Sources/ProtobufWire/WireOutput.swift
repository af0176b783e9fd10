/// Writes protobuf's wire format into memory of a fixed size.
///
/// What does not fit is left out. `isFull` then says that what was written is not all.
package struct WireOutput {
  private let memory: UnsafeMutableRawBufferPointer
  package private(set) var count = 0
  package private(set) var isFull = false

  /// A length of this many bytes is written before it is known, then filled in.
  private static let prefixBytes = 5

  /// A length that is not known yet.
  package struct Prefix {
    fileprivate let start: Int
    /// Where its field begins.
    fileprivate let field: Int
  }

  package init(_ memory: UnsafeMutableRawBufferPointer) {
    self.memory = memory
  }

  /// An array of what is written.
  ///
  /// - Parameter capacity: At least as many bytes as that is, with five for each length of a field that was begun.
  package static func array(capacity: Int, _ write: (inout WireOutput) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      var output = WireOutput(UnsafeMutableRawBufferPointer(buffer))
      write(&output)
      precondition(!output.isFull, "a message has another size than it said")
      count = output.count
    }
  }

  package mutating func tag(_ number: UInt32, _ wireType: UInt8) {
    varint(UInt64(number) << 3 | UInt64(wireType))
  }

  package mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(rest))
  }

  package mutating func fixed<Value: FixedWidthInteger>(_ value: Value) {
    guard hasRoom(for: MemoryLayout<Value>.size) else { return }
    memory.storeBytes(of: value.littleEndian, toByteOffset: count, as: Value.self)
    count += MemoryLayout<Value>.size
  }

  package mutating func byte(_ byte: UInt8) {
    guard hasRoom(for: 1) else { return }
    memory[count] = byte
    count += 1
  }

  /// Bytes as they are, without a length.
  package mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard hasRoom(for: bytes.count), bytes.count > 0 else { return }
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: UnsafeRawBufferPointer(bytes))
    count += bytes.count
  }

  /// A length-prefixed field's content.
  package mutating func bytes(_ bytes: UnsafeBufferPointer<UInt8>) {
    varint(UInt64(bytes.count))
    raw(bytes)
  }

  /// Writes a length-prefixed field's content. `body` writes at most `limit` bytes of it, and returns how many it
  /// wrote.
  package mutating func bytes(limit: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
    let digits = Varint.digits(limit)
    guard hasRoom(for: digits + limit) else { return }
    let written = body(UnsafeMutableRawBufferPointer(rebasing: memory[(count + digits)...].prefix(limit)))
    pad(written, at: count, digits: digits)
    count += digits + written
  }

  /// Begins a length-prefixed field.
  package mutating func begin(_ number: UInt32) -> Prefix {
    let field = count
    tag(number, WireCursor.WireType.lengthPrefixed)
    return beginContent(of: field)
  }

  /// Begins a length-prefixed field, whose tag is written as it is.
  package mutating func begin(tag: UnsafeBufferPointer<UInt8>) -> Prefix {
    let field = count
    raw(tag)
    return beginContent(of: field)
  }

  private mutating func beginContent(of field: Int) -> Prefix {
    if hasRoom(for: Self.prefixBytes) { count += Self.prefixBytes }
    return Prefix(start: count, field: field)
  }

  /// Ends the field.
  package mutating func end(_ prefix: Prefix) {
    guard !isFull else { return }
    pad(count - prefix.start, at: prefix.start - Self.prefixBytes, digits: Self.prefixBytes)
  }

  /// Ends the field, and moves what is in it next to a length in its shortest form.
  package mutating func endClosely(_ prefix: Prefix) {
    guard !isFull, let start = memory.baseAddress else { return }
    let length = count - prefix.start
    let digits = Varint.digits(length)
    let content = start + prefix.start
    pad(length, at: prefix.start - Self.prefixBytes, digits: digits)
    (content - Self.prefixBytes + digits).copyMemory(from: content, byteCount: length)
    count -= Self.prefixBytes - digits
  }

  /// Whether anything was written since the field began.
  package func isEmpty(_ prefix: Prefix) -> Bool { count == prefix.start }

  /// Takes back what was written since `count` was this.
  package mutating func rewind(to count: Int) { self.count = count }

  /// Takes back a field that was begun.
  package mutating func undo(_ prefix: Prefix) { count = prefix.field }

  private mutating func hasRoom(for bytes: Int) -> Bool {
    guard !isFull, bytes <= memory.count - count else {
      isFull = true
      return false
    }
    return true
  }

  private func pad(_ length: Int, at start: Int, digits: Int) {
    guard let memory = memory.baseAddress else { return }
    Varint.write(length, digits: digits, to: memory + start)
  }
}
