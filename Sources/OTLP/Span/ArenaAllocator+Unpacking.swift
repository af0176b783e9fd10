internal import COTLP
internal import CProtobufC
internal import ProtobufWire

// Messages of protobuf-c.
extension ArenaAllocator {
  /// An empty message.
  func message(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(ArenaFull) -> UnsafeMutablePointer<ProtobufCMessage> {
    let message = try bytes(descriptor.pointee.sizeof_message)
      .bindMemory(to: ProtobufCMessage.self, capacity: 1)
    protobuf_c_message_init(descriptor, message)
    return message
  }

  /// Unpacks a message that is known to be well-formed and clean: what is left to fail is memory.
  func unpack(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(DecodeError) -> UnsafeMutablePointer<ProtobufCMessage> {
    guard let allocator = forProtobuf,
      let message = protobuf_c_message_unpack(descriptor, allocator, bytes.count, bytes.baseAddress)
    else { throw DecodeError(.tooLarge) }
    return message
  }

  /// Unpacks a message that the validator has passed.
  func decode(
    _ body: Span<UInt8>,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    _ summary: WireSummary
  ) throws(DecodeError) -> UnsafeMutablePointer<ProtobufCMessage> {
    try body.withUnsafeBufferPointer { (bytes) throws(DecodeError) in
      if summary.isClean { return try unpack(bytes, descriptor) }
      return try WireRewriter.withCleanCopy(
        of: bytes,
        type: MessageSchema.wire.index(of: descriptor),
        summary: summary
      ) { (clean) throws(DecodeError) in try unpack(clean, descriptor) }
    }
  }
}
