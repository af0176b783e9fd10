internal import JSON
internal import ProtobufWire

/// Reads an export request in JSON and writes it in protobuf, in one pass.
///
/// What cannot be written as its field wants it costs the least that it is a part of. A negative number where there
/// can be none, and a name that an enumeration does not have, become 0, which is the specification's default. In a
/// span, a log record or a data point anything else makes an item that the validator will reject. When the transcoder
/// is forgiving, in the value of an attribute it becomes a text.
struct JSONTranscoder {
  private let schema = MessageSchema.shared
  private let wire = MessageSchema.wire
  private let maximumDepth: Int
  private let isForgiving: Bool
  private var reader: JSONReader
  private(set) var output: WireOutput
  private(set) var unknownMembers = 0
  /// Numbers and names that became 0.
  private(set) var defaultedValues = 0
  /// What is wrong with the first item that will be rejected.
  private(set) var firstFault: JSONError?

  /// The tag of a field 0, which there is none of.
  private static let malformedItem: [UInt8] = [0]
  /// A value of an attribute takes four levels of JSON at most, and what it stands in some more.
  private static let levelsOfJSON = (perValue: 4, around: 16)

  /// - Parameter output: Where the request is written to; ``DecodeError/Reason/tooLarge`` when it does not fit.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableRawBufferPointer,
    limits: WireLimits
  ) {
    maximumDepth = limits.maximumDepth
    isForgiving = limits.isForgiving
    reader = JSONReader(
      bytes,
      maximumDepth: Self.levelsOfJSON.perValue * (maximumDepth + 1) + Self.levelsOfJSON.around
    )
    self.output = WireOutput(output)
  }

  /// Transcodes all of the input, which is one message.
  mutating func request(_ type: Int) throws(JSONError) {
    try message(type, level: 0)
    try reader.end()
    guard !output.isFull else { throw JSONError(.tooLarge) }
  }

  /// - Parameter level: How many values the message is in.
  private mutating func message(_ type: Int, level: Int) throws(JSONError) {
    guard try reader.nextKind() == .object else { throw unfit }
    let level = type == schema.value ? level + 1 : level
    try reader.enterObject()
    var seen: UInt64 = 0
    var isFirst = true
    while let name = try reader.nextMember(isFirst: &isFirst) {
      guard !output.isFull else { throw JSONError(.tooLarge) }
      guard let index = wire.field(of: type, named: { name.isEqual($0) }) else {
        unknownMembers += 1
        try reader.skipValue(maximumDepth: .max)
        continue
      }
      if try reader.skipNull() { continue }
      let field = wire.fields[index]
      guard seen & field.bit == 0 else { throw JSONError(.duplicateField, offset: name.offset) }
      seen |= field.bit
      if field.isRepeated {
        try elements(of: field, index, level: level)
      } else if type == schema.value, field.type != .message {
        try plainValue(of: field, index)
      } else {
        try value(of: field, index, level: level)
      }
    }
  }

  /// A value of an attribute that is neither array nor map: a text where it is not what it says.
  private mutating func plainValue(of field: WireSchema.Field, _ index: Int) throws(JSONError) {
    let (position, count) = (reader.position, output.count)
    do throws(JSONError) {
      try value(of: field, index, level: 0)
    } catch {
      guard isForgiving, error.reason == .invalidValue else { throw error }
      reader.position = position
      output.rewind(to: count)
      output.tag(AttributeFields.AnyValue.string, WireCursor.WireType.lengthPrefixed)
      guard try reader.nextKind() != .string else { return write(try reader.stringToken()) }
      let start = reader.position
      try reader.skipValue(maximumDepth: .max)
      write(Array(reader.bytes[start..<reader.position]))
    }
  }

  /// A span, a log record or a data point. One that cannot be written becomes one that will be rejected.
  private mutating func item(_ type: Int, level: Int) throws(JSONError) {
    let (before, count) = (reader, output.count)
    let counts = (unknownMembers, defaultedValues)
    do throws(JSONError) {
      try message(type, level: level)
    } catch {
      guard error.reason == .invalidValue || error.reason == .duplicateField else { throw error }
      if firstFault == nil { firstFault = error }
      reader = before
      (unknownMembers, defaultedValues) = counts
      output.rewind(to: count)
      try reader.skipValue(maximumDepth: .max)
      Self.malformedItem.withUnsafeBufferPointer { output.raw($0) }
    }
  }

  private mutating func elements(of field: WireSchema.Field, _ index: Int, level: Int) throws(JSONError) {
    guard try reader.nextKind() == .array else { throw unfit }
    try reader.enterArray()
    var isFirst = true
    guard field.type.isNumber else {
      while try reader.nextElement(isFirst: &isFirst) { try value(of: field, index, level: level) }
      return
    }
    let prefix = output.begin(field.number)
    while try reader.nextElement(isFirst: &isFirst) {
      try number(of: field, index, isNull: reader.skipNull())
    }
    if output.isEmpty(prefix) { output.undo(prefix) } else { output.end(prefix) }
  }

  /// A value with its tag. Null, which can only be an element here, stands for an empty one.
  private mutating func value(of field: WireSchema.Field, _ index: Int, level: Int) throws(JSONError) {
    let isNull = try reader.skipNull()
    switch field.type {
    case .message:
      let prefix = output.begin(field.number)
      let type = field.messageType
      if level > maximumDepth {
        // Empty here, and a text when the validator has counted it.
        try reader.skipValue(maximumDepth: .max)
      } else if schema.messages[type].isItem, !isNull {
        try item(type, level: level)
      } else if !isNull {
        try message(type, level: level)
      }
      output.end(prefix)
    case .string, .bytes:
      output.tag(field.number, field.type.wireType)
      if isNull { output.varint(0) } else { try text(of: field) }
    default:
      output.tag(field.number, field.type.wireType)
      try number(of: field, index, isNull: isNull)
    }
  }

  private mutating func text(of field: WireSchema.Field) throws(JSONError) {
    guard try reader.nextKind() == .string else { throw unfit }
    let token = try reader.stringToken()
    guard field.type == .bytes else { return write(token) }
    let bytes = field.isHexadecimal ? Hexadecimal.bytes(token.text) : Base64.bytes(token.text)
    guard let bytes else { throw unfit(token) }
    write(bytes)
  }

  private mutating func write(_ text: JSONToken) {
    output.bytes(limit: text.bytes.count) { memory in
      if text.hasEscapes { return text.decode(into: memory) }
      memory.copyBytes(from: text.bytes)
      return text.bytes.count
    }
  }

  private mutating func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { output.bytes($0) }
  }

  private var unfit: JSONError { JSONError(.invalidValue, offset: reader.position) }
  private func unfit(_ token: JSONToken) -> JSONError { JSONError(.invalidValue, offset: token.offset) }
}

