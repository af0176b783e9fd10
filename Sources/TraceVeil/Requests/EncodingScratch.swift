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
  /// - Parameter cut: What a request may hold; nil for no such limits.
  /// - Returns: Nil when the request would be larger than `limit` bytes before compression.
  mutating func seal(
    limit: Int,
    cut: TraceRequestLimits?,
    clock: inout StageClock
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
    if let cut, let parts = try RequestCut.parts(of: body, of: signal, within: cut, joined: joined) {
      guard parts.allSatisfy({ $0.body.count <= limit }) else { return nil }
      return try parts.map { part in
        try part.body.withUnsafeBytes { try compress($0, part.items.count, part.joined) }
      }
    }
    guard bytes.count <= limit else { return nil }
    return [try compress(bytes, itemCount, joined)]
  }

  private mutating func compress(
    _ bytes: UnsafeRawBufferPointer,
    _ itemCount: Int,
    _ joined: [Int]
  ) throws -> Sealed {
    Sealed(
      body: try compressor.compress(bytes),
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
