internal import CZlib

/// zlib behind ``GzipCompressor``, whose contracts hold here.
///
/// Its state, 256 KB, has a heap allocation of its own: zlib refuses a `z_stream` that has moved.
struct ZlibDeflater: ~Copyable {
  /// Name and version, the one that is linked.
  static var library: String { "zlib " + String(cString: zlibVersion()) }

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  /// The header of a gzip member (RFC 1952). It is written here, with the checksum behind the data, because zlib's
  /// own checksum takes as long as all of the network I/O.
  private let header: [UInt8]
  private static let trailerBytes = 8

  /// zlib's level of memory use, its default. 9 made 0.1 % less output in up to a tenth more time (64 spans
  /// of 4 KB of chat, levels 1, 3 and 6).
  private static let memoryLevel: Int32 = 8

  init(level: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = czlib_deflate_init_raw(stream, Int32(level), Self.memoryLevel) == Z_OK
    // Method deflate, no name and no time; what zlib itself would say of the level; made on Unix.
    header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, level == 1 ? 4 : level == 9 ? 2 : 0, 3]
  }

  deinit {
    if isReady { deflateEnd(stream) }
    stream.deallocate()
  }

  func maximumCompressedSize(of count: Int) -> Int {
    Int(deflateBound(stream, uLong(count))) + header.count + Self.trailerBytes
  }

  /// - Parameter isJoinable: See ``GzipStretch``.
  mutating func compress(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer,
    isJoinable: Bool = false
  ) throws(GzipCompressor.CompressionError) -> Int {
    // zlib counts in 32 bits.
    guard isReady, input.count <= UInt32.max, output.count >= header.count + Self.trailerBytes else {
      throw GzipCompressor.CompressionError()
    }
    // At the end, not at the start: `deflateBound` answers too little for a stream that has been finished.
    defer { deflateReset(stream) }
    output.copyBytes(from: header)
    let room = min(output.count - header.count - Self.trailerBytes, Int(UInt32.max))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress
    )
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress.map {
      $0 + header.count
    }
    stream.pointee.avail_out = UInt32(room)
    if isJoinable {
      // Room for it is there if the answer is so, and some is left.
      guard deflate(stream, Z_FULL_FLUSH) == Z_OK, stream.pointee.avail_in == 0, stream.pointee.avail_out > 0
      else {
        throw GzipCompressor.CompressionError()
      }
    }
    guard deflate(stream, Z_FINISH) == Z_STREAM_END else { throw GzipCompressor.CompressionError() }
    let end = header.count + room - Int(stream.pointee.avail_out)
    output.storeBytes(of: GzipChecksum.of(input).littleEndian, toByteOffset: end, as: UInt32.self)
    let size = UInt32(truncatingIfNeeded: input.count)
    output.storeBytes(of: size.littleEndian, toByteOffset: end + 4, as: UInt32.self)
    return end + Self.trailerBytes
  }
}
