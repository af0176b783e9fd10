package import ProtobufWire

extension TelemetryBatch {
  /// Bytes that `pack` writes now.
  package func packedSize() -> Int { held.byteCount }

  /// Writes the export request in protobuf.
  ///
  /// - Parameter buffer: Room for at least `packedSize()` bytes.
  /// - Returns: How many bytes were written.
  package func pack(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    precondition(buffer.count >= packedSize(), "the buffer is too small")
    return held.copy(to: buffer)
  }

  /// Where each of the requests that were appended ends among the bytes of the whole; none where there is only one.
  package var requestEnds: [Int] { held.ends }

  /// Gives the bytes of the export request away: only `removeAll` may follow.
  ///
  /// - Parameter scratch: Reused from batch to batch; grows when it must.
  /// - Returns: The bytes, in the scratch memory, good until its next use.
  package mutating func serialize(into scratch: inout ScratchMemory) -> UnsafeRawBufferPointer {
    held.take(into: &scratch)
  }
}
