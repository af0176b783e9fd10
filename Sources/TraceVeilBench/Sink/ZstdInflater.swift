import CZstd
import NIOCore

/// Inflates bodies in zstd that reach the sink, each one frame that says how large its content is.
final class ZstdInflater {
  private let context = ZSTD_createDCtx()

  deinit {
    ZSTD_freeDCtx(context)
  }

  func inflate(_ input: ByteBuffer, into output: inout ByteBuffer) throws {
    output.clear()
    try input.withUnsafeReadableBytes { bytes in
      // The two numbers beyond stand for: not said, and no frame.
      let size = ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
      guard size <= UInt64(GzipInflater.limit), let size = Int(exactly: size) else {
        throw GzipInflater.Corrupt()
      }
      try output.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { target in
        let count = ZSTD_decompressDCtx(
          context,
          target.baseAddress,
          target.count,
          bytes.baseAddress,
          bytes.count
        )
        guard ZSTD_isError(count) == 0, count == size else { throw GzipInflater.Corrupt() }
        return count
      }
    }
  }
}
