/// A length-prefixed part of a message, in place.
struct WirePart {
  /// Where its field begins, and where its length.
  let field: UnsafePointer<UInt8>
  let prefix: UnsafePointer<UInt8>
  let content: UnsafeBufferPointer<UInt8>
  let end: UnsafePointer<UInt8>

  /// - Parameter cursor: Behind the tag.
  @inline(__always)
  init(_ cursor: inout WireCursor, field: UnsafePointer<UInt8>) throws(DecodeError) {
    self.field = field
    prefix = cursor.position
    content = try cursor.readBytes()
    end = cursor.position
  }

  /// What lies behind its length, which takes `prefixBytes`, and a tag of one byte.
  @inline(__always)
  init(_ content: UnsafeBufferPointer<UInt8>, prefixBytes: Int, at start: UnsafePointer<UInt8>) {
    prefix = start - prefixBytes
    field = prefix - 1
    self.content = content
    end = start + content.count
  }

  /// - Parameter field: A length-prefixed one.
  init(_ field: WireFields.Field) {
    self.field = field.start
    prefix = field.prefix
    content = field.content
    // An empty content has its place all the same.
    end = (field.content.baseAddress ?? field.prefix + 1) + field.content.count
  }

  /// Bytes of its length.
  var prefixBytes: Int { end - content.count - prefix }
}
