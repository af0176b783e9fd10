internal import ProtobufWire

extension EncodedAttributes.Value {
  /// The value of an attribute as it is on the wire; nil where it has none.
  package init?(ofPair pair: Span<UInt8>) {
    let bytes = pair.withUnsafeBufferPointer { $0 }
    var fields = WireFields(bytes)
    while let field = fields.next() {
      guard field.number == AttributeFields.KeyValue.value else { continue }
      self.init(bytes: field.content)
      return
    }
    return nil
  }

  /// Shows the strings in a list, in place, each with the path at which it stands in its element: the same for the same
  /// path in any element.
  package func showTexts(ofList body: (_ path: Int, _ text: Span<UInt8>) -> Void) {
    var fields = WireFields(bytes)
    guard let list = fields.next(), list.number == AttributeFields.AnyValue.array else { return }
    var elements = WireFields(list.content)
    while let element = elements.next() { Self.show(element.content, path: 0, body) }
  }

  private static func show(
    _ value: UnsafeBufferPointer<UInt8>,
    path: Int,
    _ body: (_ path: Int, _ text: Span<UInt8>) -> Void
  ) {
    var fields = WireFields(value)
    guard let field = fields.next() else { return }
    switch field.number {
    case AttributeFields.AnyValue.string: body(path, field.content.span)
    case AttributeFields.AnyValue.array:
      var elements = WireFields(field.content)
      var number = 0
      while let element = elements.next() {
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(number)
        show(element.content, path: hasher.finalize(), body)
        number += 1
      }
    case AttributeFields.AnyValue.list:
      EncodedAttributes(field.content, field: 1).visit { key, member in
        var hasher = Hasher()
        hasher.combine(path)
        hasher.combine(bytes: UnsafeRawBufferPointer(key))
        show(member.bytes, path: hasher.finalize(), body)
        return true
      }
    default: break
    }
  }
}
