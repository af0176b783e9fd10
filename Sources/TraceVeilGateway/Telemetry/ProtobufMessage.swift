/// A protobuf message as it is written, field after field.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: Int, _ text: String) { add(field, content: Array(text.utf8)) }

  mutating func add(_ field: Int, _ message: ProtobufMessage) { add(field, content: message.bytes) }

  mutating func add(_ field: Int, _ number: UInt64) {
    varint(UInt64(field) << 3)
    varint(number)
  }

  /// As 64 bits of a fixed width.
  mutating func add(_ field: Int, fixed value: UInt64) {
    varint(UInt64(field) << 3 | 1)
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  mutating func add(_ field: Int, _ value: Double) { add(field, fixed: value.bitPattern) }

  /// Numbers of a fixed width in one field.
  mutating func add(_ field: Int, packed values: [UInt64]) {
    add(
      field,
      content: values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    )
  }

  private mutating func add(_ field: Int, content: [UInt8]) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
