internal import JSON
internal import ProtobufWire

/// Writes export requests as OTLP's JSON: fields by rising number, what has its default left out, on one line.
struct JSONWriter {
  private let schema = MessageSchema.shared
  private let wire = MessageSchema.wire
  private(set) var output: [UInt8] = []

  /// A value of a field on the wire.
  private struct Value {
    /// Place of the field in the schema.
    let field: Int
    let content: UnsafeBufferPointer<UInt8>
    let number: UInt64
  }

  /// Writes a message that the validator has passed.
  mutating func message(_ bytes: UnsafeBufferPointer<UInt8>, type: Int) {
    let values = values(of: bytes, type: type)
    append("{")
    var next = values.startIndex
    while next < values.endIndex {
      let field = values[next].field
      let end = values[next...].firstIndex { $0.field != field } ?? values.endIndex
      if next > values.startIndex { append(",") }
      append("\"")
      wire.withName(of: field) { output.append(contentsOf: $0) }
      append("\":")
      if wire.fields[field].isRepeated {
        append("[")
        for index in next..<end {
          if index > next { append(",") }
          value(values[index], of: wire.fields[field])
        }
        append("]")
      } else {
        value(values[end - 1], of: wire.fields[field])
      }
      next = end
    }
    append("}")
  }

  /// What is written of a message, by rising number.
  private func values(of bytes: UnsafeBufferPointer<UInt8>, type: Int) -> [Value] {
    var values: [Value] = []
    let rule = schema.messages[type]
    var fields = WireFields(bytes)
    var isAscending = true
    while let found = fields.next() {
      let known = schema.field(found.number, of: rule)
      guard known.kind != .unknown else { continue }
      let place = Int(known.field)
      let field = wire.fields[place]
      if field.isRepeated, field.type.isNumber, found.wireType == WireCursor.WireType.lengthPrefixed {
        Self.unpack(found.content, field.type) {
          values.append(Value(field: place, content: found.content, number: $0))
        }
      } else if field.isRepeated || field.isInOneof || !Self.isDefault(found, field.type) {
        values.append(Value(field: place, content: found.content, number: found.value))
      }
      if values.count > 1, values[values.count - 2].field > place { isAscending = false }
    }
    return isAscending ? values : Self.sorted(values)
  }

  /// The values in the order of the fields. Values of the same field keep their order.
  private static func sorted(_ values: [Value]) -> [Value] {
    values.enumerated()
      .sorted { ($0.element.field, $0.offset) < ($1.element.field, $1.offset) }
      .map(\.element)
  }

  private static func isDefault(_ found: WireFields.Field, _ type: WireFieldType) -> Bool {
    switch type {
    case .message: false
    case .string, .bytes: found.content.isEmpty
    // Minus zero is zero.
    case .double: Double(bitPattern: found.value) == 0
    case .float: Float(bitPattern: UInt32(truncatingIfNeeded: found.value)) == 0
    default: found.value == 0
    }
  }

  /// The numbers of a packed field.
  private static func unpack(
    _ packed: UnsafeBufferPointer<UInt8>,
    _ type: WireFieldType,
    _ body: (UInt64) -> Void
  ) {
    guard let start = packed.baseAddress else { return }
    var cursor = WireCursor(packed, origin: start)
    do throws(WireError) {
      while !cursor.isAtEnd {
        switch type {
        case .double, .fixed64, .sfixed64: body(try cursor.readFixed64())
        case .float, .fixed32, .sfixed32: body(UInt64(try cursor.readFixed32()))
        default: body(try cursor.readNumber())
        }
      }
    } catch {
      preconditionFailure("the bytes have passed the validator")
    }
  }

  private mutating func value(_ value: Value, of field: WireSchema.Field) {
    let narrow = UInt32(truncatingIfNeeded: value.number)
    switch field.type {
    case .boolean: append(value.number == 0 ? "false" : "true")
    case .enumeration, .int32, .sfixed32: literal(Int32(bitPattern: narrow))
    case .sint32: literal(Int32(bitPattern: narrow >> 1) ^ -Int32(bitPattern: narrow & 1))
    case .uint32, .fixed32: literal(narrow)
    case .int64, .sfixed64: quoted(Int64(bitPattern: value.number))
    case .sint64: quoted(Int64(bitPattern: value.number >> 1) ^ -Int64(bitPattern: value.number & 1))
    case .uint64, .fixed64: quoted(value.number)
    case .float: number(Double(Float(bitPattern: narrow)))
    case .double: number(Double(bitPattern: value.number))
    case .string: JSONText.append(value.content, to: &output)
    case .bytes: bytes(value.content, isHexadecimal: field.isHexadecimal)
    case .message: message(value.content, type: field.messageType)
    }
  }

  private mutating func bytes(_ bytes: UnsafeBufferPointer<UInt8>, isHexadecimal: Bool) {
    append("\"")
    if isHexadecimal {
      Hexadecimal.append(bytes, to: &output)
    } else {
      Base64.append(bytes, to: &output)
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
