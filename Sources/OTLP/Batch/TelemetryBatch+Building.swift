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
}
