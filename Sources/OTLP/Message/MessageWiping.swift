internal import COTLP
internal import CProtobufC
internal import ProtobufWire

/// Zeroing of the texts that leave a message tree.
enum MessageWiping {
  static func wipe(_ text: TextPointer?) {
    guard let text else { return }
    // An empty text may be the constant of protobuf-c, which cannot be written.
    let count = otlp_text_length(text)
    if count > 0 { otlp_wipe(text, count) }
  }

  static func wipe(_ bytes: ProtobufCBinaryData) {
    otlp_wipe(bytes.data, bytes.len)
  }

  /// All texts and bytes of a generated structure and of the messages below it.
  static func wipe<Message>(_ message: UnsafeMutablePointer<Message>) {
    wipe(UnsafeMutableRawPointer(message))
  }

  private static func wipe(_ message: UnsafeMutableRawPointer) {
    guard let descriptor = message.load(as: ProtobufCMessage.self).descriptor else { return }
    for member in descriptor.members {
      let quantifier = message + Int(member.quantifier_offset)
      let value = message + Int(member.offset)
      if FieldDescriptors.isInOneof(member) {
        guard quantifier.load(as: UInt32.self) == member.id else { continue }
        wipe(member, value)
      } else if member.label == PROTOBUF_C_LABEL_REPEATED {
        guard let elements = value.load(as: UnsafeMutableRawPointer?.self) else { continue }
        let stride =
          member.type == PROTOBUF_C_TYPE_BYTES
          ? MemoryLayout<ProtobufCBinaryData>.stride : MemoryLayout<UnsafeRawPointer>.stride
        for index in 0..<quantifier.load(as: Int.self) { wipe(member, elements + index * stride) }
      } else {
        wipe(member, value)
      }
    }
  }

  private static func wipe(_ member: ProtobufCFieldDescriptor, _ value: UnsafeMutableRawPointer) {
    switch member.type {
    case PROTOBUF_C_TYPE_STRING:
      wipe(value.load(as: TextPointer?.self))
    case PROTOBUF_C_TYPE_BYTES:
      wipe(value.load(as: ProtobufCBinaryData.self))
    case PROTOBUF_C_TYPE_MESSAGE:
      if let child = value.load(as: UnsafeMutableRawPointer?.self) { wipe(child) }
    default: break
    }
  }
}

extension UnsafeMutablePointer<AnyValueMessage> {
  /// Wipes the value and leaves an empty one.
  func clear() {
    MessageWiping.wipe(self)
    opentelemetry__proto__common__v1__any_value__init(self)
  }
}
