internal import CZlib

/// Inflates one gzip body, piece by piece as it arrives, in the memory of one piece.
///
/// A body may have several members. It counts what it has inflated and stops at the limit, so that 50 KB
/// that stand for 5 GB cost no more than the limit in time, and nothing in memory. Not `Sendable`.
public struct GzipDecompressor: ~Copyable {
  /// Bytes handed out at a time.
  public static let pieceSize = 64 << 10

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
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

  /// - Parameter limit: Bytes of inflated data that are still acceptable.
  public init(limit: Int) {
    self.limit = limit
    piece = .allocate(byteCount: Self.pieceSize, alignment: 16)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = czlib_inflate_init_gzip(stream) == Z_OK
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deallocate()
    Wiping.wipe(piece)
    piece.deallocate()
  }

  /// Inflates the next part of the body.
  ///
  /// - Parameter receive: Gets the inflated bytes, at most `pieceSize` at a time.
  /// - Throws: `.tooLarge` past the limit, `.notGzip`, `.corruptGzip`; and the same again when called after.
  public mutating func decompress(
    _ input: UnsafeRawBufferPointer,
    _ receive: (UnsafeRawBufferPointer) -> Void
  ) throws(DecodeError) {
    if case .failed(let error) = state { throw error }
    do {
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
  public func finish() throws(DecodeError) {
    switch state {
    case .start: throw DecodeError(.notGzip, offset: 0)
    case .inMember: throw DecodeError(.truncated, offset: consumed)
    case .betweenMembers: return
    case .failed(let error): throw error
    }
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
      if case .betweenMembers = state { inflateReset(stream) }
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

  /// Takes note of what zlib answered.
  private mutating func advance(_ result: Int32, _ input: UnsafeRawBufferPointer) throws(DecodeError) {
    switch result {
    case Z_STREAM_END: state = .betweenMembers
    case Z_OK: state = .inMember
    case Z_BUF_ERROR: break  // Needs more input.
    default:
      let offset = consumed + input.count - Int(stream.pointee.avail_in)
      throw DecodeError(offset < Self.headerSize ? .notGzip : .corruptGzip, offset: offset)
    }
  }

  /// Of a gzip member, without its optional parts.
  private static let headerSize = 10
}
