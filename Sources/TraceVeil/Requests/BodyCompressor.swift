import NIOCore
import OTLP
import ProtobufWire

/// Compresses bodies the way a destination wants them, one after the other, with one state of a library. Not `Sendable`:
/// belongs to one worker.
struct BodyCompressor: ~Copyable {
  private var gzip: GzipCompressor?
  /// A compressor for stored requests, used instead of the other.
  private var joinable: JoinableGzipCompressor?
  private var zstd: ZstdCompressor?
  private var room = ScratchMemory()

  /// The level of stored requests for a destination with zstd. They are recompressed before they are sent, so this is
  /// gzip's fastest.
  private static let storedLevel = 1

  /// - Parameter isJoinable: Whether what comes out is to be joined with others by ``GzipStretch``.
  init(_ compression: Compression, isJoinable: Bool = false) {
    switch compression {
    case .none: break
    case .gzip(let level) where isJoinable: joinable = JoinableGzipCompressor(level: level)
    case .gzip(let level): gzip = GzipCompressor(level: level)
    case .zstd where isJoinable: joinable = JoinableGzipCompressor(level: Self.storedLevel)
    case .zstd(let level): zstd = ZstdCompressor(level: level)
    }
  }

  /// The encoding of the bytes that ``compress(_:)`` returns.
  var encoding: ExportRequest.ContentEncoding {
    if zstd != nil { return .zstd }
    return gzip != nil || joinable != nil ? .gzip : .identity
  }

  /// A body has a buffer of the size it needs, as it may wait for minutes: there is room for the worst case here alone.
  mutating func compress(_ bytes: UnsafeRawBufferPointer) throws -> ByteBuffer {
    let size =
      zstd?.maximumCompressedSize(of: bytes.count) ?? gzip?.maximumCompressedSize(of: bytes.count)
      ?? joinable?.maximumCompressedSize(of: bytes.count)
    guard let size else { return ByteBuffer(bytes: bytes) }
    let output = room.room(for: size)
    let count =
      try zstd?.compress(bytes, into: output) ?? gzip?.compress(bytes, into: output)
      ?? joinable?.compress(bytes, into: output) ?? 0
    return ByteBuffer(bytes: UnsafeRawBufferPointer(rebasing: output[..<count]))
  }

  /// Gives back the room of an exceptional body.
  mutating func trim() { room = ScratchMemory() }
}
