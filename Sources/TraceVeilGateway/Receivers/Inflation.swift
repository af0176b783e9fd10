import NIOCore
import OTLP
import TraceVeil

/// A body could not be brought into the form in which it is queued.
enum BodyError: Error, Equatable {
  case invalid(DecodeError)
  /// The budget has no room for what comes of it, at the moment: so many bytes in all.
  case overloaded(Int)
}

/// Inflates a body chunk by chunk, and asks for room before it keeps a chunk.
struct Inflation: ~Copyable {
  /// No deflated data inflates to more than this many times its size.
  private static let largestRatio = 1032
  /// Input between two looks at whether to go on: bounds the work done for nothing to some 4 MB of output.
  private static let inputStep = 4 << 10

  private var reservation: ByteBudget.Reservation
  private let format: BodyFormat
  private let budgetLimit: Int
  private let limit: Int
  private var output = ByteBuffer()
  /// Bytes of the body as it came, which stay until all is inflated.
  private var compressed = 0
  /// Bytes of the last request for room that was refused.
  private var refused: Int?

  /// - Parameters:
  ///   - reservation: The reservation that covers the compressed bytes. It grows as needed.
  ///   - budgetLimit: The limit of the whole budget. A body that does not fit even into an empty budget is too large,
  ///     and its sender must not be asked to retry.
  ///   - limit: Most bytes that may come out.
  init(
    _ format: BodyFormat,
    reservation: consuming ByteBudget.Reservation,
    budgetLimit: Int,
    limit: Int
  ) {
    self.format = format
    self.reservation = reservation
    self.budgetLimit = budgetLimit
    self.limit = limit
  }

  /// The inflated bytes of `body`. The reservation then covers these alone.
  mutating func inflate(_ body: ByteBuffer) throws(BodyError) -> ByteBuffer {
    compressed = body.readableBytes
    let expected = expectedSize(of: body)
    let wanted = max(reservation.bytes, compressed + expected)
    if reservation.resize(to: wanted) { output.reserveCapacity(expected) }
    do throws(DecodeError) {
      switch format {
      case .gzip: try inflate(body, with: GzipDecompressor(limit: limit, format: .gzip))
      case .deflate: try inflate(body, with: GzipDecompressor(limit: limit, format: .deflate))
      case .zstd: try inflate(body, with: ZstdDecompressor(limit: limit))
      case .lz4: try inflate(body, with: LZ4Decompressor(limit: limit))
      case .snappy:
        if body.withUnsafeReadableBytes(SnappyFrames.isBegun) {
          try inflateFrames(body)
        } else {
          try inflateBlock(body)
        }
      case .framedSnappy: try inflateFrames(body)
      }
    } catch {
      throw .invalid(error)
    }
    if let refused {
      throw refused > budgetLimit ? .invalid(DecodeError(.tooLarge)) : .overloaded(refused)
    }
    _ = reservation.resize(to: output.readableBytes)  // Smaller than it was: cannot fail.
    return output
  }

  /// Ends with the reservation, which covers the inflated bytes.
  consuming func finish() -> ByteBudget.Reservation { reservation }

  private mutating func inflate<Decompressor: BodyDecompressor & ~Copyable>(
    _ body: ByteBuffer,
    with decompressor: consuming Decompressor
  ) throws(DecodeError) {
    var inflater = decompressor
    var rest = body
    while refused == nil, rest.readableBytes > 0,
      let input = rest.readSlice(length: min(Self.inputStep, rest.readableBytes))
    {
      try input.reading { (bytes) throws(DecodeError) in
        try inflater.inflate(bytes) { keep($0) }
      }
    }
    if refused == nil { try inflater.finish() }
  }

  private mutating func inflateFrames(_ body: ByteBuffer) throws(DecodeError) {
    try body.reading { (bytes) throws(DecodeError) in
      try SnappyFrames.inflate(bytes, limit: limit) { keep($0) }
    }
  }

  /// A block says first how much room it needs, and is inflated where it stays.
  private mutating func inflateBlock(_ body: ByteBuffer) throws(DecodeError) {
    try body.reading { (bytes) throws(DecodeError) in
      let count = try SnappyBlock.inflatedCount(bytes)
      guard count <= limit else { throw DecodeError(.tooLarge) }
      guard makeRoom(for: compressed + count) else { return }
      var failure: DecodeError?
      // `writeWithUnsafeMutableBytes` cannot pass a typed error on.
      output.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { memory in
        do throws(DecodeError) {
          try SnappyBlock.inflate(bytes, into: UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
          return count
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
    }
  }

  /// - Returns: Whether there was room for them.
  private mutating func keep(_ piece: UnsafeRawBufferPointer) -> Bool {
    guard makeRoom(for: compressed + output.readableBytes + piece.count) else { return false }
    output.writeBytes(piece)
    return true
  }

  private mutating func makeRoom(for bytes: Int) -> Bool {
    if bytes <= reservation.bytes || reservation.resize(to: bytes) { return true }
    refused = bytes
    return false
  }

  /// What the last four bytes of a gzip member say about its size (RFC 1952), as far as that can be true. A
  /// hint: it saves growing the output step by step, and nothing depends on its truth, as in a body that is
  /// cut short these bytes can be anything.
  private func expectedSize(of body: ByteBuffer) -> Int {
    guard format == .gzip, body.readableBytes >= 18,
      let size = body.getInteger(at: body.writerIndex - 4, endianness: .little, as: UInt32.self)
    else { return 0 }
    return min(Int(size), limit, body.readableBytes * Self.largestRatio)
  }
}

extension ByteBuffer {
  /// `withUnsafeReadableBytes` cannot pass a typed error on.
  fileprivate func reading(_ body: (UnsafeRawBufferPointer) throws(DecodeError) -> Void) throws(DecodeError) {
    let failure: DecodeError? = withUnsafeReadableBytes { bytes in
      do throws(DecodeError) {
        try body(bytes)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}
