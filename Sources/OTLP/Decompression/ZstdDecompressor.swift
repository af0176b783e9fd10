internal import CZstd
internal import ProtobufWire

/// Inflates one body in zstd (RFC 8878): frames, one behind the other, without dictionaries.
///
/// Takes memory for the frame's window besides that of one piece, 8 MiB at most: encoders of HTTP's bodies may not use
/// larger ones (RFC 9659). Not `Sendable`.
package struct ZstdDecompressor: BodyDecompressor, ~Copyable {
  /// The largest window as a power of two.
  private static let windowLog: Int32 = 23

  /// Nil when there was no memory for it.
  private let stream: OpaquePointer?
  private let piece: UnsafeMutableRawBufferPointer
  private let limit: Int
  private var inflated = 0
  private var consumed = 0
  /// Whether the body may end here.
  private var isComplete = false
  /// The first bytes of the frame at hand, as a number with the first byte lowest, and how many of four there are.
  private var magic: (number: UInt32, count: UInt32) = (0, 0)

  /// - Parameter limit: Bytes of inflated data that are still acceptable.
  package init(limit: Int) {
    self.limit = limit
    piece = .allocate(byteCount: GzipDecompressor.pieceSize, alignment: 16)
    stream = ZSTD_createDStream()
    if let stream { ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.windowLog) }
  }

  deinit {
    ZSTD_freeDStream(stream)
    Wiping.wipe(piece)
    piece.deallocate()
  }

  package mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    while receive: (UnsafeRawBufferPointer) -> Bool
  ) throws(DecodeError) {
    guard let stream else { throw DecodeError(.tooLarge) }
    guard !input.isEmpty else { return }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    defer { consumed += source.pos }
    var hasMore: Bool
    var seen = 0
    repeat {
      seen = try checkMagic(input, from: max(seen, source.pos))
      var target = ZSTD_outBuffer(dst: piece.baseAddress, size: piece.count, pos: 0)
      let result = ZSTD_decompressStream(stream, &target, &source)
      guard ZSTD_isError(result) == 0 else { throw Self.error(result, at: consumed + source.pos) }
      inflated += target.pos
      guard inflated <= limit else { throw DecodeError(.tooLarge) }
      isComplete = result == 0
      if isComplete { magic = (0, 0) }
      if target.pos > 0, !receive(UnsafeRawBufferPointer(rebasing: piece[..<target.pos])) { return }
      // A full piece may have more behind it. At a frame's end another call would begin the next one.
      hasMore = target.pos == target.size && !isComplete
    } while hasMore || source.pos < source.size
  }

  /// Refuses what is no frame of today. The library may know formats from before RFC 8878, whose windows it does not bound.
  /// - Returns: Up to where the input was looked at.
  private mutating func checkMagic(_ input: UnsafeRawBufferPointer, from start: Int) throws(DecodeError)
    -> Int
  {
    var place = start
    while magic.count < 4, place < input.count {
      magic.number |= UInt32(input[place]) << (8 * magic.count)
      magic.count += 1
      place += 1
    }
    guard magic.count < 4 || magic.number == 0xFD2F_B528 || magic.number & 0xFFFF_FFF0 == 0x184D_2A50 else {
      throw DecodeError(.corruptZstd, offset: consumed + place)
    }
    return place
  }

  package func finish() throws(DecodeError) {
    guard consumed > 0 else { throw DecodeError(.corruptZstd, offset: 0) }
    guard isComplete else { throw DecodeError(.truncated, offset: consumed) }
  }

  private static func error(_ result: Int, at offset: Int) -> DecodeError {
    ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
      ? DecodeError(.tooLarge) : DecodeError(.corruptZstd, offset: offset)
  }
}
