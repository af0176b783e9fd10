internal import CProtobufC

extension TelemetryBatch {
  /// Adds the telemetry of an export request in protobuf.
  ///
  /// Several requests may share a batch. Items that the validator rejected, and unknown fields, are left
  /// out; NUL bytes of texts become U+FFFD.
  ///
  /// - Parameter summary: What `WireValidator` answered for these very bytes.
  /// - Throws: `.tooLarge` at the memory limit. The batch then holds what it held before.
  public mutating func append(decoding body: Span<UInt8>, summary: WireSummary) throws(DecodeError) {
    precondition(summary.signal == signal, "a request of another signal")
    precondition(summary.byteCount == body.count, "a summary of another body")
    let decoded = try arena.allocator.decode(body, signal.requestDescriptor, summary)
    do { try adopt(decoded) } catch { throw DecodeError(.tooLarge) }
    itemCount += summary.acceptedItems
  }
}

extension ArenaAllocator {
  /// Unpacks a validated message.
  func decode(
    _ body: Span<UInt8>,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    _ summary: WireSummary
  ) throws(DecodeError) -> UnsafeMutablePointer<ProtobufCMessage> {
    try body.withUnsafeBufferPointer { (bytes) throws(DecodeError) in
      if summary.isClean { return try unpack(bytes, descriptor) }
      return try WireRewriter.withCleanCopy(
        of: bytes,
        type: MessageSchema.shared.index(of: descriptor),
        growth: summary.rewriteGrowth
      ) { (clean) throws(DecodeError) in try unpack(clean, descriptor) }
    }
  }

  /// The bytes are known to be well-formed: what is left to fail is memory.
  private func unpack(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(DecodeError) -> UnsafeMutablePointer<ProtobufCMessage> {
    guard let allocator = forProtobuf,
      let message = protobuf_c_message_unpack(descriptor, allocator, bytes.count, bytes.baseAddress)
    else { throw DecodeError(.tooLarge) }
    return message
  }
}
