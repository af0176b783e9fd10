/// Reads protobuf's wire format from memory, never past `end`.
@usableFromInline package struct WireCursor {
  /// Kinds of encoding, the low three bits of a tag. 3 and 4 were groups.
  ///
  /// Computed, so that another target has them as constants.
  @usableFromInline package enum WireType {
    @inlinable package static var number: UInt8 { 0 }
    @inlinable package static var fixed64: UInt8 { 1 }
    @inlinable package static var lengthPrefixed: UInt8 { 2 }
    @inlinable package static var fixed32: UInt8 { 5 }
  }

  @usableFromInline package private(set) var position: UnsafePointer<UInt8>
  @usableFromInline package let end: UnsafePointer<UInt8>
  /// Beginning of the whole input, to tell offsets.
  @usableFromInline package let origin: UnsafePointer<UInt8>

  @inlinable package init(_ bytes: UnsafeBufferPointer<UInt8>, origin: UnsafePointer<UInt8>) {
    position = bytes.baseAddress ?? origin
    end = position + bytes.count
    self.origin = origin
  }

  @inlinable package var isAtEnd: Bool { position == end }
  @inlinable package var offset: Int { position - origin }

  @inlinable var remaining: Int { end - position }

  /// What lies between this place and a later one of the same bytes.
  @inlinable package func bytes(upTo later: WireCursor) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: position, count: later.position - position)
  }

  /// A field's number and wire type. A tag must be in its shortest form, as all encoders write it.
  @inlinable @inline(__always)
  package mutating func readTag() throws(WireError) -> (number: UInt32, wireType: UInt8) {
    let first = position.pointee
    if first >= 8, first < 0x80 {
      position += 1
      return (UInt32(first >> 3), first & 7)
    }
    return try readLongTag()
  }

  @usableFromInline mutating func readLongTag() throws(WireError) -> (number: UInt32, wireType: UInt8) {
    let start = offset
    var tag: UInt64 = 0
    for count in 0..<5 {
      guard count < remaining else { throw WireError(.truncated, offset: start) }
      let byte = position[count]
      tag |= UInt64(byte & 0x7f) << UInt64(7 * count)
      guard byte < 0x80 else { continue }
      guard tag >= 8, tag <= UInt64(UInt32.max), byte != 0 else { break }
      position += count + 1
      return (UInt32(tag >> 3), UInt8(tag & 7))
    }
    throw WireError(.invalidTag, offset: start)
  }

  /// The bytes of a length-prefixed field. The prefix may be padded, to at most five bytes.
  @inlinable @inline(__always)
  package mutating func readBytes() throws(WireError) -> UnsafeBufferPointer<UInt8> {
    var length = 0
    if position < end, position.pointee < 0x80 {
      length = Int(position.pointee)
      position += 1
    } else {
      length = try readLongLength()
    }
    guard length <= remaining else { throw WireError(.truncated, offset: offset) }
    let bytes = UnsafeBufferPointer(start: position, count: length)
    position += length
    return bytes
  }

  /// The bytes of the field that comes next, if it has this tag of one byte and is shorter than 16 KB. Does not move.
  @inlinable @inline(__always)
  package func bytes(taggedBy tag: UInt8) -> UnsafeBufferPointer<UInt8>? {
    guard remaining >= 3, position[0] == tag else { return nil }
    var (start, length) = (position + 2, Int(position[1]))
    if length >= 0x80 {
      guard position[2] < 0x80 else { return nil }
      length = length & 0x7f | Int(position[2]) << 7
      start += 1
    }
    return length <= end - start ? UnsafeBufferPointer(start: start, count: length) : nil
  }

  /// Goes behind bytes that lie ahead.
  @inlinable @inline(__always)
  package mutating func pass(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    position = start + bytes.count
  }

  @usableFromInline mutating func readLongLength() throws(WireError) -> Int {
    var length = 0
    for count in 0..<5 {
      guard count < remaining else { throw WireError(.truncated, offset: offset) }
      let byte = position[count]
      length |= Int(byte & 0x7f) << (7 * count)
      guard byte < 0x80 else { continue }
      position += count + 1
      return length
    }
    throw WireError(.invalidNumber, offset: offset)
  }

  /// Passes over a variable-length number of at most 64 bits.
  @inlinable @inline(__always)
  package mutating func skipNumber() throws(WireError) {
    for count in 0..<10 {
      guard count < remaining else { throw WireError(.truncated, offset: offset) }
      let byte = position[count]
      guard byte < 0x80 else { continue }
      guard count < 9 || byte <= 1 else { break }
      position += count + 1
      return
    }
    throw WireError(.invalidNumber, offset: offset)
  }

  /// A variable-length number of at most 64 bits.
  @inlinable package mutating func readNumber() throws(WireError) -> UInt64 {
    let start = position
    try skipNumber()
    var value: UInt64 = 0
    for index in 0..<(position - start) { value |= UInt64(start[index] & 0x7f) << UInt64(7 * index) }
    return value
  }

  /// Eight bytes, the first one lowest.
  @inlinable package mutating func readFixed64() throws(WireError) -> UInt64 {
    let start = position
    try skip(8)
    return UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  }

  /// Four bytes, the first one lowest.
  @inlinable package mutating func readFixed32() throws(WireError) -> UInt32 {
    let start = position
    try skip(4)
    return UInt32(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt32.self))
  }

  @inlinable @inline(__always)
  package mutating func skip(_ count: Int) throws(WireError) {
    guard count <= remaining else { throw WireError(.truncated, offset: offset) }
    position += count
  }

  /// Passes over a field whose tag has been read.
  @inlinable package mutating func skipField(_ wireType: UInt8) throws(WireError) {
    switch wireType {
    case WireType.number: try skipNumber()
    case WireType.fixed64: try skip(8)
    case WireType.lengthPrefixed: _ = try readBytes()
    case WireType.fixed32: try skip(4)
    default: throw WireError(.invalidTag, offset: offset)
    }
  }
}
