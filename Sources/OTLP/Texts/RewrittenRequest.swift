internal import ProtobufWire

/// A copy of a request without its rejected items and unknown fields, and with U+FFFD for each NUL in a text.
///
/// Sendable although it holds a pointer: nobody writes to the memory once it is made. It is wiped when it goes.
final class RewrittenRequest: RequestBytes, @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer

  /// - Parameters:
  ///   - summary: What the validator answered for these bytes.
  ///   - type: The type of the request, in `MessageSchema`.
  init(_ bytes: any RequestBytes, _ summary: WireSummary, type: Int) throws(DecodeError) {
    let result = bytes.withBytes { span in
      span.withUnsafeBufferPointer { body in
        Result { () throws(DecodeError) in
          try WireRewriter.withCleanCopy(of: body, type: type, summary: summary) { clean in
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: clean.count, alignment: 1)
            memory.copyMemory(from: UnsafeRawBufferPointer(clean))
            return memory
          }
        }
      }
    }
    memory = try result.get()
  }

  deinit {
    Wiping.wipe(memory)
    memory.deallocate()
  }

  func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(UnsafeRawBufferPointer(memory).bindMemory(to: UInt8.self).span)
  }
}
