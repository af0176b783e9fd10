internal import COTLP
internal import CProtobufC

@testable import OTLP

/// A request as protobuf-c's tree of messages: the oracle for what is done to requests on the wire.
final class MessageTree {
  private let arena: Arena
  private let request: UnsafeMutablePointer<ProtobufCMessage>
  let summary: WireSummary

  init(decoding body: [UInt8], as signal: Signal, limits: WireLimits = WireLimits()) throws {
    summary = try WireValidator.validate(body.span, as: signal, limits: limits)
    arena = Arena(maximumBytes: limits.maximumTreeBytes)
    request = try arena.allocator.decode(body.span, signal.requestDescriptor, summary)
  }

  /// Bytes of memory that the tree takes.
  var memoryUsed: Int { arena.used }

  func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {
    try TextWalk.visit(request, &editor, arena: arena.allocator)
  }

  func packed() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(request)) { buffer, count in
      if let start = buffer.baseAddress { count = protobuf_c_message_pack(request, start) }
    }
  }
}
