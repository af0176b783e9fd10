internal import CProtobufC

extension TelemetryBatch {
  /// Adds spans, grouped by resource and scope. For a batch of traces.
  ///
  /// NUL in a text becomes U+FFFD. Arrays and maps nested past what receivers read become empty values.
  ///
  /// - Throws: `.tooLarge` at the memory limit. The batch then holds what it held before.
  public mutating func append(_ spans: [SpanData]) throws(DecodeError) {
    precondition(signal == .traces, "spans go into a batch of traces")
    do {
      let builder = TreeBuilder(arena: arena.allocator)
      let built = try builder.traces(SpanGroups(spans).resources)
      try adopt(UnsafeMutableRawPointer(built).assumingMemoryBound(to: ProtobufCMessage.self))
    } catch {
      throw DecodeError(.tooLarge)
    }
    itemCount += spans.count
  }

  /// The same, but the spans are encoded, and a tree is made of them when somebody wants to see some.
  ///
  /// - Throws: `.tooLarge` past the memory limit. The batch then holds what it held before.
  public mutating func append(encoding spans: [SpanData]) throws(DecodeError) {
    precondition(signal == .traces, "spans go into a batch of traces")
    // Behind a tree, or behind requests that are held where they are.
    guard request == nil, held.isEmpty || held.isCopied else {
      decodeHeld()
      return try append(spans)
    }
    let room = maximumBytes - held.byteCount
    var isTooLarge = false
    encoder.encode(spans) { bytes in
      if bytes.count <= room { held.append(copying: bytes, items: spans.count) } else { isTooLarge = true }
    }
    if isTooLarge { throw DecodeError(.tooLarge) }
    itemCount += spans.count
  }
}
