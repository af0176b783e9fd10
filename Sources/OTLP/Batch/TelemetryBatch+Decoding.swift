internal import CProtobufC

extension TelemetryBatch {
  /// Adds the telemetry of an export request in protobuf.
  ///
  /// Several requests may share a batch. Items that the validator rejected, and unknown fields, are left
  /// out; NUL bytes of texts, and what is not UTF-8 in them, become U+FFFD; values that are too deep become texts.
  ///
  /// - Parameters:
  ///   - body: The request.
  ///   - summary: What `WireValidator` answered for these bytes.
  /// - Throws: `.tooLarge` at the memory limit. The batch then holds what it held before.
  public mutating func append(decoding body: Span<UInt8>, summary: WireSummary) throws(DecodeError) {
    precondition(summary.signal == signal, "a request of another signal")
    precondition(summary.byteCount == body.count, "a summary of another body")
    decodeHeld()
    let decoded = try arena.allocator.decode(body, signal.requestDescriptor, summary)
    do { try adopt(decoded) } catch { throw DecodeError(.tooLarge) }
    itemCount += summary.acceptedItems
    depth = max(depth, summary.depth)
  }

  /// Adds the telemetry of an export request in protobuf, and leaves it encoded until somebody wants to see spans.
  ///
  /// As `append(decoding:summary:)` otherwise.
  ///
  /// - Parameters:
  ///   - body: The request. It is kept until the batch is emptied.
  ///   - summary: What `WireValidator` answered for these bytes.
  /// - Throws: `.tooLarge` at the memory limit. The batch then holds what it held before.
  public mutating func append(holding body: any RequestBytes, summary: WireSummary) throws(DecodeError) {
    precondition(summary.signal == signal, "a request of another signal")
    let count = body.withBytes { $0.count }
    precondition(summary.byteCount == count, "a summary of another body")
    guard request == nil, !held.isCopied else {
      let result = body.withBytes { bytes in
        Result { () throws(DecodeError) in try append(decoding: bytes, summary: summary) }
      }
      return try result.get()
    }
    try held.append(body, summary)
    itemCount += summary.acceptedItems
    depth = max(depth, summary.depth)
  }

  /// Whether the requests are encoded, so that editing texts takes no tree.
  public var isEncoded: Bool { !held.isEmpty }

  /// Makes a tree of what is held. A request that the memory limit has no room for leaves the batch, and is counted in
  /// `undecodedItems`.
  mutating func decodeHeld() {
    guard !held.isEmpty else { return }
    // Taken out: what is decoded becomes a part of the batch while it is read.
    var requests = HeldRequests(signal: signal)
    swap(&requests, &held)
    let (arena, descriptor) = (arena.allocator, signal.requestDescriptor)
    requests.visit { bytes, items in
      do {
        try adopt(arena.unpack(bytes, descriptor))
      } catch {
        itemCount -= items
        undecodedItems += items
      }
    }
    requests.removeAll()
    swap(&requests, &held)
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
        summary: summary
      ) { (clean) throws(DecodeError) in try unpack(clean, descriptor) }
    }
  }

  /// The bytes are known to be well-formed and clean: what is left to fail is memory.
  fileprivate func unpack(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
  ) throws(DecodeError) -> UnsafeMutablePointer<ProtobufCMessage> {
    guard let allocator = forProtobuf,
      let message = protobuf_c_message_unpack(descriptor, allocator, bytes.count, bytes.baseAddress)
    else { throw DecodeError(.tooLarge) }
    return message
  }
}
