import CZlib

/// zlib and nothing else, one gzip member after the other with one state.
final class PlainZlib {
  private let stream: UnsafeMutablePointer<z_stream>
  private var output: [UInt8]

  /// zlib's default.
  private static let memoryLevel: CInt = 8

  /// - Parameter largest: Bytes of the largest body.
  init(level: Int, largest: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    output = [UInt8](repeating: 0, count: largest * 2 + 1024)
    let code = czlib_deflate_init_gzip(stream, CInt(level), Self.memoryLevel)
    precondition(code == Z_OK, "zlib has no memory")
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// - Returns: Bytes that came out.
  func compress(_ body: [UInt8]) -> Int {
    deflateReset(stream)
    return body.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let code = deflate(stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "the buffer holds any output")
        return output.count - Int(stream.pointee.avail_out)
      }
    }
  }
}
