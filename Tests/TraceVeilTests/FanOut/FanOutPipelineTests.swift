import Logging
import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct FanOutPipelineTests {
  private let clock = ManualClock()

  @Test("Each destination has a copy of the same bytes")
  func copies() async throws {
    let exporters = [ScriptedExporter(), ScriptedExporter()]
    let pipeline = FanOutPipeline.test(exporters, clock: clock)
    try await pipeline.whileRunning { try pipeline.submit(SpanData.samples(3)) }
    for exporter in exporters {
      #expect(try exporter.requests.flatMap { try $0.spanNames() } == ["span 0", "span 1", "span 2"])
    }
    #expect(exporters[0].requests.first?.body == exporters[1].requests.first?.body)
    for (_, statistics) in pipeline.destinationStatistics {
      #expect((statistics.received, statistics.exported) == (3, 3))
      #expect(statistics.isBalanced)
    }
    #expect(pipeline.statistics.exported == 3 && pipeline.statistics.isBalanced)
  }

  @Test("What a destination does not answer holds up no other")
  func isolation() async throws {
    let (dead, live) = (ScriptedExporter(holds: true), ScriptedExporter())
    let pipeline = FanOutPipeline.test([dead, live], clock: clock)
    try await pipeline.whileRunning {
      for number in 0..<20 {
        try pipeline.submit([.sample(number)])
        pipeline.hurry()
        await live.ended.wait(for: number + 1)
      }
      let statistics = pipeline.destinationStatistics.map(\.statistics)
      #expect(statistics.allSatisfy { $0.isBalanced })
      #expect((statistics[0].exported, statistics[1].exported) == (0, 20))
      #expect(statistics[0].queued + statistics[0].inFlight == 20)
      dead.release()
    }
    #expect(dead.itemCount == 20)
  }

  @Test("Any: a destination without room for a copy loses it, and the others have theirs")
  func anyWithoutRoom() async throws {
    let (dead, live) = (ScriptedExporter(holds: true), ScriptedExporter())
    let limit = try ByteBuffer.traces([.sample(0)]).readableBytes * 8
    let pipeline = FanOutPipeline.test([dead, live], rule: .any, limit: limit, clock: clock)
    try await pipeline.whileRunning {
      for number in 0..<20 {
        clock.advance(by: .milliseconds(1))
        try pipeline.submit([.sample(0)])
        pipeline.hurry()
        await live.ended.wait(for: number + 1)
      }
      dead.release()
    }
    let statistics = pipeline.destinationStatistics.map(\.statistics)
    #expect((statistics[0].received, statistics[1].exported) == (20, 20))
    let lost = statistics[0].dropped[.queueFull] ?? 0
    #expect(lost > 0 && statistics[0].exported == 20 - lost && dead.itemCount == 20 - lost)
    #expect(statistics.allSatisfy { $0.isBalanced })
  }

  @Test("Any: what no destination has room for is kept for all: its sender was told that it was taken")
  func anyWithoutRoomAnywhere() async throws {
    let exporters = [ScriptedExporter(), ScriptedExporter()]
    let pipeline = FanOutPipeline.test(exporters, rule: .any, limit: 1, clock: clock)
    try await pipeline.whileRunning { try pipeline.submit(SpanData.samples(2)) }
    #expect(exporters.map(\.itemCount) == [2, 2])
  }

  @Test("Any: a destination that is away and has borrowed all room costs one that is not behind nothing")
  func anyWithoutRoomForTheLive() async throws {
    let (dead, live) = (ScriptedExporter(holds: true), ScriptedExporter())
    // Each copy alone is larger than what the live one is sure of.
    let limit = try ByteBuffer.traces(SpanData.samples(8)).readableBytes * 2
    let pipeline = FanOutPipeline.test([dead, live], rule: .any, limit: limit, clock: clock)
    try await pipeline.whileRunning {
      for number in 0..<20 {
        clock.advance(by: .milliseconds(1))
        try pipeline.submit(SpanData.samples(8))
        pipeline.hurry()
        await live.ended.wait(for: number + 1)
      }
      dead.release()
    }
    let statistics = pipeline.destinationStatistics.map(\.statistics)
    #expect(statistics[1].exported == 160 && statistics[1].dropped[.queueFull] ?? 0 == 0)
    #expect(statistics[0].dropped[.queueFull] ?? 0 > 0 && statistics.allSatisfy { $0.isBalanced })
  }

  @Test("All: a copy without room is kept, and holds on to what its request holds")
  func allWithoutRoom() async throws {
    let (dead, live) = (ScriptedExporter(holds: true), ScriptedExporter())
    let pipeline = FanOutPipeline.test([dead, live], rule: .all, limit: 1, clock: clock)
    let intake = ByteBudget(limit: 1 << 20)
    try await pipeline.whileRunning {
      try pipeline.submit(SpanData.samples(2), budget: intake)
      pipeline.hurry()
      await live.ended.wait(for: 1)
      #expect(intake.reserved > 0)
      dead.release()
    }
    #expect(intake.reserved == 0)
    #expect(pipeline.destinationStatistics.allSatisfy { $0.statistics.exported == 2 })
  }

  @Test("What counts as delivered is decided by the rule", arguments: DeliveryRule.allCases)
  func rule(_ rule: DeliveryRule) async throws {
    let refusing = ScriptedExporter { _ in .failure(ExportError(.refused, httpStatus: 403)) }
    let pipeline = FanOutPipeline.test([refusing, ScriptedExporter()], rule: rule, clock: clock)
    let report = try await pipeline.whileRunning { try pipeline.submit(SpanData.samples(4)) }
    #expect(report.delivered == (rule == .any ? 4 : 0))
    #expect(report.undeliveredItems == (rule == .any ? 0 : 4))
    #expect(report.destinations["0"]?.undelivered == [.exportFailed: 4])
    #expect(report.destinations["1"]?.undeliveredItems == 0)
    #expect(pipeline.destinationStatistics[0].statistics.refusedByStatus == [403: 4])
  }

  @Test("At the deadline, each destination counts what it has not taken")
  func deadline() async throws {
    let (dead, live) = (ScriptedExporter(holds: true), ScriptedExporter())
    let pipeline = FanOutPipeline.test([dead, live], clock: clock)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      try pipeline.submit(SpanData.samples(5))
      async let ended = pipeline.shutdown(deadline: .seconds(10))
      await dead.begun.wait(for: 1)
      await clock.waitForSleeper(until: .seconds(10))
      clock.advance(by: .seconds(10))
      let report = await ended
      #expect(report.destinations["0"]?.undelivered == [.shutDown: 5])
      #expect(report.destinations["1"]?.delivered == 5)
      #expect(report.undeliveredItems == 0)
      try await group.waitForAll()
    }
    #expect(pipeline.destinationStatistics.allSatisfy { $0.statistics.isBalanced })
    #expect(dead.stopped.count >= 1 && dead.shutdowns == 1 && live.shutdowns == 1)
  }

  @Test("A destination that wants nothing compressed gets it so")
  func compression() async throws {
    let (plain, packed) = (ScriptedExporter(), ScriptedExporter(compression: .gzip(level: 1)))
    let pipeline = FanOutPipeline.test([plain, packed], clock: clock)
    try await pipeline.whileRunning { try pipeline.submit(SpanData.samples(3)) }
    #expect(plain.requests.map(\.contentEncoding) == [.identity])
    #expect(packed.requests.map(\.contentEncoding) == [.gzip])
    #expect(try plain.requests.first?.inflated() == packed.requests.first?.inflated())
  }

  @Test("A destination has the level that it wants, and shares the bytes of one that wants the same")
  func levels() async throws {
    let exporters = [1, 9, 1].map { ScriptedExporter(compression: .gzip(level: $0)) }
    let pipeline = FanOutPipeline.test(exporters, clock: clock)
    try await pipeline.whileRunning { try pipeline.submit(SpanData.samples(100)) }
    let bodies = exporters.map { $0.requests.map(\.body) }
    #expect(bodies[0] == bodies[2] && bodies[0] != bodies[1] && bodies[1].count == 1)
    let texts = try exporters.map { try $0.requests.map { try $0.inflated() } }
    #expect(texts[0] == texts[1])
  }
}

