import NIOCore
import NIOPosix
import Workload

/// The sink of a run, in a process of its own.
struct SinkProcess: Sendable {
  let port: Int
  /// Nil when somebody else has started it.
  private let process: ChildProcess?
  private let http: LoopbackHTTP

  /// A sink that runs already.
  init(port: Int, group: any EventLoopGroup, process: ChildProcess? = nil) {
    self.port = port
    self.process = process
    http = LoopbackHTTP(group: group, port: port)
  }

  static func start(_ options: BenchOptions, group: any EventLoopGroup) async throws -> SinkProcess {
    var arguments = [
      Executable.path, "bench-sink", "--workload", options.kind.rawValue, "--seed", String(options.seed),
    ]
    if !options.faults.isEmpty { arguments += ["--faults", options.faults.description] }
    let output = ChildOutput()
    let process = try await ChildProcess(arguments, environment: [:], group: group, output: output)
    let line = try await output.line(on: group.next()) { $0.hasPrefix(SinkServer.startLine) }
    guard let port = Int(line.dropFirst(SinkServer.startLine.count)) else {
      throw ChildProcess.SpawnError(description: "the sink did not name its port")
    }
    return SinkProcess(port: port, group: group, process: process)
  }

  /// What has been inspected so far. The first call says that the load is over, and inspection begins.
  func summary() async throws -> SinkSummary {
    try JSONRecord.decode(SinkSummary.self, from: Array(buffer: try await http.get("/summary")))
  }

  /// The summary once all that has been accepted is inspected.
  func finalSummary() async throws -> SinkSummary {
    var summary = try await summary()
    while summary.uninspected > 0 {
      try await Task.sleep(for: .milliseconds(20))
      summary = try await self.summary()
    }
    return summary
  }

  /// The spans of all that has been accepted, once it is inspected.
  func received() async throws -> SpanLedger {
    _ = try await finalSummary()
    return SpanLedger(bitmap: try await http.get("/received").readableBytesView)
  }

  func stall(seconds: Int) async throws {
    _ = try await http.post("/stall?\(seconds)")
  }

  func stop() async {
    await process?.terminate(grace: .seconds(2))
  }
}
