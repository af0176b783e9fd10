import CZlib
import Workload

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What plain libraries take for the same bytes on this machine at this moment: the scale that ratios are
/// read on.
enum PhysicalReference {
  /// zlib at level 1, at `level` and at level 6, in a build with libdeflate that at `level` too, and `memcpy`,
  /// on each request body of the workload by itself.
  ///
  /// CPU time of the calling thread, the best of `rounds` passes: what a pass takes more is the neighbours'
  /// doing.
  static func measure(_ workload: Workload, level: Int, rounds: Int = 3) -> [BenchRecord.Reference] {
    let bodies = workload.requests.indices.map {
      workload.requests[$0].stamped(request: UInt64($0), identity: workload.identity)
    }
    let levels = Set([1, level, 6]).filter { $0 > 0 }.sorted()
    var references = levels.map { zlib(bodies, level: $0, rounds: rounds) }
    #if Libdeflate
      if level > 0 { references.append(libdeflate(bodies, level: level, rounds: rounds)) }
    #endif
    return references + [memcpy(bodies, rounds: rounds)]
  }

  private static func zlib(_ bodies: [[UInt8]], level: Int, rounds: Int) -> BenchRecord.Reference {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer {
      deflateEnd(stream)
      stream.deallocate()
    }
    // Memory level 8 is zlib's default.
    let code = czlib_deflate_init_gzip(stream, CInt(level), 8)
    precondition(code == Z_OK, "zlib has no memory")
    var output = [UInt8](repeating: 0, count: (bodies.map(\.count).max() ?? 0) * 2 + 1024)
    var outputBytes = 0
    let best = bestTime(rounds) {
      outputBytes = bodies.reduce(0) { $0 + deflate($1, stream, into: &output) }
    }
    return reference("zlib \(level)", bodies, nanoseconds: best, outputBytes: outputBytes)
  }

  private static func deflate(
    _ body: [UInt8],
    _ stream: UnsafeMutablePointer<z_stream>,
    into output: inout [UInt8]
  ) -> Int {
    var body = body
    deflateReset(stream)
    return body.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let code = CZlib.deflate(stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "the buffer holds any output")
        return output.count - Int(stream.pointee.avail_out)
      }
    }
  }

  private static func memcpy(_ bodies: [[UInt8]], rounds: Int) -> BenchRecord.Reference {
    // One copy after the other, so that the bytes come from memory and not from the nearest cache.
    var target = [UInt8](repeating: 0, count: bodies.reduce(0) { $0 + $1.count })
    let best = bestTime(rounds * 3) {
      target.withUnsafeMutableBytes { target in
        var offset = 0
        for body in bodies {
          body.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: $0)
          }
          offset += body.count
        }
      }
    }
    return reference("memcpy", bodies, nanoseconds: best, outputBytes: target.count)
  }

  static func bestTime(_ rounds: Int, _ body: () -> Void) -> UInt64 {
    (0..<rounds).map { _ in
      let start = ProcessMeter.cpuNanosecondsOfThread()
      body()
      return ProcessMeter.cpuNanosecondsOfThread() - start
    }.min() ?? 0
  }

  static func reference(
    _ name: String,
    _ bodies: [[UInt8]],
    nanoseconds: UInt64,
    outputBytes: Int
  ) -> BenchRecord.Reference {
    let bytes = Double(bodies.reduce(0) { $0 + $1.count })
    return BenchRecord.Reference(
      name: name,
      nanosecondsPerByte: Double(nanoseconds) / bytes,
      ratio: bytes / Double(max(outputBytes, 1))
    )
  }
}
