internal import COTLP
internal import CProtobufC
internal import ProtobufWire

// The three responses differ in names only: each holds a partial success, which holds a number and a text.
// Their descriptors tell where.
extension ExportResponse {
  static func encodeProtobuf(_ partialSuccess: PartialSuccess?, signal: Signal) -> [UInt8] {
    // Full success is a response with nothing set, which takes no bytes.
    guard let partialSuccess else { return [] }
    let arena = Arena(maximumBytes: .max)
    guard let fields = PartialSuccessFields(signal),
      let response = try? arena.allocator.message(signal.responseDescriptor),
      let partial = try? arena.allocator.message(fields.descriptor),
      let text = try? arena.allocator.text(partialSuccess.errorMessage)
    else { return [] }
    let raw = UnsafeMutableRawPointer(partial)
    (raw + fields.rejectedItems).storeBytes(of: partialSuccess.rejectedItems, as: Int64.self)
    (raw + fields.errorMessage).storeBytes(of: text, as: TextPointer.self)
    (UnsafeMutableRawPointer(response) + fields.partialSuccess)
      .storeBytes(of: partial, as: UnsafeMutablePointer<ProtobufCMessage>.self)
    return pack(response)
  }

  static func decodeProtobuf(_ body: Span<UInt8>, signal: Signal) throws(DecodeError) -> PartialSuccess {
    let arena = Arena(maximumBytes: maximumTreeBytes)
    let response = UnsafeMutableRawPointer(try decode(body, signal.responseDescriptor, arena))
    guard let fields = PartialSuccessFields(signal),
      let partial = (response + fields.partialSuccess).load(as: UnsafeMutableRawPointer?.self)
    else { return PartialSuccess(rejectedItems: 0, errorMessage: "") }
    return PartialSuccess(
      rejectedItems: (partial + fields.rejectedItems).load(as: Int64.self),
      errorMessage: MessageTexts.string((partial + fields.errorMessage).load(as: TextPointer?.self))
    )
  }

  static func encodeProtobufStatus(code: Int32, message: String) -> [UInt8] {
    let arena = Arena(maximumBytes: .max)
    var status = Google__Rpc__Status()
    google__rpc__status__init(&status)
    status.code = code
    if let text = try? arena.allocator.text(message) { status.message = text }
    return withUnsafeMutablePointer(to: &status) {
      pack(UnsafeMutableRawPointer($0).assumingMemoryBound(to: ProtobufCMessage.self))
    }
  }

  static func decodeProtobufStatusMessage(_ body: Span<UInt8>) throws(DecodeError) -> String {
    let arena = Arena(maximumBytes: maximumTreeBytes)
    let status = UnsafeMutableRawPointer(try decode(body, otlp_status(), arena))
    return MessageTexts.string(status.assumingMemoryBound(to: Google__Rpc__Status.self).pointee.message)
  }

  private static func decode(
    _ body: Span<UInt8>,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    _ arena: borrowing Arena
  ) throws(DecodeError) -> UnsafeMutablePointer<ProtobufCMessage> {
    // A response has no signal of its own; the summary's is not looked at. The arena bounds what is unpacked.
    let summary = try WireValidator.validate(body, message: descriptor, signal: .traces, limits: WireLimits())
    return try arena.allocator.decode(body, descriptor, summary)
  }

  /// Several times what a message of the largest size takes; many empty messages take more.
  private static let maximumTreeBytes = 16 << 20

  private static func pack(_ message: UnsafeMutablePointer<ProtobufCMessage>) -> [UInt8] {
    let size = protobuf_c_message_get_packed_size(message)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      guard let output = buffer.baseAddress else { return }
      count = protobuf_c_message_pack(message, output)
    }
  }

  /// Offsets of the fields of a response, in bytes.
  private struct PartialSuccessFields {
    let descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    let partialSuccess: Int
    let rejectedItems: Int
    let errorMessage: Int

    init?(_ signal: Signal) {
      guard let response = signal.responseDescriptor.members.first,
        let partial = FieldDescriptors.message(of: response),
        let number = partial.members.first, number.type == PROTOBUF_C_TYPE_INT64,
        let text = partial.members.last, text.type == PROTOBUF_C_TYPE_STRING
      else { return nil }
      descriptor = partial
      partialSuccess = Int(response.offset)
      rejectedItems = Int(number.offset)
      errorMessage = Int(text.offset)
    }
  }
}