extension FanOutPipeline {
  /// Destinations are called by their numbers.
  static func test(
    _ exporters: [any SpanExporter],
    rule: DeliveryRule = .any,
    limit: Int = 1 << 20,
    answerLimit: Duration? = nil,
    clock: any PipelineClock
  ) -> FanOutPipeline {
    var configuration = ExportPipeline.Configuration()
    configuration.workers = 2
    configuration.answerLimit = answerLimit
    let destinations = exporters.enumerated().map { Destination(name: "\($0)", exporter: $1) }
    return FanOutPipeline(
      signal: .traces,
      configuration: configuration,
      transforms: [],
      destinations: destinations,
      rule: rule,
      budget: ByteBudget(limit: limit, parties: destinations.map { .destination($0.name, .traces) }),
      clock: clock,
      logger: .silent
    )
  }

  @discardableResult
  func submit(
    _ spans: [SpanData],
    headers: ForwardedHeaders = ForwardedHeaders(),
    budget: ByteBudget = ByteBudget(limit: .max),
    receipt: RequestReceipt? = nil
  ) throws -> SubmitResult {
    var request = try IncomingRequest.traces(spans, headers: headers)
    request.receipt = receipt
    guard let reservation = budget.reserve(request.body.readableBytes) else { return .shutDown }
    return submit(request, reservation: reservation)
  }

  /// Runs for as long as `body` does, and is shut down afterwards.
  @discardableResult
  func whileRunning(_ body: () async throws -> Void) async throws -> DeliveryReport {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.run() }
      try await body()
      let report = await shutdown(deadline: .seconds(30))
      try await group.waitForAll()
      return report
    }
  }
}
