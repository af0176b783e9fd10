import NIOCore
import OTLP

/// What one worker uses again for each batch: the arena of the message tree, buffers, and a compressor.
struct EncodingScratch: ~Copyable {
  /// Buffers that one exceptional batch has made larger than this are given back.
  private static var retainedBytes: Int { 16 << 20 }

  /// Arena memory kept from batch to batch: what 512 spans of 4 KB take, twice.
  private static var keptTreeBytes: Int { 8 << 20 }

  /// Empty, and zeroed, between batches.
  var batch: TelemetryBatch
  private var serialized = ScratchMemory()
  private var compressed = ScratchMemory()
  private var compressor: GzipCompressor?

  init(signal: Signal, maximumTreeBytes: Int, compression: Compression) {
    batch = TelemetryBatch(signal: signal, maximumBytes: maximumTreeBytes)
    if case .gzip(let level) = compression { compressor = GzipCompressor(level: level) }
  }

  /// Serializes the batch, empties it, and compresses what was serialized.
  ///
  /// The body, which may wait minutes for its destination, has a buffer of the size it needs: the scratch
  /// memory has room for the worst case.
  /// - Returns: Nil when the request would be larger than `limit` bytes before compression.
  mutating func seal(
    limit: Int,
    clock: inout StageClock
  ) throws -> (body: ByteBuffer, isCompressed: Bool, uncompressedBytes: Int)? {
    let bytes = batch.serialize(into: &serialized)
    // Zeroed before the slower half of the work.
    clear()
    clock.end(.encode)
    defer { trim(after: bytes.count) }
    guard bytes.count <= limit else { return nil }
    guard let size = compressor?.maximumCompressedSize(of: bytes.count) else {
      return (ByteBuffer(bytes: bytes), false, bytes.count)
    }
    defer { clock.end(.gzip) }
    let room = compressed.room(for: size)
    let count = try compressor?.compress(bytes, into: room) ?? 0
    return (ByteBuffer(bytes: UnsafeRawBufferPointer(rebasing: room[..<count])), true, bytes.count)
  }

  /// Forgets and zeroes the batch.
  mutating func clear() { batch.removeAll(keeping: Self.keptTreeBytes) }

  private mutating func trim(after bytes: Int) {
    guard bytes > Self.retainedBytes else { return }
    serialized = ScratchMemory()
    compressed = ScratchMemory()
  }
}
