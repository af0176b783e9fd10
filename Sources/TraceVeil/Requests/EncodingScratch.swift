import NIOCore
import OTLP
import ProtobufWire

/// What one worker uses again for each batch: the arena for messages that are unpacked, buffers, and a compressor.
struct EncodingScratch: ~Copyable {
  /// Buffers that one exceptional batch has made larger than this are given back.
  private static var retainedBytes: Int { 4 << 20 }

  /// Empty, and zeroed, between batches.
  var batch: TelemetryBatch
  private var serialized = ScratchMemory()
  private var compressor: BodyCompressor

  /// - Parameter isJoinable: Whether what is sealed is to be joined with others by ``GzipStretch``.
  init(signal: Signal, maximumTreeBytes: Int, compression: Compression, isJoinable: Bool = false) {
    batch = TelemetryBatch(signal: signal, maximumBytes: maximumTreeBytes)
    compressor = BodyCompressor(compression, isJoinable: isJoinable)
  }

  /// What a request is made of.
  struct Sealed {
    let body: ByteBuffer
    let encoding: ExportRequest.ContentEncoding
    let uncompressedBytes: Int
    let itemCount: Int
    /// Where each request ends that it was joined from, before compression.
    let joined: [Int]
  }

  /// Serializes the batch, empties it, and compresses what was serialized.
  /// - Parameters:
  ///   - cut: What a request may hold; nil for no such limits.
  ///   - onProgress: Told while it compresses how far it is.
  /// - Returns: Nil when the request would be larger than `limit` bytes before compression.
  mutating func seal(
    limit: Int,
    cut: TraceRequestLimits?,
    clock: inout StageClock,
    onProgress: (SealingProgress) -> Void = { _ in }
  ) throws -> [Sealed]? {
    let itemCount = batch.itemCount
    let signal = batch.signal
    let joined = batch.requestEnds
    let bytes = batch.serialize(into: &serialized)
    // Zeroed before the slower half of the work.
    clear()
    clock.end(.encode)
    defer { trim(after: bytes.count) }
    defer { if compressor.encoding != .identity { clock.end(.gzip) } }
    let body = bytes.bindMemory(to: UInt8.self)
    var progress = SealingProgress(all: bytes.count)
    if let cut, let parts = try RequestCut.parts(of: body, of: signal, within: cut, joined: joined) {
      guard parts.allSatisfy({ $0.body.count <= limit }) else { return nil }
      return try parts.map { part in
        try part.body.withUnsafeBytes {
          try compress($0, part.items.count, part.joined, &progress, onProgress)
        }
      }
    }
    guard bytes.count <= limit else { return nil }
    return [try compress(bytes, itemCount, joined, &progress, onProgress)]
  }

  private mutating func compress(
    _ bytes: UnsafeRawBufferPointer,
    _ itemCount: Int,
    _ joined: [Int],
    _ progress: inout SealingProgress,
    _ onProgress: (SealingProgress) -> Void
  ) throws -> Sealed {
    let before = progress
    let body = try compressor.compress(bytes) { read, written in
      progress.read = before.read + read
      progress.written = before.written + written
      onProgress(progress)
    }
    return Sealed(
      body: body,
      encoding: compressor.encoding,
      uncompressedBytes: bytes.count,
      itemCount: itemCount,
      joined: joined
    )
  }

  /// Forgets and zeroes the batch.
  mutating func clear() { batch.removeAll() }

  private mutating func trim(after bytes: Int) {
    guard bytes > Self.retainedBytes else { return }
    serialized = ScratchMemory()
    compressor.trim()
  }
}
