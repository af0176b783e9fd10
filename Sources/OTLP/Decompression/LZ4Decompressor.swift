internal import CLZ4
internal import ProtobufWire

/// Inflates one body of LZ4's frames, one behind the other, without dictionaries.
///
/// Takes memory for two of the frame's blocks besides that of one piece, 8.2 MB at most. Not `Sendable`.
package struct LZ4Decompressor: BodyDecompressor, ~Copyable {
  /// Nil when there was no memory for it.
  private let context: OpaquePointer?
  private let piece: UnsafeMutableRawBufferPointer
  private let limit: Int
  private var inflated = 0
  private var consumed = 0
  /// Whether the body may end here.
  private var isComplete = false

  /// - Parameter limit: Bytes of inflated data that are still acceptable.
  package init(limit: Int) {
    self.limit = limit
    piece = .allocate(byteCount: GzipDecompressor.pieceSize, alignment: 16)
    var context: OpaquePointer?
    let result = LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
    self.context = LZ4F_isError(result) == 0 ? context : nil
  }

  deinit {
    _ = LZ4F_freeDecompressionContext(context)
    Wiping.wipe(piece)
    piece.deallocate()
  }

  package mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    while receive: (UnsafeRawBufferPointer) -> Bool
  ) throws(DecodeError) {
    guard let context else { throw DecodeError(.tooLarge) }
    guard let start = input.baseAddress else { return }
    var read = 0
    var hasMore = false
    while read < input.count || hasMore {
      var inputCount = input.count - read
      var outputCount = piece.count
      let result = LZ4F_decompress(
        context,
        piece.baseAddress,
        &outputCount,
        start + read,
        &inputCount,
        nil
      )
      guard LZ4F_isError(result) == 0 else { throw DecodeError(.corruptLZ4, offset: consumed) }
      read += inputCount
      consumed += inputCount
      inflated += outputCount
      guard inflated <= limit else { throw DecodeError(.tooLarge) }
      isComplete = result == 0
      if outputCount > 0, !receive(UnsafeRawBufferPointer(rebasing: piece[..<outputCount])) { return }
      guard inputCount > 0 || outputCount > 0 else { return }
      // A full piece may have more behind it. At a frame's end another call would begin the next one.
      hasMore = outputCount == piece.count && !isComplete
    }
  }

  package func finish() throws(DecodeError) {
    guard consumed > 0 else { throw DecodeError(.corruptLZ4, offset: 0) }
    guard isComplete else { throw DecodeError(.truncated, offset: consumed) }
  }
}
