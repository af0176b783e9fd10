internal import ProtobufWire

extension AttributeValue {
  /// A copy of a value as it is on the wire. It was validated, so that it nests to a bound.
  init(encoded bytes: UnsafeBufferPointer<UInt8>) {
    typealias Field = AttributeFields.AnyValue
    self = .empty
    var fields = WireFields(bytes)
    while let field = fields.next() {
      switch field.number {
      case Field.string: self = .string(String(decoding: field.content, as: UTF8.self))
      case Field.bool: self = .bool(field.value != 0)
      case Field.int: self = .int(Int64(bitPattern: field.value))
      case Field.double: self = .double(Double(bitPattern: field.value))
      case Field.bytes: self = .bytes(Array(field.content))
      case Field.array: self = .array(Self.elements(of: field.content))
      case Field.list: self = .map(Attributes(EncodedAttributes(field.content, field: 1)))
      default: break
      }
    }
  }

  private static func elements(of array: UnsafeBufferPointer<UInt8>) -> [AttributeValue] {
    var elements: [AttributeValue] = []
    var fields = WireFields(array)
    while let field = fields.next() { elements.append(AttributeValue(encoded: field.content)) }
    return elements
  }
}

extension Attributes {
  /// A copy of all of them.
  package init(_ encoded: EncodedAttributes) {
    self.init()
    encoded.visit { key, value in
      append(String(decoding: key, as: UTF8.self), value.value)
      return true
    }
  }
}
