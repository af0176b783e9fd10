internal import CZlib

/// Compresses one body after another to gzip with one zlib state, which costs 256 KB to set up.
///
/// The state has a heap allocation of its own: zlib refuses a `z_stream` that has moved. Not `Sendable`:
/// belongs to one worker.
public struct GzipCompressor: ~Copyable {
  /// The output was too small, or the system had no memory for zlib's state.
  public struct CompressionError: Error, Sendable, Hashable {}

  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  /// zlib's level of memory use, its default. 9 made 0.1 % less output in up to a tenth more time (64 spans
  /// of 4 KB of chat, levels 1, 3 and 6).
  private static let memoryLevel: Int32 = 8

  /// - Parameter level: 1 (fast) to 9 (small).
  public init(level: Int) {
    precondition((1...9).contains(level), "zlib's levels are 1 to 9")
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = czlib_deflate_init_gzip(stream, Int32(level), Self.memoryLevel) == Z_OK
  }

  deinit {
    if isReady { deflateEnd(stream) }
    stream.deallocate()
  }

  /// Room that `compress` needs at most.
  public func maximumCompressedSize(of count: Int) -> Int {
    Int(deflateBound(stream, uLong(count)))
  }

  /// Writes one whole gzip member.
  ///
  /// - Parameter output: At least `maximumCompressedSize(of: input.count)` bytes.
  /// - Returns: How many bytes were written.
  public mutating func compress(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    // zlib counts in 32 bits.
    guard isReady, input.count <= UInt32.max else { throw CompressionError() }
    // At the end, not at the start: `deflateBound` answers too little for a stream that has been finished.
    defer { deflateReset(stream) }
    let room = min(output.count, Int(UInt32.max))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress
    )
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(room)
    guard deflate(stream, Z_FINISH) == Z_STREAM_END else { throw CompressionError() }
    return room - Int(stream.pointee.avail_out)
  }
}
