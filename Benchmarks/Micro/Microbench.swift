import Workload

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs the stages of a worker on a workload, alone in the process, for callgrind, perf or the clock.
///
/// With a stage or a feature and a count it does just that, for a profiler to look at. Without, it prints the CPU time of
/// each stage.
@main
struct Microbench {
  static let usage = """
    usage: traceveil-microbench llm|web [decode|redact|encode|gzip COUNT]
           traceveil-microbench llm|web plain|rules|rewrite|summary|filter|mlflow COUNT
           traceveil-microbench chat [redact|patterns COUNT]
    """
  /// Different requests, enough that what a worker keeps is not made for one of them.
  static let requestCount = 4
  static let seed: UInt64 = 7

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "chat" { return try chat(Array(arguments.dropFirst())) }
    guard let kind = arguments.first.flatMap({ Workload.Kind(rawValue: $0) }) else { return fail() }
    let workload = Workload(kind, seed: seed, requestCount: requestCount)
    let bodies = workload.requests.indices.map {
      workload.requests[$0].stamped(request: UInt64($0), identity: workload.identity)
    }
    let rest = Array(arguments.dropFirst())
    if rest.isEmpty {
      try printTimes(bodies)
    } else if rest.count == 2, let stage = Stage(rawValue: rest[0]), let count = Int(rest[1]), count >= 0 {
      var task = try WorkerTask(compressionLevel: 1)
      for index in 0..<count { _ = try task.run(bodies[index % bodies.count], through: stage) }
    } else if rest.count == 2, let feature = Feature(rawValue: rest[0]), let count = Int(rest[1]), count >= 0
    {
      var task = try FeatureTask(feature)
      for index in 0..<count { try task.run(bodies[index % bodies.count]) }
    } else {
      fail()
    }
  }

  private static func chat(_ arguments: [String]) throws {
    var bench = try ChatBench(seed: seed, hasPatterns: arguments.first != "redact")
    if arguments.isEmpty {
      try bench.printTimes(clock: threadTime)
    } else if arguments.count == 2, let count = Int(arguments[1]), count >= 0 {
      switch arguments[0] {
      case "redact": for _ in 0..<count { try bench.redact() }
      case "patterns": for _ in 0..<count { try bench.redactWithPatterns() }
      default: fail()
      }
    } else {
      fail()
    }
  }

  /// The best of some rounds for each stage: what a round takes more is the neighbours' doing.
  private static func printTimes(_ bodies: [[UInt8]]) throws {
    let bytes = bodies.reduce(0) { $0 + $1.count }
    var before = 0.0
    for stage in Stage.allCases {
      var task = try WorkerTask(compressionLevel: 1)
      var best = Double.infinity
      for _ in 0..<20 {
        let start = threadTime()
        for body in bodies { _ = try task.run(body, through: stage) }
        best = min(best, (threadTime() - start) / Double(bytes))
      }
      let digits = { (value: Double) in (value * 1000).rounded() / 1000 }
      print("\(stage.rawValue)\t\(digits(best - before)) ns/byte\t(\(digits(best)) up to here)")
      before = best
    }
  }

  private static func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private static func fail() {
    print(usage)
    exit(64)
  }
}
