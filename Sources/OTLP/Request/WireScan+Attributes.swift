internal import ProtobufWire

// Attributes as all encoders write them are read by hand: they are nine in ten messages of a trace.
extension WireScan {
  private static let stringTag = AttributeFields.tag(
    AttributeFields.AnyValue.string,
    WireCursor.WireType.lengthPrefixed
  )
  private static let boolTag = AttributeFields.tag(AttributeFields.AnyValue.bool, WireCursor.WireType.number)
  private static let intTag = AttributeFields.tag(AttributeFields.AnyValue.int, WireCursor.WireType.number)
  private static let doubleTag = AttributeFields.tag(
    AttributeFields.AnyValue.double,
    WireCursor.WireType.fixed64
  )

  /// Reads a `KeyValue` that is a key and, behind it, a text, a number or a truth value.
  ///
  /// - Returns: Bytes of the tree that its texts take. Nil for one that is anything else, malformed or not: it is to be
  ///   read by the schema, which says what is wrong with it.
  @inline(__always)
  static func plainAttribute(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let pair = PlainPair(bytes), let value = plainValue(pair.value), isClean(pair.key) else {
      return nil
    }
    return TreeSize.text(pair.key.count) + value
  }

  /// UTF-8 without NUL.
  @inline(__always)
  private static func isClean(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    UTF8Text.isShortAndPlain(text) || UTF8Text.nulCount(text) == 0
  }

  @inline(__always)
  private static func plainValue(_ value: UnsafeBufferPointer<UInt8>) -> Int? {
    guard value.count > 0, let start = value.baseAddress else { return nil }
    switch start[0] {
    case stringTag:
      guard let text = PlainPair.content(start + 1, upTo: start + value.count), isClean(text) else {
        return nil
      }
      return TreeSize.text(text.count)
    case boolTag: return value.count == 2 && start[1] <= 1 ? 0 : nil
    case intTag:
      // A tenth byte may not have any value.
      let count = value.count - 1
      guard count > 0, count <= 9, start[count] < 0x80 else { return nil }
      for index in 1..<count where start[index] < 0x80 { return nil }
      return 0
    case doubleTag: return value.count == 9 ? 0 : nil
    default: return nil
    }
  }
}
