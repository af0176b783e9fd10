internal import COTLP
internal import CProtobufC

extension TelemetryBatch {
  /// Bytes that `pack` writes now.
  public func packedSize() -> Int {
    request.map { protobuf_c_message_get_packed_size($0) } ?? held.byteCount
  }

  /// Writes the export request in protobuf.
  ///
  /// - Parameter buffer: Room for at least `packedSize()` bytes.
  /// - Returns: How many bytes were written.
  public func pack(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    precondition(buffer.count >= packedSize(), "the buffer is too small")
    if isEncoded { return held.copy(to: buffer) }
    guard let request, let output = buffer.baseAddress else { return 0 }
    return protobuf_c_message_pack(request, output.assumingMemoryBound(to: UInt8.self))
  }

  /// Writes the export request in one call. The size is only looked for when the scratch memory is too small.
  ///
  /// An encoded batch gives its bytes away: only `removeAll` may follow.
  ///
  /// - Parameter scratch: Reused from batch to batch; grows when it must.
  /// - Returns: The bytes, in the scratch memory, good until its next use.
  public mutating func serialize(into scratch: inout ScratchMemory) -> UnsafeRawBufferPointer {
    if isEncoded { return held.take(into: &scratch) }
    guard let request else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    if let bytes = Self.pack(request, into: scratch.room(for: 0)) { return bytes }
    let memory = scratch.room(for: packedSize())
    return Self.pack(request, into: memory) ?? UnsafeRawBufferPointer(rebasing: memory[..<0])
  }

  /// Writes a message to the end of the buffer. Nil when it does not fit.
  private static func pack(
    _ message: UnsafePointer<ProtobufCMessage>,
    into buffer: UnsafeMutableRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard let start = buffer.baseAddress else { return nil }
    let count = otlp_pack(message, start.assumingMemoryBound(to: UInt8.self), buffer.count)
    // SIZE_MAX, which is -1 here, when there was no room.
    guard 0...buffer.count ~= count else { return nil }
    return UnsafeRawBufferPointer(rebasing: buffer[(buffer.count - count)...])
  }
}
