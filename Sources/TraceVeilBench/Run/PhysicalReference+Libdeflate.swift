#if Libdeflate
  import CLibdeflate

  extension PhysicalReference {
    static func libdeflate(_ bodies: [[UInt8]], level: Int, rounds: Int) -> BenchRecord.Reference {
      let compressor = libdeflate_alloc_compressor(CInt(level))
      precondition(compressor != nil, "libdeflate has no memory")
      defer { libdeflate_free_compressor(compressor) }
      let largest = bodies.map(\.count).max() ?? 0
      var output = [UInt8](repeating: 0, count: libdeflate_gzip_compress_bound(compressor, largest))
      var outputBytes = 0
      let best = bestTime(rounds) {
        outputBytes = bodies.reduce(0) { sum, body in
          let count = libdeflate_gzip_compress(compressor, body, body.count, &output, output.count)
          precondition(count > 0, "the buffer holds any output")
          return sum + count
        }
      }
      return reference("libdeflate \(level)", bodies, nanoseconds: best, outputBytes: outputBytes)
    }
  }
#endif
