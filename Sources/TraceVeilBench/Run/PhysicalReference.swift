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
    let bodies = bodies(of: workload)
    let levels = Set([1, level, 6]).filter { $0 > 0 }.sorted()
    var references = levels.map { zlib(bodies, level: $0, rounds: rounds) }
    #if Libdeflate
      if level > 0 { references.append(libdeflate(bodies, level: level, rounds: rounds)) }
    #endif
    return references + [memcpy(bodies, rounds: rounds)]
  }

  /// zlib at a level, a request body every `pause` until the task is cancelled: what it takes while a load runs, with
  /// the same neighbours and the same cores to share as the gateway.
  ///
  /// CPU time of the thread over all bodies, not the best: as a gateway is measured. Nil when there was no time for any.
  static func sample(_ workload: Workload, level: Int, pause: Duration = .milliseconds(100)) async
    -> BenchRecord.Reference?
  {
    let bodies = bodies(of: workload)
    let zlib = PlainZlib(level: level, largest: bodies.map(\.count).max() ?? 0)
    var taken: [[UInt8]] = []
    var (nanoseconds, outputBytes) = (UInt64(0), 0)
    while (try? await Task.sleep(for: pause)) != nil {
      let body = bodies[taken.count % bodies.count]
      nanoseconds += bestTime(1) { outputBytes += zlib.compress(body) }
      taken.append(body)
    }
    guard !taken.isEmpty else { return nil }
    return reference(loadedName(level), taken, nanoseconds: nanoseconds, outputBytes: outputBytes)
  }

  static func loadedName(_ level: Int) -> String { "zlib \(level) under load" }

  private static func bodies(of workload: Workload) -> [[UInt8]] {
    workload.requests.indices.map {
      workload.requests[$0].stamped(request: UInt64($0), identity: workload.identity)
    }
  }

  private static func zlib(_ bodies: [[UInt8]], level: Int, rounds: Int) -> BenchRecord.Reference {
    let zlib = PlainZlib(level: level, largest: bodies.map(\.count).max() ?? 0)
    var outputBytes = 0
    let best = bestTime(rounds) { outputBytes = bodies.reduce(0) { $0 + zlib.compress($1) } }
    return reference("zlib \(level)", bodies, nanoseconds: best, outputBytes: outputBytes)
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
