/// Writes protobuf by hand, valid or not.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  init() {}

  init(_ write: (inout WireWriter) -> Void) {
    write(&self)
  }

  mutating func raw(_ bytes: some Sequence<UInt8>) {
    self.bytes += bytes
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func tag(_ field: Int, _ wireType: Int) {
    varint(UInt64(field << 3 | wireType))
  }

  mutating func number(_ field: Int, _ value: UInt64) {
    tag(field, 0)
    varint(value)
  }

  mutating func fixed64(_ field: Int, _ value: UInt64) {
    tag(field, 1)
    withUnsafeBytes(of: value.littleEndian) { raw($0) }
  }

  mutating func fixed32(_ field: Int, _ value: UInt32) {
    tag(field, 5)
    withUnsafeBytes(of: value.littleEndian) { raw($0) }
  }

  mutating func bytes(_ field: Int, _ value: some Collection<UInt8>) {
    tag(field, 2)
    varint(UInt64(value.count))
    raw(value)
  }

  mutating func text(_ field: Int, _ value: String) {
    bytes(field, Array(value.utf8))
  }

  mutating func message(_ field: Int, _ write: (inout WireWriter) -> Void) {
    bytes(field, WireWriter(write).bytes)
  }
}
