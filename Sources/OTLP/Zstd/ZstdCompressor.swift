internal import CZstd

/// Compresses one body after another to zstd (RFC 8878), each to one frame, with one state of the library.
///
/// A frame says how large its content is and has no checksum: the connection has its own. Its window is 8 MiB at most, which
/// is what decoders of HTTP's bodies take (RFC 9659). Not `Sendable`: belongs to one worker.
package struct ZstdCompressor: ~Copyable {
  /// The output was too small, or the system had no memory for the library's state.
  package struct CompressionError: Error, Sendable, Hashable {}

  /// The levels with windows that are small enough.
  package static let levels = 1...19

  /// Name and version, the one that is linked.
  package static var library: String { "zstd " + String(cString: ZSTD_versionString()) }

  /// Nil when there was no memory for it.
  private let context: OpaquePointer?

  /// - Parameter level: One of ``levels``, fast to small.
  package init(level: Int) {
    precondition(Self.levels.contains(level), "levels are 1 to 19")
    context = ZSTD_createCCtx()
    if let context { ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level)) }
  }

  deinit {
    ZSTD_freeCCtx(context)
  }

  /// Room that `compress` needs at most.
  package func maximumCompressedSize(of count: Int) -> Int { ZSTD_compressBound(count) }

  /// Writes one whole frame.
  ///
  /// - Parameters:
  ///   - input: The bytes to compress.
  ///   - output: At least `maximumCompressedSize(of: input.count)` bytes.
  /// - Returns: How many bytes were written.
  package mutating func compress(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    guard let context else { throw CompressionError() }
    let count = ZSTD_compress2(context, output.baseAddress, output.count, input.baseAddress, input.count)
    guard ZSTD_isError(count) == 0 else { throw CompressionError() }
    return count
  }
}
