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
    arena = Arena(maximumBytes: 1 << 30)
    request = try arena.allocator.decode(body.span, signal.requestDescriptor, summary)
  }

  /// Bytes of memory that the largest span or resource of a request takes, unpacked alone; 0 for other signals.
  static func memoryOfLargestPart(of body: [UInt8], _ signal: Signal) throws -> Int {
    guard signal == .traces else { return 0 }
    var batch = try TelemetryBatch(decoding: body, as: signal)
    var largest = 0
    func measure(_ bytes: UnsafeBufferPointer<UInt8>, _ type: UnsafePointer<ProtobufCMessageDescriptor>)
      throws
    {
      let arena = Arena(maximumBytes: 1 << 30)
      _ = try arena.allocator.unpack(bytes, type)
      largest = max(largest, arena.used)
    }
    try batch.editSpans(
      resources: { try measure($0.bytes, otlp_resource()) },
      { span in try measure(span.original.bytes, otlp_span()) }
    )
    return largest
  }

  func editTexts<Editor: TextEditor & ~Copyable>(_ editor: inout Editor) throws {
    try TextWalk.visit(request, &editor, arena: arena.allocator)
  }

  func packed() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(request)) { buffer, count in
      if let start = buffer.baseAddress { count = protobuf_c_message_pack(request, start) }
    }
  }
}
