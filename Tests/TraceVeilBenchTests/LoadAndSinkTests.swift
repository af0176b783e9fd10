import HTTPServer
import NIOCore
import NIOPosix
import Testing
import Workload

@testable import TraceVeilBench

/// The load generator straight into the sink, in one process: what the one says it sent, the other must have.
@Suite struct LoadAndSinkTests {
  private let group = MultiThreadedEventLoopGroup.singleton

  private func load(
    _ workload: Workload,
    _ sink: Sink,
    requests: UInt64,
    mode: LoadSchedule.Mode = .closedLoop
  ) async throws -> LoadResult {
    let server = try await SinkServer.start(sink, port: 0, group: group)
    let schedule = LoadSchedule(mode, duration: 60_000_000_000, maximumRequests: requests)
    let result = try await LoadGenerator.run(
      workload,
      schedule: schedule,
      target: .init(port: server.address?.port ?? 0),
      connections: 3,
      on: group.any()
    )
    await server.close()
    return result
  }

  @Test(arguments: Workload.Kind.allCases)
  func everyAcknowledgedSpanIsThereOnce(_ kind: Workload.Kind) async throws {
    let workload = Workload(kind, seed: 3, requestCount: 2)
    let sink = Sink(workload, plan: FaultPlan())
    let result = try await load(workload, sink, requests: 7)
    #expect(result.acknowledged.uniqueCount == 7)
    #expect(result.acknowledgedSpans == 7 * workload.spansPerRequest)
    #expect(result.latency.count == 7)
    #expect(result.abandoned == 0)
    // The answer comes before the check: what is checked may lag behind, but by nothing that a bound would
    // hold.
    let tally = try await sink.tally(ofRequests: 7)
    #expect(tally.uniqueSpans == 7 * workload.spansPerRequest)
    #expect(tally.duplicateSpans == 0)
    #expect(tally.inflatedBytes == result.acknowledgedBytes)
    #expect(tally.leakedValues > 0)
  }

  /// What is accepted is inspected after the load, and whoever asks for the spans need not know.
  @Test func whatWasReceivedIsThereForTheFirstWhoAsks() async throws {
    let workload = Workload(.llm, seed: 3, requestCount: 1)
    let server = try await SinkServer.start(Sink(workload, plan: FaultPlan()), port: 0, group: group)
    let port = server.address?.port ?? 0
    let result = try await LoadGenerator.run(
      workload,
      schedule: LoadSchedule(.closedLoop, duration: 60_000_000_000, maximumRequests: 4),
      target: .init(port: port),
      connections: 1,
      on: group.any()
    )
    let received = try await SinkProcess(port: port, group: group).received()
    await server.close()
    #expect(result.acknowledged.uniqueCount == 4)
    #expect(result.missingSpans(in: received, spansPerRequest: workload.spansPerRequest) == 0)
  }

  @Test func faultsCostDuplicatesAndNeverSpans() async throws {
    let workload = Workload(.llm, seed: 3, requestCount: 1)
    let plan = try FaultPlan("reset-before=20,reset-after=20,lost-ack=20,delay=20:1ms")
    let sink = Sink(workload, plan: plan)
    let result = try await load(workload, sink, requests: 30)
    #expect(result.acknowledged.uniqueCount == 30)
    #expect(result.connectionErrors > 0)
    let faults = sink.summary.faults
    let tally = try await sink.tally(ofRequests: 30 + (faults["lost-ack"] ?? 0))
    #expect(tally.uniqueSpans == 30 * 64)
    #expect(tally.duplicateSpans == (faults["lost-ack"] ?? 0) * 64)
    #expect(Set(faults.keys) == ["reset-before", "reset-after", "lost-ack", "delay"])
  }

  @Test func refusalsAreHonouredAndCounted() async throws {
    let workload = Workload(.llm, seed: 5, requestCount: 1)
    let sink = Sink(workload, plan: try FaultPlan("unavailable=50"), retryAfterSeconds: 0)
    let result = try await load(workload, sink, requests: 20)
    #expect(result.acknowledged.uniqueCount == 20)
    #expect(result.refusals > 0)
    #expect(result.refusals == sink.summary.faults["unavailable"])
  }

  @Test func aRateSendsWhatItsTimetableSays() async throws {
    let workload = Workload(.llm, seed: 5, requestCount: 1)
    let result = try await load(workload, Sink(workload, plan: FaultPlan()), requests: 5, mode: .rate(500))
    #expect(result.acknowledged.uniqueCount == 5)
    #expect(result.unsent == 0)
  }

  @Test func gzipBodiesAreInflatedAndBrokenOnesAreMalformed() throws {
    let compressed: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C, 0x4A, 6, 0, 0xC2, 0x41, 0x24, 0x35, 3, 0, 0, 0,
    ]
    let inflater = GzipInflater()
    var output = ByteBuffer()
    let input = ByteBuffer(bytes: compressed)
    try inflater.inflate(input, into: &output)
    #expect(String(buffer: output) == "abc")
    for broken in [Array(compressed.dropLast()), compressed + [0], Array("not gzip at all".utf8), []] {
      let input = ByteBuffer(bytes: broken)
      #expect(throws: GzipInflater.Corrupt.self) { try inflater.inflate(input, into: &output) }
    }
    try inflater.inflate(input, into: &output)
    #expect(String(buffer: output) == "abc")
  }
}

extension Sink {
  /// The tally once so many requests have been checked.
  fileprivate func tally(ofRequests count: Int) async throws -> DeliveryTally {
    while summary.tally.requests < count {
      try Task.checkCancellation()
      await Task.yield()
    }
    return summary.tally
  }
}
