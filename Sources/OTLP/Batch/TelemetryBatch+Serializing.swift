internal import CProtobufC

extension TelemetryBatch {
  /// Bytes that `pack` writes now.
  public func packedSize() -> Int {
    request.map { protobuf_c_message_get_packed_size($0) } ?? 0
  }

  /// Writes the export request in protobuf.
  ///
  /// - Parameter buffer: Room for at least `packedSize()` bytes.
  /// - Returns: How many bytes were written.
  public func pack(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    precondition(buffer.count >= packedSize(), "the buffer is too small")
    return packUnchecked(into: buffer)
  }

  /// Sizes and writes the export request in one call.
  ///
  /// - Parameter scratch: Reused from batch to batch; grows when it must.
  /// - Returns: The bytes, in the scratch memory, good until its next use.
  public func serialize(into scratch: inout ScratchMemory) -> UnsafeRawBufferPointer {
    let size = packedSize()
    let memory = scratch.room(for: size)
    return UnsafeRawBufferPointer(rebasing: memory[..<packUnchecked(into: memory)])
  }

  private func packUnchecked(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let request, let output = buffer.baseAddress else { return 0 }
    return protobuf_c_message_pack(request, output.assumingMemoryBound(to: UInt8.self))
  }
}
