internal import CProtobufC

/// Writes a message tree as OTLP's JSON.
struct JSONTreeWriter {
  private let schema = JSONSchema.shared
  private(set) var output: [UInt8] = []

  mutating func message(_ message: UnsafeRawPointer, type: Int) {
    append("{")
    var isFirst = true
    for index in schema.fields(of: type) {
      let field = schema[index]
      guard isSet(field, in: message) else { continue }
      if !isFirst { append(",") }
      isFirst = false
      append("\"")
      schema.withName(of: field) { output.append(contentsOf: $0) }
      append("\":")
      if field.isRepeated {
        elements(of: field, in: message)
      } else {
        value(of: field, at: message + Int(field.offset))
      }
    }
    append("}")
  }

  private mutating func elements(of field: JSONField, in message: UnsafeRawPointer) {
    append("[")
    if let array = (message + Int(field.offset)).load(as: UnsafeRawPointer?.self) {
      for index in 0..<(message + Int(field.quantifierOffset)).load(as: Int.self) {
        if index > 0 { append(",") }
        value(of: field, at: array + index * field.elementBytes)
      }
    }
    append("]")
  }

  private func isSet(_ field: JSONField, in message: UnsafeRawPointer) -> Bool {
    let quantifier = message + Int(field.quantifierOffset)
    if field.isRepeated { return quantifier.load(as: Int.self) > 0 }
    if field.isInOneof { return quantifier.load(as: UInt32.self) == field.number }
    let value = message + Int(field.offset)
    switch field.kind {
    case .string: return !MessageTexts.bytes(of: value.load(as: TextPointer?.self)).isEmpty
    case .bytes, .identifier: return value.load(as: ProtobufCBinaryData.self).len > 0
    case .message: return value.load(as: UnsafeRawPointer?.self) != nil
    case .double: return value.load(as: Double.self) != 0
    case .float: return value.load(as: Float.self) != 0
    case .int64, .uint64, .sint64, .fixed64, .sfixed64: return value.load(as: UInt64.self) != 0
    default: return value.load(as: UInt32.self) != 0
    }
  }

  private mutating func value(of field: JSONField, at value: UnsafeRawPointer) {
    switch field.kind {
    case .boolean: append(value.load(as: Int32.self) == 0 ? "false" : "true")
    case .enumeration, .int32, .sint32, .sfixed32: literal(value.load(as: Int32.self))
    case .uint32, .fixed32: literal(value.load(as: UInt32.self))
    case .int64, .sint64, .sfixed64: quoted(value.load(as: Int64.self))
    case .uint64, .fixed64: quoted(value.load(as: UInt64.self))
    case .float: number(Double(value.load(as: Float.self)))
    case .double: number(value.load(as: Double.self))
    case .string: JSONText.append(MessageTexts.bytes(of: value.load(as: TextPointer?.self)), to: &output)
    case .bytes, .identifier: bytes(value.load(as: ProtobufCBinaryData.self), field.kind)
    case .message:
      guard let child = value.load(as: UnsafeRawPointer?.self) else { return append("{}") }
      message(child, type: Int(field.messageType))
    }
  }

  private mutating func bytes(_ value: ProtobufCBinaryData, _ kind: JSONField.Kind) {
    let bytes = UnsafeBufferPointer(start: value.data, count: value.len)
    append("\"")
    if kind == .identifier {
      for byte in bytes {
        output.append(Hexadecimal.digit(byte >> 4))
        output.append(Hexadecimal.digit(byte & 15))
      }
    } else {
      Base64Text.append(bytes, to: &output)
    }
    append("\"")
  }

  /// 64 bits are more than the numbers of many readers hold exactly.
  private mutating func quoted(_ value: some BinaryInteger) {
    append("\"")
    literal(value)
    append("\"")
  }

  private mutating func literal(_ value: some BinaryInteger) {
    output.append(contentsOf: String(value).utf8)
  }

  private mutating func number(_ value: Double) {
    if value.isNaN { return append("\"NaN\"") }
    if value.isInfinite { return append(value < 0 ? "\"-Infinity\"" : "\"Infinity\"") }
    output.append(contentsOf: value.description.utf8)
  }

  private mutating func append(_ text: StaticString) {
    output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

extension JSONField {
  /// Size of an element of a repeated field.
  fileprivate var elementBytes: Int {
    switch kind {
    case .string, .message: MemoryLayout<UnsafeRawPointer>.stride
    case .bytes, .identifier: MemoryLayout<ProtobufCBinaryData>.stride
    case .double, .int64, .uint64, .sint64, .fixed64, .sfixed64: 8
    default: 4
    }
  }
}
