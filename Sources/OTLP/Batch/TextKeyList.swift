internal import COTLP

/// A list of attributes, or of the members of a map, whose keys belong together. Valid during the call only.
public struct TextKeyList {
  enum Storage {
    /// The message that the list is in, as it is on the wire, and the number of its field.
    case encoded(UnsafeBufferPointer<UInt8>, field: UInt32)
    /// Pairs that were removed may be gone from it, and others be there twice.
    case tree(MessageArray<KeyValueMessage>, count: Int)
  }

  let storage: Storage

  /// The same for all keys of a list, and for no other list at the same time.
  public var id: Int {
    switch storage {
    case .encoded(let bytes, _): Int(bitPattern: bytes.baseAddress)
    case .tree(let pairs, _): Int(bitPattern: pairs)
    }
  }

  /// Shows the keys of the list: those of encoded lists as they came, those of others as far as they are edited.
  public func forEachKey(_ body: (Span<UInt8>) -> Void) {
    switch storage {
    case .encoded(let bytes, let field):
      forEachField(of: bytes, field) { pair in
        forEachField(of: pair, AttributeFields.KeyValue.key) { body($0.span) }
      }
    case .tree(let pairs, let count):
      for index in 0..<count {
        guard let pair = pairs[index] else { continue }
        body(MessageTexts.bytes(of: pair.pointee.key).span)
      }
    }
  }

  /// The bytes have passed the validator.
  private func forEachField(
    of bytes: UnsafeBufferPointer<UInt8>,
    _ number: UInt32,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard let start = bytes.baseAddress else { return }
    var cursor = WireCursor(bytes, origin: start)
    do throws(DecodeError) {
      while !cursor.isAtEnd {
        let tag = try cursor.readTag()
        if tag.number == number, tag.wireType == WireCursor.WireType.lengthPrefixed {
          body(try cursor.readBytes())
        } else {
          try cursor.skipField(tag.wireType)
        }
      }
    } catch {
      preconditionFailure("the bytes have passed the validator")
    }
  }
}
