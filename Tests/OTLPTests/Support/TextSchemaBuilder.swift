internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

/// Turns protobuf-c's descriptors into the tables of `TextSchema`.
struct TextSchemaBuilder {
  private(set) var fields: [TextSchema.Field] = []
  private(set) var ranges: [Range<Int>] = []
  private(set) var indices: [UInt: Int] = [:]
  private var descriptors: [UnsafePointer<ProtobufCMessageDescriptor>] = []

  private static let keyValue = "opentelemetry.proto.common.v1.KeyValue"
  private static let anyValue = "opentelemetry.proto.common.v1.AnyValue"

  /// Gives a message type its index; its fields follow in `complete`.
  mutating func index(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Int {
    let address = UInt(bitPattern: descriptor)
    if let index = indices[address] { return index }
    indices[address] = descriptors.count
    descriptors.append(descriptor)
    return descriptors.count - 1
  }

  /// Describes all messages seen, and those their fields lead to.
  mutating func complete() {
    while ranges.count < descriptors.count {
      let descriptor = descriptors[ranges.count]
      let start = fields.count
      for member in descriptor.members {
        if let field = field(for: member, of: descriptor) { fields.append(field) }
      }
      ranges.append(start..<fields.count)
    }
  }

  private mutating func field(
    for member: ProtobufCFieldDescriptor,
    of message: UnsafePointer<ProtobufCMessageDescriptor>
  ) -> TextSchema.Field? {
    let path = "\(message.name).\(String(cString: member.name))"
    guard let kind = Self.kind(of: member), !TextPlace.identifiers.contains(path) else { return nil }
    var messageType = 0
    // The visit knows the messages of attributes and values, and does not need them described.
    if kind == .message || kind == .messages, let message = member.messageType {
      messageType = index(of: message)
    }
    return TextSchema.Field(
      kind: kind,
      number: member.id,
      offset: Int(member.offset),
      quantifierOffset: Int(member.quantifier_offset),
      oneofNumber: member.isOneofMember ? member.id : nil,
      messageType: messageType,
      place: TextPlace.named[path] ?? .other
    )
  }

  /// Nil for a field that leads to no text.
  private static func kind(of member: ProtobufCFieldDescriptor) -> TextSchema.Field.Kind? {
    let isRepeated = member.label == PROTOBUF_C_LABEL_REPEATED
    switch member.type {
    case PROTOBUF_C_TYPE_STRING:
      return isRepeated ? .texts : .text
    case PROTOBUF_C_TYPE_BYTES:
      precondition(!isRepeated, "a repeated bytes field, which OTLP had none of")
      return .bytes
    case PROTOBUF_C_TYPE_MESSAGE:
      guard let message = member.messageType, holdsText(message) else { return nil }
      switch message.name {
      case keyValue:
        precondition(isRepeated, "a single KeyValue, which OTLP had none of")
        return .attributes
      case anyValue:
        precondition(!isRepeated, "a repeated AnyValue outside of ArrayValue")
        return .value
      default: return isRepeated ? .messages : .message
      }
    default:
      return nil
    }
  }

  /// Only values hold themselves, and they hold texts, so this ends.
  private static func holdsText(_ message: UnsafePointer<ProtobufCMessageDescriptor>) -> Bool {
    message.members.contains {
      $0.type == PROTOBUF_C_TYPE_STRING || $0.type == PROTOBUF_C_TYPE_BYTES
        || $0.messageType.map(holdsText) ?? false
    }
  }
}
