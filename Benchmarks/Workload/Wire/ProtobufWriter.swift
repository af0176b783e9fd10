/// Writes protobuf messages front to back with the shortest lengths, as every SDK does, and remembers where
/// ids stand.
///
/// It shares no code with the OTLP target, on purpose: what measures and checks the gateway must not repeat
/// its faults.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []
  /// Offsets of bytes to overwrite later, in the order of the `mark` calls.
  private(set) var marks: [Int] = []

  /// A message, or anything else with a length in front: `body` writes the content.
  mutating func message(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
    tag(field, wireType: 2)
    let start = bytes.count
    let firstMark = marks.count
    body(&self)
    let length = Self.varint(UInt64(bytes.count - start))
    bytes.insert(contentsOf: length, at: start)
    for index in firstMark..<marks.count {
      marks[index] += length.count
    }
  }

  mutating func string(_ field: Int, _ text: String) {
    self.bytes(field, Array(text.utf8))
  }

  mutating func bytes(_ field: Int, _ content: [UInt8]) {
    tag(field, wireType: 2)
    bytes += Self.varint(UInt64(content.count))
    bytes += content
  }

  /// `count` zero bytes to be overwritten later; their offset is marked.
  mutating func placeholder(_ field: Int, count: Int) {
    tag(field, wireType: 2)
    bytes += Self.varint(UInt64(count))
    mark(at: bytes.count)
    bytes += [UInt8](repeating: 0, count: count)
  }

  /// Marks an offset, for a placeholder inside a text that is already written.
  mutating func mark(at offset: Int) {
    marks.append(offset)
  }

  mutating func varint(_ field: Int, _ value: UInt64) {
    tag(field, wireType: 0)
    bytes += Self.varint(value)
  }

  mutating func fixed64(_ field: Int, _ value: UInt64) {
    tag(field, wireType: 1)
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  mutating func fixed32(_ field: Int, _ value: UInt32) {
    tag(field, wireType: 5)
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private mutating func tag(_ field: Int, wireType: Int) {
    bytes += Self.varint(UInt64(field << 3 | wireType))
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var encoded: [UInt8] = []
    while rest >= 0x80 {
      encoded.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    encoded.append(UInt8(rest))
    return encoded
  }
}
