/// Compresses one body after another to gzip with one state of a library, which is costly to set up.
///
/// The library is zlib, or libdeflate in packages built with the trait `Libdeflate`. Not `Sendable`: belongs
/// to one worker.
package struct GzipCompressor: ~Copyable {
  /// The output was too small, the input too large for the library (zlib: 4 GB), or the system had no memory
  /// for its state.
  package struct CompressionError: Error, Sendable, Hashable {}

  #if Libdeflate
    private typealias Deflater = LibdeflateDeflater
  #else
    private typealias Deflater = ZlibDeflater
  #endif

  /// Name and version of the library that compresses, as `zlib 1.2.13`.
  package static var library: String { Deflater.library }

  private var deflater: Deflater

  /// - Parameter level: 1 (fast) to 9 (small), on the scale of the library: the same number is another
  ///   compromise of zlib than of libdeflate.
  package init(level: Int) {
    precondition((1...9).contains(level), "gzip's levels are 1 to 9")
    deflater = Deflater(level: level)
  }

  /// Room that `compress` needs at most.
  package func maximumCompressedSize(of count: Int) -> Int {
    deflater.maximumCompressedSize(of: count)
  }

  /// Writes one whole gzip member.
  ///
  /// - Parameters:
  ///   - input: The bytes to compress.
  ///   - output: At least `maximumCompressedSize(of: input.count)` bytes.
  /// - Returns: How many bytes were written.
  package mutating func compress(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    try deflater.compress(input, into: output)
  }
}
