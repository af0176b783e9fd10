/// The fields of a message that the validator has passed, from the first to the last.
@usableFromInline package struct WireFields {
  /// A field, and the bytes behind its tag.
  @usableFromInline package struct Field {
    @usableFromInline package let number: UInt32
    @usableFromInline package let wireType: UInt8
    /// Where its tag begins, and where its content.
    @usableFromInline package let start: UnsafePointer<UInt8>
    @usableFromInline package let prefix: UnsafePointer<UInt8>
    /// The content of a length-prefixed field; empty for any other field.
    @usableFromInline package let content: UnsafeBufferPointer<UInt8>
    /// The value of any other field: its number, or its bytes as a little-endian number.
    @usableFromInline package let value: UInt64

    @inlinable init(
      number: UInt32,
      wireType: UInt8,
      start: UnsafePointer<UInt8>,
      prefix: UnsafePointer<UInt8>,
      content: UnsafeBufferPointer<UInt8>,
      value: UInt64
    ) {
      self.number = number
      self.wireType = wireType
      self.start = start
      self.prefix = prefix
      self.content = content
      self.value = value
    }
  }

  @usableFromInline var cursor: WireCursor?

  @inlinable package init(_ message: UnsafeBufferPointer<UInt8>) {
    cursor = message.baseAddress.map { WireCursor(message, origin: $0) }
  }

  /// How far what was read reaches behind `start`.
  @inlinable package func offset(from start: UnsafePointer<UInt8>) -> Int {
    cursor.map { $0.position - start } ?? 0
  }

  @inlinable @inline(__always)
  package mutating func next() -> Field? {
    guard var cursor, !cursor.isAtEnd else { return nil }
    do throws(WireError) {
      let field = try Self.read(&cursor)
      self.cursor = cursor
      return field
    } catch {
      preconditionFailure("the bytes have passed the validator")
    }
  }

  @inlinable @inline(__always)
  static func read(_ cursor: inout WireCursor) throws(WireError) -> Field {
    let start = cursor.position
    let tag = try cursor.readTag()
    let prefix = cursor.position
    var content = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var value: UInt64 = 0
    switch tag.wireType {
    case WireCursor.WireType.lengthPrefixed: content = try cursor.readBytes()
    case WireCursor.WireType.number: value = try cursor.readNumber()
    case WireCursor.WireType.fixed64: value = try cursor.readFixed64()
    case WireCursor.WireType.fixed32: value = UInt64(try cursor.readFixed32())
    default: try cursor.skipField(tag.wireType)
    }
    return Field(
      number: tag.number,
      wireType: tag.wireType,
      start: start,
      prefix: prefix,
      content: content,
      value: value
    )
  }
}
