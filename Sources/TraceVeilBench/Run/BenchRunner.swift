import NIOCore
import NIOPosix
import OTLP
import Workload

/// Runs one load through a gateway between two processes of our own, and measures the gateway from outside.
struct BenchRunner: Sendable {
  /// A gateway that somebody else has started, and the sink that it sends to.
  struct External: Sendable {
    var port: Int
    /// Nil for the protocol's own.
    var path: String?
    var headers: [(String, String)] = []
    var pid: Int32
    var sinkPort: Int
  }

  /// The order of things in a run, by process.
  private struct Participants {
    var target: LoadGenerator.Target
    var pid: Int32
    var sink: SinkProcess
    var gateway: GatewayProcess?
  }

  let options: BenchOptions
  let workload: Workload
  let group: MultiThreadedEventLoopGroup

  /// Measures the gateway of this executable.
  func run() async throws -> BenchRecord {
    let sink = try await SinkProcess.start(options, group: group)
    do {
      let gateway = try await GatewayProcess.start(
        sinkPort: sink.port,
        wire: options.wire,
        environment: options.environment,
        group: group
      )
      let participants = Participants(
        target: .init(port: gateway.port, wire: options.wire),
        pid: gateway.process.pid,
        sink: sink,
        gateway: gateway
      )
      let record: BenchRecord
      do {
        record = try await measure(participants)
      } catch {
        await gateway.process.terminate(grace: .seconds(1))
        throw error
      }
      await sink.stop()
      return record
    } catch {
      await sink.stop()
      throw error
    }
  }

  /// Measures another program. The caller starts and stops it and the sink.
  func run(_ external: External) async throws -> BenchRecord {
    let target = LoadGenerator.Target(
      port: external.port,
      wire: options.wire,
      path: external.path,
      headers: external.headers
    )
    let sink = SinkProcess(port: external.sinkPort, group: group)
    return try await measure(Participants(target: target, pid: external.pid, sink: sink, gateway: nil))
  }

  private func measure(_ participants: Participants) async throws -> BenchRecord {
    var references = PhysicalReference.measure(workload, level: options.compressionLevel)
    let sampler = Task { [workload, options] () -> BenchRecord.Reference? in
      // At a rate, latency is what is asked for: nothing else may take its time. In a stall the machine is idle.
      guard options.rate == nil, options.stallSeconds == 0, options.compressionLevel > 0 else { return nil }
      return await PhysicalReference.sample(workload, level: options.compressionLevel)
    }
    defer { sampler.cancel() }
    let before = ProcessMeter.cpuNanoseconds(of: participants.pid)
    async let stall: Void = stall(participants.sink)
    let result = try await LoadGenerator.run(
      workload,
      schedule: options.schedule(for: workload),
      target: participants.target,
      connections: options.connections,
      grace: .seconds(Int64(options.stallSeconds) + 30),
      on: group.next()
    )
    try await stall
    try await waitForDelivery(result, participants.sink)
    let cpu = ProcessMeter.cpuNanoseconds(of: participants.pid).flatMap { after in before.map { after - $0 } }
    sampler.cancel()
    if let underLoad = await sampler.value { references.append(underLoad) }
    let peak = ProcessMeter.peakResidentBytes(of: participants.pid)
    let stages = await participants.gateway?.stages(group: group) ?? [:]
    // A gateway that is told to end sends what it still has; only what is missing after that is lost.
    await participants.gateway?.process.terminate()
    let measured = BenchRecord.Measured(
      result: result,
      summary: try await participants.sink.finalSummary(),
      received: try await participants.sink.received(),
      cpuNanoseconds: cpu,
      peakResidentBytes: peak,
      stageNanoseconds: stages,
      references: references,
      compressor: compressor(of: participants)
    )
    return BenchRecord(options, workload: workload, measured)
  }

  /// A gateway of ours is this executable, and has its compressor.
  private func compressor(of participants: Participants) -> String? {
    guard participants.gateway != nil else { return nil }
    if options.isZstd { return ZstdCompressor.library }
    return options.compressionLevel > 0 ? GzipCompressor.library : nil
  }

  private func stall(_ sink: SinkProcess) async throws {
    guard options.stallSeconds > 0 else { return }
    try await Task.sleep(for: .seconds(1))
    try await sink.stall(seconds: options.stallSeconds)
  }

  /// Waits until every acknowledged span has arrived, or nothing has for a long time.
  private func waitForDelivery(_ result: LoadResult, _ sink: SinkProcess) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    var arrived = -1
    var lastArrival = start
    let patience: Duration = .seconds(options.stallSeconds + (options.faults.isEmpty ? 15 : 60))
    while clock.now - start < .seconds(options.drainSeconds) {
      let summary = try await sink.summary()
      if summary.tally.uniqueSpans > arrived {
        arrived = summary.tally.uniqueSpans
        lastArrival = clock.now
      }
      // More may have arrived than was acknowledged, so the count alone does not tell.
      if arrived >= result.acknowledgedSpans,
        result.missingSpans(in: try await sink.received(), spansPerRequest: workload.spansPerRequest) == 0
      {
        break
      }
      if clock.now - lastArrival > patience { break }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
