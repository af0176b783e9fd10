/// The fields of a message that the validator has passed, from the first to the last.
struct WireFields {
  /// One field, and what follows its tag.
  struct Field {
    let number: UInt32
    let wireType: UInt8
    /// Where its tag begins, and where its content.
    let start: UnsafePointer<UInt8>
    let prefix: UnsafePointer<UInt8>
    /// Of a length-prefixed field; empty otherwise.
    let content: UnsafeBufferPointer<UInt8>
    /// Of any other field: its number, or its bytes as one, the first lowest.
    let value: UInt64
  }

  private var cursor: WireCursor?

  init(_ message: UnsafeBufferPointer<UInt8>) {
    cursor = message.baseAddress.map { WireCursor(message, origin: $0) }
  }

  /// How far what was read reaches behind `start`.
  func offset(from start: UnsafePointer<UInt8>) -> Int { cursor.map { $0.position - start } ?? 0 }

  @inline(__always)
  mutating func next() -> Field? {
    guard var cursor, !cursor.isAtEnd else { return nil }
    do throws(DecodeError) {
      let field = try Self.read(&cursor)
      self.cursor = cursor
      return field
    } catch {
      preconditionFailure("the bytes have passed the validator")
    }
  }

  @inline(__always)
  private static func read(_ cursor: inout WireCursor) throws(DecodeError) -> Field {
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
