internal import CLZ4

/// Inflates one body of LZ4's frames, one behind the other, without dictionaries.
///
/// Takes memory for two of the frame's blocks besides that of one piece, 8.2 MB at most. Not `Sendable`.
package struct LZ4Decompressor: BodyDecompressor, ~Copyable {
  /// Nil when there was no memory for it.
  private let context: OpaquePointer?
  private var frames: FrameInflation

  /// - Parameter limit: Bytes of inflated data that are still acceptable.
  package init(limit: Int) {
    frames = FrameInflation(limit: limit)
    var context: OpaquePointer?
    let result = LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
    self.context = LZ4F_isError(result) == 0 ? context : nil
  }

  deinit { _ = LZ4F_freeDecompressionContext(context) }

  package mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    while receive: (UnsafeRawBufferPointer) -> Bool
  ) throws(DecodeError) {
    guard let context else { throw DecodeError(.tooLarge) }
    try frames.inflate(input, while: receive) { (rest, piece, consumed) throws(DecodeError) in
      var (read, written) = (rest.count, piece.count)
      let result = LZ4F_decompress(context, piece.baseAddress, &written, rest.baseAddress, &read, nil)
      guard LZ4F_isError(result) == 0 else { throw DecodeError(.corruptLZ4, offset: consumed) }
      return .init(read: read, written: written, isComplete: result == 0)
    }
  }

  package func finish() throws(DecodeError) { try frames.finish(.corruptLZ4) }
}
