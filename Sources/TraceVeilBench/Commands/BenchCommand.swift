package import ArgumentParser
import HTTPServer
import NIOCore
import NIOPosix
import UnixSignals
import Workload

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Drives the whole pipeline over loopback and says what it costs.
package struct BenchCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Drives the whole pipeline over loopback and says what it costs.",
    discussion: """
      A gateway and a destination are started as processes of their own on free ports. The gateway takes \
      its settings from the environment, so set TRACEVEIL_* as you will run it. Ends with 1 when a span was \
      lost, a planted value survived or JSON was broken.
      """
  )

  package init() {}

  @Option(
    help: """
      llm: 64 spans of about 4 KB a request; web: 512 spans of about 530 bytes; conversation: 64 spans that \
      send with each turn what was said before.
      """,
    transform: Workload.Kind.argument
  )
  var workload: Workload.Kind = .llm

  @Option(help: "How long to send, in seconds.")
  var seconds = 10.0

  @Option(help: "Connections, each with one request at a time.")
  var connections = 8

  @Option(
    help: ArgumentHelp(
      "What requests are sent in. Bytes are those of protobuf in any case.",
      valueName: LoadProtocol.allCases.map(\.rawValue).joined(separator: "|")
    ),
    transform: LoadProtocol.argument
  )
  var `protocol`: LoadProtocol = .httpProtobuf

  @Option(
    help:
      "Spans a second, latency measured from when each request was due. Without it the load is a closed loop."
  )
  var rate: Double?

  @Option(help: "Seed of the workload and of the faults.")
  var seed: UInt64 = 7

  @Option(
    help: ArgumentHelp(
      "What the destination does wrong, in percent of the requests: unavailable, reset-before, "
        + "reset-after, lost-ack, delay.",
      valueName: "KIND=PERCENT,..."
    ),
    transform: { try FaultPlan($0) }
  )
  var faults = FaultPlan()

  @Option(help: "Seconds that the destination stalls, from one second after the start.")
  var stall = 0

  @Flag(help: "Measure at shares of the highest load, with latency at each.")
  var sweep = false

  @Option(help: ArgumentHelp("Write a sweep's plot of throughput and latency to a file.", valueName: "file"))
  var svg: String?

  @Option(
    help: ArgumentHelp(
      "When senders are answered, whatever the environment says. disk is measured beside memory, with what a sync costs, in a "
        + "new folder in TRACEVEIL_QUEUE_DIRECTORY or TMPDIR.",
      valueName: "memory|disk"
    )
  )
  var ack: AckComparison.Acknowledgement?

  @Flag(help: "Measure the span processor inside this process, as an application uses it.")
  var inProcess = false

  @Flag(help: "One JSON record a line instead of a table.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write the requests and what is planted in them to a directory, and end.",
      valueName: "dir"
    )
  )
  var dumpWorkload: String?

  @OptionGroup(visibility: .hidden) var external: ExternalGateway

  package func validate() throws {
    guard seconds > 0, seconds <= 86_400 else {
      throw ValidationError("--seconds must be from above 0 to 86400")
    }
    guard (1...1024).contains(connections) else {
      throw ValidationError("--connections must be from 1 to 1024")
    }
    guard rate.map({ $0 > 0 }) ?? true else { throw ValidationError("--rate must be above 0") }
    guard (0...600).contains(stall) else { throw ValidationError("--stall must be from 0 to 600") }
    guard ack == nil || !sweep && !inProcess && external.value == nil else {
      throw ValidationError("--ack is for a gateway that is measured once, without --sweep or --in-process")
    }
    guard self.protocol == .httpProtobuf || !inProcess else {
      throw ValidationError("--protocol is for a gateway, without --in-process")
    }
    guard svg == nil || sweep else { throw ValidationError("--svg needs --sweep") }
  }

  package func run() async throws {
    if let dumpWorkload { return try WorkloadDump(Workload(workload, seed: seed)).write(to: dumpWorkload) }
    #if DEBUG
      ConsoleLine.printError("bench: this is a debug build, and no figure of it means anything")
    #endif
    let faults = try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await Self.endOnSignal() }
      defer { tasks.cancelAll() }
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      // Otherwise the time that the measuring thread waits for a CPU would count in the latencies of any gateway.
      EventLoopSlices.shorten(of: group)
      let workload = Workload(workload, seed: seed)
      let faults =
        inProcess
        ? try await measureInProcess(InProcessBench(options: options, workload: workload, group: group))
        : try await measure(BenchRunner(options: options, workload: workload, group: group))
      try await group.shutdownGracefully()
      return faults
    }
    for fault in faults { ConsoleLine.printError("bench: " + fault) }
    if !faults.isEmpty { throw ExitCode(1) }
  }

  private var options: BenchOptions {
    var options = BenchOptions()
    options.kind = workload
    options.seed = seed
    options.seconds = seconds
    options.connections = connections
    options.rate = rate
    options.wire = self.protocol
    options.faults = faults
    options.stallSeconds = stall
    options.environment = ProcessInfo.processInfo.environment
    options.compressionLevel = BenchOptions.compressionLevel(options.environment)
    options.isZstd = BenchOptions.isZstd(options.environment)
    return options
  }

  /// Prints what was measured, and answers what was wrong with it.
  private func measureInProcess(_ bench: InProcessBench) async throws -> [String] {
    let record = try await bench.run()
    ConsoleLine.print(json ? String(decoding: JSONRecord.encode(record), as: UTF8.self) : record.table)
    return record.faultsFound
  }

  private func measure(_ runner: BenchRunner) async throws -> [String] {
    if let ack { return try await measure(runner, ack) }
    guard sweep else {
      let record =
        if let external = external.value { try await runner.run(external) } else { try await runner.run() }
      show(record)
      return record.faultsFound
    }
    let records = try await LoadSweep.run(runner) { ConsoleLine.printError($0) }
    for record in records { show(record) }
    if let svg {
      let plot = SweepPlot(title: "\(workload.rawValue): \(records[0].machine.processor)", records: records)
      try SmallFile.write(Array(plot.svg.utf8), to: svg)
    }
    return records.flatMap(\.faultsFound)
  }

  private func measure(
    _ runner: BenchRunner,
    _ acknowledgement: AckComparison.Acknowledgement
  ) async throws -> [String] {
    let variables = runner.options.environment
    guard acknowledgement == .disk else {
      var options = runner.options
      options.environment = AckComparison.environment(.memory, queue: "", base: variables)
      let record = try await BenchRunner(options: options, workload: runner.workload, group: runner.group)
        .run()
      show(record)
      return record.faultsFound
    }
    let parent = variables["TRACEVEIL_QUEUE_DIRECTORY"] ?? variables["TMPDIR"] ?? "/tmp"
    let folder = "\(parent)/traceveil-bench-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var faults: [String] = []
    let comparison = try await AckComparison.run(runner, in: folder) { acknowledgement, record in
      var record = record
      record.acknowledgement = acknowledgement.rawValue
      show(record)
      faults += record.faultsFound.map { "\(acknowledgement.rawValue): \($0)" }
    }
    ConsoleLine.print(json ? String(decoding: JSONRecord.encode(comparison), as: UTF8.self) : comparison.text)
    return faults
  }

  private func show(_ record: BenchRecord) {
    ConsoleLine.print(
      json
        ? String(decoding: JSONRecord.encode(record), as: UTF8.self) : BenchTable(record: record).text + "\n"
    )
  }

  /// The children must not outlive a run that is broken off.
  private static func endOnSignal() async {
    for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
      ChildProcess.killAll()
      Self.exit(withError: ExitCode(130))
    }
  }
}