// Numbers, without their tags.
extension JSONTranscoder {
  private mutating func number(of field: WireSchema.Field, _ index: Int, isNull: Bool) throws(JSONError) {
    switch field.type {
    case .boolean: try output.varint(isNull ? 0 : boolean())
    case .enumeration: try output.varint(UInt64(truncatingIfNeeded: isNull ? 0 : enumeration(index)))
    case .int32: try output.varint(UInt64(truncatingIfNeeded: isNull ? 0 : integer(as: Int32.self)))
    case .uint32: try output.varint(isNull ? 0 : UInt64(integer(as: UInt32.self)))
    case .sint32: try output.varint(Self.zigzag(isNull ? 0 : Int64(integer(as: Int32.self))))
    case .int64: try output.varint(UInt64(bitPattern: isNull ? 0 : integer(as: Int64.self)))
    case .uint64: try output.varint(isNull ? 0 : integer(as: UInt64.self))
    case .sint64: try output.varint(Self.zigzag(isNull ? 0 : integer(as: Int64.self)))
    case .fixed32: try output.fixed(isNull ? 0 : integer(as: UInt32.self))
    case .sfixed32: try output.fixed(isNull ? 0 : integer(as: Int32.self))
    case .fixed64: try output.fixed(isNull ? 0 : integer(as: UInt64.self))
    case .sfixed64: try output.fixed(isNull ? 0 : integer(as: Int64.self))
    case .float: try output.fixed(isNull ? 0 : Float(double()).bitPattern)
    case .double: try output.fixed(isNull ? 0 : double().bitPattern)
    case .string, .bytes, .message: preconditionFailure("not a number")
    }
  }

  private mutating func boolean() throws(JSONError) -> UInt64 {
    guard try reader.nextKind() == .boolean else { throw unfit }
    return try reader.boolean() ? 1 : 0
  }

  private mutating func integer<Value: FixedWidthInteger>(as type: Value.Type) throws(JSONError) -> Value {
    let token = try numberOrString()
    if let value = token.integer(as: type) { return value }
    guard Value.min == 0, let value = token.double, value < 0, value.rounded() == value else {
      throw unfit(token)
    }
    defaultedValues += 1
    return 0
  }

  private mutating func double() throws(JSONError) -> Double {
    let token = try numberOrString()
    guard let value = token.double else { throw unfit(token) }
    return value
  }

  /// OTLP has numbers only; protobuf's own JSON has names, and some senders write them.
  private mutating func enumeration(_ index: Int) throws(JSONError) -> Int32 {
    let isText = try reader.nextKind() == .string
    let token = try numberOrString()
    if let value = token.integer(as: Int32.self) { return value }
    let name = String(decoding: token.text, as: UTF8.self)
    if let value = wire.enumeration(of: index)[name] { return value }
    guard isText else { throw unfit(token) }
    defaultedValues += 1
    return 0
  }

  private mutating func numberOrString() throws(JSONError) -> JSONToken {
    switch try reader.nextKind() {
    case .number: try reader.numberToken()
    case .string: try reader.stringToken()
    default: throw unfit
    }
  }

  private static func zigzag(_ value: Int64) -> UInt64 {
    UInt64(bitPattern: value << 1 ^ value >> 63)
  }
}
