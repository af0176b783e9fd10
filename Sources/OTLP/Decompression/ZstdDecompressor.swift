internal import CZstd

/// Inflates one body in zstd (RFC 8878): frames, one behind the other, without dictionaries.
///
/// Takes memory for the frame's window besides that of one piece, 8 MiB at most: encoders of HTTP's bodies may not use
/// larger ones (RFC 9659). Not `Sendable`.
package struct ZstdDecompressor: BodyDecompressor, ~Copyable {
  /// The largest window as a power of two.
  private static let windowLog: Int32 = 23

  /// Nil when there was no memory for it.
  private let stream: OpaquePointer?
  private var frames: FrameInflation
  private var magic = Magic()

  /// The first bytes of the frame at hand.
  fileprivate struct Magic {
    /// The number read so far, little-endian.
    var number: UInt32 = 0
    /// How many of four there are.
    var count: UInt32 = 0
    /// How much of the body was read.
    var seen = 0
  }

  /// - Parameter limit: Bytes of inflated data that are still acceptable.
  package init(limit: Int) {
    frames = FrameInflation(limit: limit)
    stream = ZSTD_createDStream()
    if let stream { ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.windowLog) }
  }

  deinit { ZSTD_freeDStream(stream) }

  package mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    while receive: (UnsafeRawBufferPointer) -> Bool
  ) throws(DecodeError) {
    guard let stream else { throw DecodeError(.tooLarge) }
    var magic = magic
    defer { self.magic = magic }
    try frames.inflate(input, while: receive) { (rest, piece, consumed) throws(DecodeError) in
      try magic.check(rest, at: consumed)
      var source = ZSTD_inBuffer(src: rest.baseAddress, size: rest.count, pos: 0)
      var target = ZSTD_outBuffer(dst: piece.baseAddress, size: piece.count, pos: 0)
      let result = ZSTD_decompressStream(stream, &target, &source)
      guard ZSTD_isError(result) == 0 else { throw Self.error(result, at: consumed + source.pos) }
      if result == 0 { magic = Magic() }
      return .init(read: source.pos, written: target.pos, isComplete: result == 0)
    }
  }

  package func finish() throws(DecodeError) { try frames.finish(.corruptZstd) }

  private static func error(_ result: Int, at offset: Int) -> DecodeError {
    ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge
      ? DecodeError(.zstdWindow) : DecodeError(.corruptZstd, offset: offset)
  }
}

extension ZstdDecompressor.Magic {
  /// Refuses what is no frame of today. The library may know formats from before RFC 8878, whose windows it does not bound.
  ///
  /// - Parameter start: Bytes of the body before the input, whose beginning may have been looked at before.
  fileprivate mutating func check(_ input: UnsafeRawBufferPointer, at start: Int) throws(DecodeError) {
    var place = max(seen, start)
    while count < 4, place - start < input.count {
      number |= UInt32(input[place - start]) << (8 * count)
      count += 1
      place += 1
    }
    seen = place
    guard count < 4 || number == 0xFD2F_B528 || number & 0xFFFF_FFF0 == 0x184D_2A50 else {
      throw DecodeError(.corruptZstd, offset: place)
    }
  }
}
