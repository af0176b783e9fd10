internal import COTLP
internal import CProtobufC
internal import ProtobufWire

/// An attribute that is put into a span on the wire.
enum EncodedPair {
  /// A field of a span that holds it, packed by protobuf-c.
  static func bytes(
    _ attribute: Attributes.Element,
    field: UInt32,
    arena: ArenaAllocator
  ) throws(ArenaFull) -> [UInt8] {
    let pair = try TreeBuilder(arena: arena).pair(attribute.key, attribute.value)
    let message = UnsafeMutableRawPointer(pair).assumingMemoryBound(to: ProtobufCMessage.self)
    let size = protobuf_c_message_get_packed_size(message)
    return WireOutput.array(capacity: size + 2 * 6) { output in
      output.tag(field, WireCursor.WireType.lengthPrefixed)
      output.bytes(limit: size) { memory in
        guard let start = memory.baseAddress else { return 0 }
        return protobuf_c_message_pack(message, start.assumingMemoryBound(to: UInt8.self))
      }
    }
  }

  /// Where in a span an attribute of this key stands, or else where one would be packed.
  static func place(of key: String, in span: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    guard let start = span.baseAddress else { return 0..<0 }
    var end = 0
    var fields = WireFields(span)
    while let field = fields.next() {
      guard field.number <= SpanFields.Span.attributes else { continue }
      end = fields.offset(from: start)
      if field.number == SpanFields.Span.attributes, holds(field.content, key) {
        return field.start - start..<end
      }
    }
    return end..<end
  }

  private static func holds(_ pair: UnsafeBufferPointer<UInt8>, _ key: String) -> Bool {
    var fields = WireFields(pair)
    while let field = fields.next() {
      if field.number == AttributeFields.KeyValue.key { return field.content.elementsEqual(key.utf8) }
    }
    return key.isEmpty
  }
}
