/// A length-prefixed part of a message, in place.
@usableFromInline package struct WirePart {
  /// Where its field begins, and where its length.
  @usableFromInline package let field: UnsafePointer<UInt8>
  @usableFromInline package let prefix: UnsafePointer<UInt8>
  @usableFromInline package let content: UnsafeBufferPointer<UInt8>
  @usableFromInline package let end: UnsafePointer<UInt8>

  /// - Parameter cursor: Behind the tag.
  @inlinable @inline(__always)
  package init(_ cursor: inout WireCursor, field: UnsafePointer<UInt8>) throws(WireError) {
    self.field = field
    prefix = cursor.position
    content = try cursor.readBytes()
    end = cursor.position
  }

  /// The content behind its length, which takes `prefixBytes`, and a tag of one byte.
  @inlinable @inline(__always)
  package init(_ content: UnsafeBufferPointer<UInt8>, prefixBytes: Int, at start: UnsafePointer<UInt8>) {
    prefix = start - prefixBytes
    field = prefix - 1
    self.content = content
    end = start + content.count
  }

  /// - Parameter field: A length-prefixed one.
  @inlinable package init(_ field: WireFields.Field) {
    self.field = field.start
    prefix = field.prefix
    content = field.content
    // An empty content has its place all the same.
    end = (field.content.baseAddress ?? field.prefix + 1) + field.content.count
  }

  /// Bytes of its length.
  @inlinable package var prefixBytes: Int { end - content.count - prefix }
}
