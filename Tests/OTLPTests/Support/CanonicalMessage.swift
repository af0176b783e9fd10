internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

/// What a message means, however it was written: known fields only, repeated fields in order and not packed,
/// the last of several values, no fields that hold their default. Read from the bytes, without protobuf-c.
indirect enum CanonicalMessage: Hashable {
  case number(UInt64)
  case bytes([UInt8])
  case text([UInt8])
  case message([UInt32: [CanonicalMessage]])

  init(_ bytes: [UInt8], _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>) throws {
    var fields: [UInt32: [CanonicalMessage]] = [:]
    try bytes.withUnsafeBufferPointer { buffer in
      guard let origin = buffer.baseAddress else { return }
      var cursor = WireCursor(buffer, origin: origin)
      while !cursor.isAtEnd {
        let tag = try cursor.readTag()
        let start = cursor
        let member = descriptor.members.first { $0.id == tag.number }
        guard let member, tag.wireType == 2 else {
          try cursor.skipField(tag.wireType)
          guard let member else { continue }
          let value = Self.number(tag.wireType, Array(start.bytes(upTo: cursor)), member.type)
          Self.add([value], to: &fields, member, descriptor)
          continue
        }
        let body = Array(try cursor.readBytes())
        Self.add(try Self.values(body, member), to: &fields, member, descriptor)
      }
    }
    self = .message(fields.filter { field in !Self.isDefault(field.value, field.key, descriptor) })
  }

  private static func values(
    _ body: [UInt8],
    _ member: ProtobufCFieldDescriptor
  ) throws -> [CanonicalMessage] {
    if let message = member.messageType { return [try CanonicalMessage(body, message)] }
    switch member.type {
    case PROTOBUF_C_TYPE_STRING: return [.text(body)]
    case PROTOBUF_C_TYPE_BYTES: return [.bytes(body)]
    case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE:
      return stride(from: 0, to: body.count, by: 8).map { number(1, Array(body[$0..<$0 + 8]), member.type) }
    default:
      return body.split(whereSeparatorFollows: { $0 < 0x80 }).map { number(0, $0, member.type) }
    }
  }

  private static func number(_ wireType: UInt8, _ bytes: [UInt8], _ type: ProtobufCType) -> CanonicalMessage {
    guard wireType == 0 else { return .number(bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }) }
    let value = bytes.reversed().reduce(0) { $0 << 7 | UInt64($1 & 0x7f) }
    switch type {
    case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_SINT64: return .number(value)
    case PROTOBUF_C_TYPE_BOOL: return .number(value == 0 ? 0 : 1)
    default: return .number(value & 0xffff_ffff)
    }
  }

  private static func add(
    _ values: [CanonicalMessage],
    to fields: inout [UInt32: [CanonicalMessage]],
    _ member: ProtobufCFieldDescriptor,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) {
    guard member.label != PROTOBUF_C_LABEL_REPEATED else {
      return fields[member.id, default: []].append(contentsOf: values)
    }
    if member.isOneofMember {
      for other in descriptor.members
      where other.isOneofMember && other.quantifier_offset == member.quantifier_offset {
        fields[other.id] = nil
      }
    }
    fields[member.id] = values
  }

  private static func isDefault(
    _ values: [CanonicalMessage],
    _ number: UInt32,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) -> Bool {
    guard let member = descriptor.members.first(where: { $0.id == number }) else { return false }
    if member.label == PROTOBUF_C_LABEL_REPEATED { return values.isEmpty }
    guard !member.isOneofMember else { return false }
    switch values.first {
    case .number(let value): return value == 0 || member.type == PROTOBUF_C_TYPE_DOUBLE && value == 1 << 63
    case .bytes(let bytes), .text(let bytes): return bytes.isEmpty
    case .message, nil: return false
    }
  }
}

extension [UInt8] {
  fileprivate func split(whereSeparatorFollows isLast: (UInt8) -> Bool) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var part: [UInt8] = []
    for byte in self {
      part.append(byte)
      guard isLast(byte) else { continue }
      parts.append(part)
      part = []
    }
    return parts
  }
}
