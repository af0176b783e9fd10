import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// A pipeline and its exporter against a destination that throttles, resets and stalls.
@Suite(.timeLimit(.minutes(5))) struct TroubledDestinationTests {
  @Test func everySpanArrives() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    let server = try await ScriptedServer.start(Self.script(seed: seed))
    var configuration = OTLPExporterConfiguration(endpoint: server.url())
    configuration.timeout = .milliseconds(200)
    configuration.retry.initialBackoff = .milliseconds(1)
    configuration.retry.maximumBackoff = .milliseconds(20)
    let exporter = try OTLPHTTPExporter(configuration: configuration, logger: .silent)
    let pipeline = ExportPipeline.test(exporter, clock: SystemClock()) {
      $0.maximumBatchItems = 20
      $0.scheduleDelay = .milliseconds(5)
    }
    let budget = ByteBudget(limit: 1 << 30)
    try await pipeline.whileRunning {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for producer in 0..<4 {
          group.addTask {
            for number in 0..<100 {
              let spans = SpanData.samples(3, from: (producer * 100 + number) * 3)
              let result = try pipeline.submit(spans, budget: budget)
              #expect(result == .accepted)
              #expect(pipeline.statistics.isBalanced, "seed \(seed)")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(await pipeline.forceFlush(timeout: .seconds(60)) == .success, "seed \(seed)")
    }
    let statistics = pipeline.statistics
    #expect(statistics.exported == 1200 && statistics.totalDropped == 0, "seed \(seed)")
    #expect(statistics.exporter.retries > 0)
    #expect(budget.reserved == 0)
    let names = try server.requests.flatMap { request in
      try ExportRequest.unsealed(body: .init(bytes: request.body)).spanNames()
    }
    #expect(Set(names).count == 1200, "seed \(seed)")
    await server.stop()
  }

  /// Thirty troubles, in between some that are well.
  private static func script(seed: UInt64) -> [ScriptedAnswer] {
    var random = SeededGenerator(seed: seed)
    return (0..<30).map { _ in
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .status(503, retryAfter: "0")
      case 1: .status(429)
      case 2: .resetAfterReading
      case 3: .stall
      case 4: .status(504)
      default: .ok
      }
    }
  }
}
