internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

/// Spans and resources of a packed request, read by hand, and what protobuf-c makes of them.
enum SpanBytes {
  /// Every span, in order.
  static func spans(of body: [UInt8]) -> [[UInt8]] {
    parts(body, 1).flatMap { parts($0, 2) }.flatMap { parts($0, 2) }
  }

  /// Every resource, in order.
  static func resources(of body: [UInt8]) -> [[UInt8]] {
    parts(body, 1).flatMap { parts($0, 1) }
  }

  /// What protobuf-c packs of a span after `change`, which is given protobuf-c's own structure.
  static func repacked(
    _ span: [UInt8],
    _ change: (UnsafeMutablePointer<SpanMessage>, ArenaAllocator) throws -> Void = { _, _ in }
  ) throws -> [UInt8] {
    try repacked(span, otlp_span()) { message, arena in
      try change(UnsafeMutableRawPointer(message).assumingMemoryBound(to: SpanMessage.self), arena)
    }
  }

  static func repacked(
    _ message: [UInt8],
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    _ change: (UnsafeMutablePointer<ProtobufCMessage>, ArenaAllocator) throws -> Void
  ) throws -> [UInt8] {
    let arena = Arena(maximumBytes: 1 << 30)
    return try message.withUnsafeBufferPointer { bytes in
      let message = try arena.allocator.unpack(bytes, descriptor)
      try change(message, arena.allocator)
      return [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(message)) {
        buffer,
        count in
        if let start = buffer.baseAddress { count = protobuf_c_message_pack(message, start) }
      }
    }
  }

  private static func parts(_ message: [UInt8], _ number: UInt32) -> [[UInt8]] {
    message.withUnsafeBufferPointer { bytes in
      var parts: [[UInt8]] = []
      var fields = WireFields(bytes)
      while let field = fields.next() { if field.number == number { parts.append(Array(field.content)) } }
      return parts
    }
  }
}
