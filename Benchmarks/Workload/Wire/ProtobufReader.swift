/// Reads the fields of one protobuf message, with every length checked against the bytes there are.
///
/// For the checks of the sink only: it skips what it does not ask for, and answers `malformed` instead of
/// trapping. It holds a position, never the bytes: those are handed to each call.
struct ProtobufReader {
  struct Malformed: Error {}

  enum Content {
    case number(UInt64)
    case bytes(Range<Int>)
  }

  private var position: Int
  private let end: Int

  /// A reader of the message that lies in `range` of the bytes that `next` will be given.
  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field's number and content, or nil at the end of the message.
  mutating func next(in bytes: Span<UInt8>) throws(Malformed) -> (field: Int, content: Content)? {
    guard position < end else { return nil }
    let tag = try varint(bytes)
    let field = Int(truncatingIfNeeded: tag >> 3)
    switch tag & 7 {
    case 0:
      return (field, .number(try varint(bytes)))
    case 1:
      return (field, .number(try fixed(bytes, 8)))
    case 2:
      let length = try varint(bytes)
      guard length <= UInt64(end - position) else { throw Malformed() }
      let start = position
      position += Int(length)
      return (field, .bytes(start..<position))
    case 5:
      return (field, .number(try fixed(bytes, 4)))
    default:
      throw Malformed()
    }
  }

  private mutating func varint(_ bytes: Span<UInt8>) throws(Malformed) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw Malformed()
  }

  private mutating func fixed(_ bytes: Span<UInt8>, _ count: Int) throws(Malformed) -> UInt64 {
    guard count <= end - position else { throw Malformed() }
    var value: UInt64 = 0
    for index in 0..<count {
      value |= UInt64(bytes[position + index]) << (8 * UInt64(index))
    }
    position += count
    return value
  }
}
