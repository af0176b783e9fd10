import CZlib
import NIOCore
import Synchronization

/// Inflates the gzip bodies that reach the sink, with zlib itself and not with the code that made them.
final class GzipInflater {
  struct Corrupt: Error {}

  /// A body that inflates to more than this is refused.
  static let limit = 1 << 30

  // zlib's state points back at the stream, so the stream must never move.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = czlib_inflate_init_gzip(stream)
    precondition(code == Z_OK, "zlib has no memory")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The content of one gzip member that fills all of `input`.
  func inflate(_ input: ByteBuffer, into output: inout ByteBuffer) throws {
    inflateReset(stream)
    output.clear()
    var isAtEnd = false
    try input.withUnsafeReadableBytes { bytes in
      // zlib does not write there; its field lacks the const.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
      stream.pointee.avail_in = UInt32(bytes.count)
      while !isAtEnd {
        let room = max(output.writableBytes, 256 << 10)
        try output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { target in
          stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
          stream.pointee.avail_out = UInt32(target.count)
          let code = CZlib.inflate(stream, Z_NO_FLUSH)
          isAtEnd = code == Z_STREAM_END
          guard isAtEnd || code == Z_OK else { throw Corrupt() }
          return target.count - Int(stream.pointee.avail_out)
        }
        guard output.readableBytes <= Self.limit else { throw Corrupt() }
        guard isAtEnd || stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 else { throw Corrupt() }
      }
      guard stream.pointee.avail_in == 0 else { throw Corrupt() }
    }
  }
}

/// What a body is compressed with, as its header says.
enum BodyCoding: String, Sendable {
  case gzip, zstd
}

/// An inflater with the memory that it inflates into, which is used again.
final class WarmInflater: Sendable {
  private let state = Mutex((gzip: GzipInflater(), zstd: ZstdInflater(), output: ByteBuffer()))

  func inflate(_ input: ByteBuffer, _ coding: BodyCoding, _ use: (ByteBuffer) -> Void) throws {
    try state.withLock { state in
      switch coding {
      case .gzip: try state.gzip.inflate(input, into: &state.output)
      case .zstd: try state.zstd.inflate(input, into: &state.output)
      }
      use(state.output)
    }
  }
}
