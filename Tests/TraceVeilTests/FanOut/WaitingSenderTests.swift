import Logging
import NIOCore
import OTLP
import TestSupport
import Testing

@testable import TraceVeil

/// Senders that are answered after the destinations are.
@Suite("Senders that wait for several destinations", .timeLimit(.minutes(5)))
struct WaitingSenderTests {
  private static let refusing = ExportResult.failure(ExportError(.refused, httpStatus: 403))
  private static let away = ExportResult.failure(
    ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503)
  )

  private let clock = ManualClock()

  private func pipeline(_ exporters: [any SpanExporter], _ rule: DeliveryRule, limit: Int = 1 << 20)
    -> FanOutPipeline
  {
    .test(exporters, rule: rule, limit: limit, answerLimit: .seconds(8), clock: clock)
  }

  /// - Returns: How the request ended for its sender; nil where it was not accepted.
  private func send(_ spans: [SpanData], to pipeline: FanOutPipeline) async throws -> RequestEnding? {
    let (endings, told) = AsyncStream<RequestEnding>.makeStream()
    let result = try pipeline.submit(spans, receipt: RequestReceipt { told.yield($0) })
    guard result == .accepted else { return nil }
    for await ending in endings { return ending }
    return nil
  }

  @Test("Any: the answer is that of the first that takes it, while another one has none")
  func any() async throws {
    let (dead, live) = (ScriptedExporter(holds: true), ScriptedExporter { _ in .success(rejectedItems: 1) })
    let pipeline = pipeline([dead, live], .any)
    try await pipeline.whileRunning {
      for _ in 0..<20 {
        let answer = try await send(SpanData.samples(3), to: pipeline)
        #expect(answer == .taken(rejectedItems: 1))
      }
      #expect(pipeline.destinationStatistics.allSatisfy { $0.statistics.isBalanced })
      dead.release()
    }
    #expect(dead.itemCount == 60)
  }

  @Test("All: the answer comes with the last of them, and is the worst")
  func all() async throws {
    let (slow, live) = (ScriptedExporter(holds: true), ScriptedExporter { _ in .success(rejectedItems: 1) })
    let pipeline = pipeline([slow, live], .all)
    try await pipeline.whileRunning {
      let told = Latch()
      let receipt = RequestReceipt {
        #expect($0 == .taken(rejectedItems: 1))
        _ = told.open()
      }
      let result = try pipeline.submit(SpanData.samples(3), receipt: receipt)
      #expect(result == .accepted)
      await live.ended.wait(for: 1)
      await slow.begun.wait(for: 1)
      #expect(!told.isOpen)
      slow.release()
      await told.wait()
    }
  }

  @Test(
    "What each of them says for good or not, by the rule",
    arguments: [
      ([refusing, .success], RequestEnding.taken(rejectedItems: 0), RequestEnding.refused(status: 403)),
      ([refusing, refusing], .refused(status: 403), .refused(status: 403)),
      ([refusing, away], .notTaken, .notTaken), ([away, away], .notTaken, .notTaken),
      ([away, .success], .taken(rejectedItems: 0), .notTaken),
      // A limit on all attempts says nothing about the request.
      ([.failure(ExportError(.exportTimedOut)), refusing], .notTaken, .notTaken),
    ] as [([ExportResult], RequestEnding, RequestEnding)]
  )
  func answers(_ results: [ExportResult], any: RequestEnding, all: RequestEnding) async throws {
    for (rule, expected) in [(DeliveryRule.any, any), (.all, all)] {
      let pipeline = pipeline(results.map { result in ScriptedExporter { _ in result } }, rule)
      try await pipeline.whileRunning {
        let answer = try await send(SpanData.samples(4), to: pipeline)
        #expect(answer == expected, "\(rule)")
      }
    }
  }

  @Test("Each request is sent as it came, so that its answer is its own")
  func alone() async throws {
    let exporters = [ScriptedExporter(), ScriptedExporter()]
    let pipeline = pipeline(exporters, .all)
    try await pipeline.whileRunning {
      let answers = try await withThrowingTaskGroup(of: RequestEnding?.self) { group in
        for number in 0..<10 { group.addTask { try await send([.sample(number)], to: pipeline) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: .taken(rejectedItems: 0), count: 10))
    }
    #expect(exporters.map(\.requests.count) == [10, 10])
  }

  @Test("Any: a destination without room has not taken it, and the others answer")
  func withoutRoom() async throws {
    let (dead, live) = (ScriptedExporter(holds: true), ScriptedExporter())
    let limit = try ByteBuffer.traces([.sample(0)]).readableBytes * 8
    let pipeline = pipeline([dead, live], .any, limit: limit)
    try await pipeline.whileRunning {
      for _ in 0..<20 {
        clock.advance(by: .milliseconds(1))
        let answer = try await send([.sample(0)], to: pipeline)
        #expect(answer == .taken(rejectedItems: 0))
      }
      dead.release()
    }
    #expect(pipeline.destinationStatistics[0].statistics.dropped[.queueFull] ?? 0 > 0)
  }

  @Test("At the deadline of the end, whoever waits is told to send again")
  func atTheEnd() async throws {
    let dead = ScriptedExporter(holds: true)
    let pipeline = pipeline([dead, ScriptedExporter()], .all)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      async let answer = send(SpanData.samples(5), to: pipeline)
      await dead.begun.wait(for: 1)
      async let ended = pipeline.shutdown(deadline: .seconds(10))
      await clock.waitForSleeper(until: .seconds(10))
      clock.advance(by: .seconds(10))
      _ = await ended
      #expect(try await answer == .notTaken)
      try await group.waitForAll()
    }
    #expect(pipeline.destinationStatistics.allSatisfy { $0.statistics.isBalanced })
  }

  @Test("It is told once, and satisfied by what was taken alone")
  func once() {
    let told = EventCounter()
    for ending in [RequestEnding.notTaken, .refused(status: 400), .taken(rejectedItems: 3)] {
      let sender = WaitingSender(limit: .seconds(1)) { _ in told.increment() }
      #expect(!sender.isSatisfied)
      sender.tell(ending)
      sender.tell(.taken(rejectedItems: 0))
      if case .taken = ending { #expect(sender.isSatisfied) } else { #expect(!sender.isSatisfied) }
    }
    #expect(told.count == 3)
  }
}
