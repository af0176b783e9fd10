internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

/// Makes random valid messages of any type, by the descriptors: every field of the protocol comes up.
struct MessageGenerator {
  var random: SeededGenerator
  /// Of a text to hold a NUL.
  var nulChance = 0.0
  /// Of a message to hold a field that the protocol does not have.
  var unknownChance = 0.0
  /// Of an id to have another length.
  var unfitChance = 0.0
  /// Of a text not to be UTF-8.
  var invalidChance = 0.0
  /// Of a value to be one of arrays and maps in each other, of so many levels.
  var deepChance = 0.0
  var deepLevels = 1...90
  /// Whether a number that is none may hold any bits: JSON has one word for them all.
  var hasNaNPayloads = true
  private(set) var nulTexts = 0
  private(set) var unknownFields = 0

  init(_ random: SeededGenerator) {
    self.random = random
  }

  mutating func request(_ signal: Signal) -> [UInt8] {
    message(signal.requestDescriptor, depth: 1)
  }

  private mutating func message(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    depth: Int
  ) -> [UInt8] {
    if descriptor == otlp_any_value(), random.chance(deepChance) { return deepValue() }
    var writer = WireWriter()
    var oneofs: Set<UInt32> = []
    for member in descriptor.members.shuffled(using: &random) {
      let path = "\(descriptor.name).\(String(cString: member.name))"
      if MessageSchema.ignored.contains(path) { continue }
      if member.isOneofMember, !oneofs.insert(member.quantifier_offset).inserted { continue }
      let isNeeded = MessageSchema.requiredIdentifiers.contains(path)
      guard isNeeded || random.chance(depth < 5 ? 0.8 : 0.5) else { continue }
      let identifierBytes =
        TextPlace.identifiers.contains(path)
        ? MessageSchema.identifierBytes[String(cString: member.name)] : nil
      field(member, identifierBytes.map(Int.init), depth, &writer)
    }
    if random.chance(unknownChance) { unknown(&writer) }
    return writer.bytes
  }

  private mutating func field(
    _ member: ProtobufCFieldDescriptor,
    _ identifierBytes: Int?,
    _ depth: Int,
    _ writer: inout WireWriter
  ) {
    let number = Int(member.id)
    let isRepeated = member.label == PROTOBUF_C_LABEL_REPEATED
    switch member.type {
    case PROTOBUF_C_TYPE_MESSAGE:
      guard depth < 14, let type = member.messageType else { return }
      for _ in 0..<(isRepeated ? Int.random(in: 0...3, using: &random) : 1) {
        writer.bytes(number, message(type, depth: depth + 1))
      }
    case PROTOBUF_C_TYPE_STRING:
      for _ in 0..<(isRepeated ? Int.random(in: 0...3, using: &random) : 1) {
        writer.bytes(number, text())
      }
    case PROTOBUF_C_TYPE_BYTES:
      writer.bytes(number, identifierBytes.map { identifier($0) } ?? blob())
    case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE:
      guard isRepeated else { return writer.fixed64(number, fixed64(member.type)) }
      let values = (0..<Int.random(in: 0...4, using: &random)).map { _ in fixed64(member.type) }
      if random.chance(0.5) {
        for value in values { writer.fixed64(number, value) }
      } else {
        writer.bytes(number, values.flatMap { withUnsafeBytes(of: $0.littleEndian) { Array($0) } })
      }
    case PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32, PROTOBUF_C_TYPE_FLOAT:
      writer.fixed32(number, .random(in: 0 ... .max, using: &random))
    default:
      let values = (0..<(isRepeated ? Int.random(in: 0...4, using: &random) : 1)).map { _ in
        varint(member.type)
      }
      if isRepeated, random.chance(0.5) {
        writer.bytes(number, WireWriter { writer in for value in values { writer.varint(value) } }.bytes)
      } else {
        for value in values { writer.number(number, value) }
      }
    }
  }

  private mutating func fixed64(_ type: ProtobufCType) -> UInt64 {
    let bits = random.next()
    let isNaN = type == PROTOBUF_C_TYPE_DOUBLE && Double(bitPattern: bits).isNaN
    return isNaN && !hasNaNPayloads ? Double.nan.bitPattern : bits
  }

  private mutating func varint(_ type: ProtobufCType) -> UInt64 {
    switch type {
    case PROTOBUF_C_TYPE_BOOL: .random(in: 0...1, using: &random)
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_SINT64: random.next()
    default: .random(in: 0...0x7fff_ffff, using: &random)
    }
  }

  private mutating func identifier(_ count: Int) -> [UInt8] {
    let isUnfit = random.chance(unfitChance)
    let count = isUnfit ? count + Int.random(in: 1...3, using: &random) : count
    return (0..<count).map { _ in .random(in: 0...255, using: &random) }
  }

  private mutating func blob() -> [UInt8] {
    (0..<Int.random(in: 0...40, using: &random)).map { _ in .random(in: 0...255, using: &random) }
  }

  private mutating func text() -> [UInt8] {
    let alphabets: [[Unicode.Scalar]] = [
      Array("abcdefghij 0123456789@.{}\"\\".unicodeScalars),
      ["é", "ß", "漢", "字", "🙂", "\u{7f}", "\u{10FFFF}"],
    ]
    var text = ""
    let isPlain = random.chance(0.7)
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      let alphabet = isPlain || random.chance(0.6) ? alphabets[0] : alphabets[1]
      text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? " ")
    }
    if random.chance(nulChance) {
      let place = text.unicodeScalars.indices.randomElement(using: &random) ?? text.startIndex
      text.unicodeScalars.insert("\0", at: place)
      nulTexts += 1
    }
    guard random.chance(invalidChance) else { return Array(text.utf8) }
    return Array(text.utf8) + [[0xFF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xC1, 0x81, 0x41]].randomElement(
      using: &random
    )!
  }

  /// With something beside each level.
  private mutating func deepValue() -> [UInt8] {
    var value = WireWriter { $0.bytes(1, text()) }.bytes
    for _ in 0..<Int.random(in: deepLevels, using: &random) {
      let (inner, isMap, key, beside) = (value, random.chance(0.5), text(), text())
      value =
        WireWriter { writer in
          writer.message(isMap ? 6 : 5) { list in
            for content in [inner, WireWriter { $0.bytes(1, beside) }.bytes] {
              guard isMap else {
                list.bytes(1, content)
                continue
              }
              list.message(1) { pair in
                pair.bytes(1, key)
                pair.bytes(2, content)
              }
            }
          }
        }.bytes
    }
    return value
  }

  private mutating func unknown(_ writer: inout WireWriter) {
    unknownFields += 1
    let number = Int.random(in: 500...100_000, using: &random)
    switch Int.random(in: 0...3, using: &random) {
    case 0: writer.number(number, random.next())
    case 1: writer.fixed64(number, random.next())
    case 2: writer.fixed32(number, 7)
    default: writer.bytes(number, blob())
    }
  }
}
