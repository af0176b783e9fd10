internal import CZlib
internal import ProtobufWire

/// Inflates one body in gzip or deflate, piece by piece as it arrives, in the memory of one piece.
///
/// Gzip may have several members. HTTP's deflate is that of zlib (RFC 1950), and clients send it without zlib's
/// header, too; the first bytes tell which it is. It counts what it has inflated and stops at the limit, so that 50 KB
/// that stand for 5 GB cost no more than the limit in time, and nothing in memory. Not `Sendable`.
package struct GzipDecompressor: ~Copyable {
  /// Bytes handed out at a time.
  package static let pieceSize = 64 << 10

  /// How a body is compressed.
  package enum Format: Sendable, Hashable {
    case gzip, deflate
  }

  private let format: Format
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether zlib is set up: for deflate, when it is known of which kind it is.
  private var isReady: Bool
  private var canBeReady = true
  /// The first byte of deflate, until the second is there.
  private var head: UInt8?
  private let piece: UnsafeMutableRawBufferPointer
  private let limit: Int
  private var inflated = 0
  private var consumed = 0
  private var state = State.start

  private enum State {
    /// Nothing read yet.
    case start
    case inMember
    /// The input may end here, or another member begin.
    case betweenMembers
    case failed(DecodeError)
  }

  /// - Parameters:
  ///   - limit: Bytes of inflated data that are still acceptable.
  ///   - format: The format of the compressed data.
  package init(limit: Int, format: Format = .gzip) {
    self.limit = limit
    self.format = format
    piece = .allocate(byteCount: Self.pieceSize, alignment: 16)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = false
    if format == .gzip {
      isReady = czlib_inflate_init_gzip(stream) == Z_OK
      canBeReady = isReady
    }
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deallocate()
    Wiping.wipe(piece)
    piece.deallocate()
  }

  /// Inflates the next part of the body.
  ///
  /// - Parameters:
  ///   - input: The next compressed bytes.
  ///   - receive: Is called with the inflated bytes, at most `pieceSize` at a time.
  /// - Throws: `.tooLarge` past the limit, `.notGzip`, `.corruptGzip`, `.corruptDeflate`; and the same again when
  ///   called after.
  package mutating func decompress(
    _ input: UnsafeRawBufferPointer,
    _ receive: (UnsafeRawBufferPointer) -> Void
  ) throws(DecodeError) {
    if case .failed(let error) = state { throw error }
    do {
      guard try begin(input, receive) else { return }
      // zlib counts in 32 bits.
      var rest = input[...]
      while !rest.isEmpty {
        let part = rest.prefix(1 << 30)
        try inflate(UnsafeRawBufferPointer(rebasing: part), receive)
        rest = rest[part.endIndex...]
      }
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// Call at the end of the body.
  ///
  /// - Throws: `.truncated` when a member is not complete, `.notGzip` for an empty body.
  package func finish() throws(DecodeError) {
    switch state {
    case .start: throw DecodeError(format == .gzip ? .notGzip : .corruptDeflate, offset: 0)
    case .inMember: throw DecodeError(.truncated, offset: consumed)
    case .betweenMembers: return
    case .failed(let error): throw error
    }
  }

  /// Sets zlib up for deflate by its first two bytes. - Returns: False until they are there.
  private mutating func begin(
    _ input: UnsafeRawBufferPointer,
    _ receive: (UnsafeRawBufferPointer) -> Void
  ) throws(DecodeError) -> Bool {
    guard !isReady, canBeReady else { return true }
    guard let first = head ?? input.first, let second = head == nil ? input.dropFirst().first : input.first
    else {
      head = head ?? input.first
      return false
    }
    // The method is 8, and the two bytes as a number a multiple of 31.
    let hasHeader = first & 0x0F == 8 && (Int(first) << 8 | Int(second)) % 31 == 0
    isReady = (hasHeader ? czlib_inflate_init_zlib(stream) : czlib_inflate_init_raw(stream)) == Z_OK
    canBeReady = isReady
    if let kept = head.take() {
      let failure: DecodeError? = withUnsafeBytes(of: kept) { byte in
        do throws(DecodeError) { try inflate(byte, receive) } catch { return error }
        return nil
      }
      if let failure { throw failure }
    }
    return true
  }

  private mutating func inflate(
    _ input: UnsafeRawBufferPointer,
    _ receive: (UnsafeRawBufferPointer) -> Void
  ) throws(DecodeError) {
    guard isReady, let output = piece.baseAddress else { throw DecodeError(.tooLarge) }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress
    )
    stream.pointee.avail_in = UInt32(input.count)
    defer { consumed += input.count - Int(stream.pointee.avail_in) }
    repeat {
      if case .betweenMembers = state {
        guard format == .gzip else { throw DecodeError(.corruptDeflate, offset: consumed) }
        skipPadding()
        guard stream.pointee.avail_in > 0 else { return }
        inflateReset(stream)
      }
      stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(piece.count)
      let result = CZlib.inflate(stream, Z_NO_FLUSH)
      let count = piece.count - Int(stream.pointee.avail_out)
      inflated += count
      guard inflated <= limit else { throw DecodeError(.tooLarge) }
      if count > 0 { receive(UnsafeRawBufferPointer(rebasing: piece[..<count])) }
      try advance(result, input)
      // A full piece may have more behind it that needs no more input.
    } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
  }

  /// Zeros behind a member are padding, as for gzip itself and for Python.
  private func skipPadding() {
    while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
      stream.pointee.next_in += 1
      stream.pointee.avail_in -= 1
    }
  }

  /// Takes note of what zlib answered.
  private mutating func advance(_ result: Int32, _ input: UnsafeRawBufferPointer) throws(DecodeError) {
    switch result {
    case Z_STREAM_END: state = .betweenMembers
    case Z_OK: state = .inMember
    case Z_BUF_ERROR: break  // Needs more input.
    default:
      let offset = consumed + input.count - Int(stream.pointee.avail_in)
      guard format == .gzip else { throw DecodeError(.corruptDeflate, offset: offset) }
      throw DecodeError(offset < Self.headerSize ? .notGzip : .corruptGzip, offset: offset)
    }
  }

  /// The size of the header of a gzip member, without its optional parts.
  private static let headerSize = 10
}
