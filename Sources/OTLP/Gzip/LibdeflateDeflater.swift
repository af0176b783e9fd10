#if Libdeflate
  internal import CLibdeflate

  /// libdeflate behind ``GzipCompressor``, whose contracts hold here, with the trait `Libdeflate`.
  ///
  /// It takes a body as a whole, which is all that is asked of it here, and keeps nothing of one for the next.
  struct LibdeflateDeflater: ~Copyable {
    /// Name and version. That of the header: libdeflate does not tell which one is linked.
    static var library: String { "libdeflate " + LIBDEFLATE_VERSION_STRING }

    /// Nil when there was no memory for it.
    private let compressor: OpaquePointer?

    /// - Parameter level: libdeflate's own level of the same number. Its scale is made like zlib's and goes on
    ///   to 12, which nobody can ask for.
    init(level: Int) {
      compressor = libdeflate_alloc_compressor(Int32(level))
    }

    deinit {
      libdeflate_free_compressor(compressor)
    }

    func maximumCompressedSize(of count: Int) -> Int {
      libdeflate_gzip_compress_bound(compressor, count)
    }

    mutating func compress(
      _ input: UnsafeRawBufferPointer,
      into output: UnsafeMutableRawBufferPointer
    ) throws(GzipCompressor.CompressionError) -> Int {
      guard let compressor else { throw GzipCompressor.CompressionError() }
      let count = libdeflate_gzip_compress(
        compressor,
        input.baseAddress,
        input.count,
        output.baseAddress,
        output.count
      )
      // Its answer to output that does not fit; no member is empty.
      guard count > 0 else { throw GzipCompressor.CompressionError() }
      return count
    }
  }
#endif
