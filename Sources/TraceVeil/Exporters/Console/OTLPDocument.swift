import NIOCore
import OTLP

/// A request as it would stand in OTLP's JSON: names, texts and numbers in their order.
indirect enum OTLPDocument: Sendable, Hashable {
  case object([Member])
  case array([OTLPDocument])
  case string(String)
  /// A number, `true` or `false`, as JSON writes it.
  case literal(String)

  struct Member: Sendable, Hashable {
    let name: String
    var value: OTLPDocument
  }

  /// - Throws: `Malformed`, for bytes that are no such message; sealed requests never are.
  init(reading body: ByteBuffer, of signal: Signal) throws {
    let message: OTLPMessage =
      switch signal {
      case .traces: .tracesRequest
      case .logs: .logsRequest
      case .metrics: .metricsRequest
      }
    var reader = OTLPDocumentReader(rest: body)
    self = try reader.message(message, depth: 0)
  }

  /// The bytes are no message of the schema.
  struct Malformed: Error {}

  subscript(name: String) -> OTLPDocument? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The elements of an array that is a member; none when it is absent.
  func elements(_ name: String) -> [OTLPDocument] {
    guard case .array(let elements) = self[name] else { return [] }
    return elements
  }

  /// A text, or a number as text, that is a member.
  func text(_ name: String) -> String? {
    switch self[name] {
    case .string(let text), .literal(let text): text
    default: nil
    }
  }
}

/// Reads protobuf by the schema.
struct OTLPDocumentReader {
  /// Messages nested deeper than any that was validated.
  private static let maximumDepth = 256

  var rest: ByteBuffer

  mutating func message(_ type: OTLPMessage, depth: Int) throws -> OTLPDocument {
    guard depth < Self.maximumDepth else { throw OTLPDocument.Malformed() }
    let fields = type.fields
    var members: [OTLPDocument.Member] = []
    while rest.readableBytes > 0 {
      let tag = try varint()
      guard let field = fields[Int(tag >> 3)] else {
        try skip(wireType: tag & 7)
        continue
      }
      let values = try read(field, wireType: tag & 7, depth: depth)
      Self.add(values, of: field, to: &members)
    }
    return .object(members)
  }

  private static func add(
    _ values: [OTLPDocument],
    of field: OTLPField,
    to members: inout [OTLPDocument.Member]
  ) {
    guard field.isRepeated else {
      if let value = values.last { members.append(.init(name: field.name, value: value)) }
      return
    }
    if let last = members.indices.last, members[last].name == field.name,
      case .array(var elements) = members[last].value
    {
      // Emptied first, so that the elements are not copied.
      members[last].value = .array([])
      elements += values
      members[last].value = .array(elements)
    } else {
      members.append(.init(name: field.name, value: .array(values)))
    }
  }

  /// More than one value for a packed field.
  private mutating func read(_ field: OTLPField, wireType: UInt64, depth: Int) throws -> [OTLPDocument] {
    guard field.isRepeated, wireType == 2, field.type.isScalar else {
      return [try value(field.type, depth: depth)]
    }
    var packed = OTLPDocumentReader(rest: try bytes())
    var values: [OTLPDocument] = []
    while packed.rest.readableBytes > 0 { values.append(try packed.value(field.type, depth: depth)) }
    return values
  }

  private mutating func value(_ type: OTLPFieldType, depth: Int) throws -> OTLPDocument {
    switch type {
    case .string: .string(String(buffer: try bytes()))
    case .bool: .literal(try varint() == 0 ? "false" : "true")
    case .double: .double(Double(bitPattern: try fixed(UInt64.self)))
    case .identifier: .string(Hexadecimal.text(try bytes().readableBytesView))
    case .bytes: .string(Base64.text(try bytes().readableBytesView))
    case .uint32: .literal("\(UInt32(truncatingIfNeeded: try varint()))")
    case .sint32: .literal("\(Self.zigzag(UInt32(truncatingIfNeeded: try varint())))")
    case .int64: .string("\(Int64(bitPattern: try varint()))")
    case .fixed32: .literal("\(try fixed(UInt32.self))")
    case .fixed64: .string("\(try fixed(UInt64.self))")
    case .sfixed64: .string("\(Int64(bitPattern: try fixed(UInt64.self)))")
    case .message(let type):
      try {
        var reader = OTLPDocumentReader(rest: try bytes())
        return try reader.message(type, depth: depth + 1)
      }()
    }
  }

  private mutating func varint() throws -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      guard let byte = rest.readInteger(as: UInt8.self) else { break }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    throw OTLPDocument.Malformed()
  }

  private mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    guard let number = rest.readInteger(endianness: .little, as: type) else { throw OTLPDocument.Malformed() }
    return number
  }

  private mutating func bytes() throws -> ByteBuffer {
    guard let length = Int(exactly: try varint()), let bytes = rest.readSlice(length: length) else {
      throw OTLPDocument.Malformed()
    }
    return bytes
  }

  private mutating func skip(wireType: UInt64) throws {
    switch wireType {
    case 0: _ = try varint()
    case 1: _ = try fixed(UInt64.self)
    case 2: _ = try bytes()
    case 5: _ = try fixed(UInt32.self)
    default: throw OTLPDocument.Malformed()
    }
  }

  private static func zigzag(_ number: UInt32) -> Int32 {
    Int32(bitPattern: number >> 1) ^ -Int32(bitPattern: number & 1)
  }
}

extension OTLPFieldType {
  /// Whether several values of a repeated field may share one length.
  fileprivate var isScalar: Bool {
    switch self {
    case .string, .identifier, .bytes, .message: false
    default: true
    }
  }
}
