import NIOCore
import OTLP

/// What one worker uses again for each batch: buffers and a compressor.
struct EncodingScratch: ~Copyable {
  /// Buffers that one exceptional batch has made larger than this are given back.
  private static var retainedBytes: Int { 16 << 20 }

  private var packed = ByteBuffer()
  private var compressed = ByteBuffer()
  private var compressor: GzipCompressor?

  init(compression: Compression) {
    if case .gzip(let level) = compression { compressor = GzipCompressor(level: level) }
  }

  var compresses: Bool { compressor != nil }

  /// Serializes into a buffer of the batch's own, of the size it needs.
  /// - Returns: How many bytes.
  func pack(_ batch: borrowing TelemetryBatch, into buffer: inout ByteBuffer) -> Int {
    let size = batch.packedSize()
    return buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { batch.pack(into: $0) }
  }

  /// Serializes into the scratch buffer, for `compressPacked`.
  /// - Returns: How many bytes.
  mutating func pack(_ batch: borrowing TelemetryBatch) -> Int {
    packed.clear()
    let size = batch.packedSize()
    return packed.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { batch.pack(into: $0) }
  }

  /// Compresses what was packed.
  ///
  /// Precondition: `compresses`. By way of a scratch buffer with room for the worst case, so that the body, which may wait minutes for its
  /// destination, takes no more memory than it has bytes.
  mutating func compressPacked() throws -> ByteBuffer {
    defer { trim() }
    compressed.clear()
    let input = packed
    let size = compressor?.maximumCompressedSize(of: input.readableBytes) ?? 0
    _ = try compressed.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { output in
      try input.withUnsafeReadableBytes { try compressor?.compress($0, into: output) ?? 0 }
    }
    // A copy, of the size it needs: a slice would keep the scratch buffer.
    return ByteBuffer(buffer: compressed)
  }

  private mutating func trim() {
    if packed.capacity > Self.retainedBytes { packed = ByteBuffer() }
    if compressed.capacity > Self.retainedBytes { compressed = ByteBuffer() }
  }
}
