import OTLP
import ServiceLifecycle
import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct ShutdownTests {
  private let clock = ManualClock()

  @Test func drainsAndReports() async throws {
    let exporter = ScriptedExporter { request in
      request.itemCount == 2 ? .failure(ExportError(.refused)) : .success(rejectedItems: 1)
    }
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    try pipeline.submit(SpanData.samples(2), headers: ForwardedHeaders([("a", "1")]))
    try pipeline.submit(SpanData.samples(5))
    let report = try await shutDown(pipeline, within: .seconds(10))
    #expect(report.delivered == 4)
    #expect(report.rejected == 1)
    #expect(report.undelivered == [.exportFailed: 2])
    #expect(report.completed)
    #expect(exporter.shutdowns == 1)
    #expect(exporter.drains.count == 1 && exporter.stopped.count == 0)
    #expect(try pipeline.submit([.sample(0)]) == .shutDown)
  }

  @Test func dropsAndCountsWhatIsLeftAtTheDeadline() async throws {
    let exporter = ScriptedExporter(holds: true)
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.maximumBatchItems = 1 }
    let budget = ByteBudget(limit: 1 << 20)
    for number in 0..<10 { try pipeline.submit([.sample(number)], budget: budget) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      await exporter.begun.wait(for: 1)
      async let report = pipeline.shutdown(deadline: .seconds(10))
      await clock.waitForSleeper(until: .seconds(10))
      clock.advance(by: .seconds(10))
      #expect(await report.undelivered == [.shutDown: 10])
      #expect(await !report.completed)
      #expect(exporter.stopped.count >= 1)
      try await group.waitForAll()
    }
    #expect(pipeline.statistics.isBalanced)
    #expect(pipeline.statistics.inFlight == 0)
    #expect(budget.reserved == 0)
  }

  @Test func reportsAtTheDeadlineEvenWhenAnExportHeedsNothing() async throws {
    let exporter = StubbornExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    try pipeline.submit([.sample(0)])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      async let report = pipeline.shutdown(deadline: .seconds(10))
      await exporter.begun.wait(for: 1)
      await clock.waitForSleeper(until: .seconds(10))
      clock.advance(by: .seconds(10))
      #expect(await report.undelivered == [.shutDown: 1])
      exporter.latch.open()
      try await group.waitForAll()
    }
    // What the export says afterwards changes nothing.
    #expect(pipeline.statistics.exported == 0)
    #expect(pipeline.statistics.isBalanced)
  }

  @Test func deliversItselfWhenItIsNeverRun() async throws {
    let exporter = ScriptedExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    try pipeline.submit(SpanData.samples(3))
    let report = await pipeline.shutdown(deadline: .seconds(10))
    #expect(report.delivered == 3)
    #expect(exporter.shutdowns == 1)
    try await pipeline.run()
    #expect(exporter.shutdowns == 1)
  }

  @Test func countsEverythingWhenItIsCancelled() async throws {
    let exporter = ScriptedExporter(holds: true)
    let pipeline = ExportPipeline.test(exporter, clock: clock) { $0.maximumBatchItems = 1 }
    for number in 0..<10 { try pipeline.submit([.sample(number)]) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      await exporter.begun.wait(for: 1)
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(pipeline.statistics.dropped == [.shutDown: 10])
    #expect(pipeline.statistics.isBalanced)
  }

  @Test func drainsWhenItsServiceGroupEndsGracefully() async throws {
    let exporter = ScriptedExporter()
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    let group = ServiceGroup(services: [pipeline], logger: .silent)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      await clock.waitForSleepers(1)
      try pipeline.submit(SpanData.samples(3))
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    #expect(pipeline.statistics.exported == 3)
    #expect(exporter.shutdowns == 1)
  }

  @Test func leavesTheSecondCallTheSameReport() async throws {
    let pipeline = ExportPipeline.test(ScriptedExporter(), clock: clock)
    try pipeline.submit(SpanData.samples(3))
    let first = try await shutDown(pipeline, within: .seconds(10))
    #expect(await pipeline.shutdown(deadline: .seconds(10)) == first)
  }

  @Test func isNotCutShortByALaterCall() async throws {
    let exporter = ScriptedExporter(holds: true)
    let pipeline = ExportPipeline.test(exporter, clock: clock)
    try pipeline.submit(SpanData.samples(3))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      async let patient = pipeline.shutdown(deadline: .seconds(10))
      await exporter.begun.wait(for: 1)
      async let hasty = pipeline.shutdown(deadline: .seconds(1))
      await clock.waitForSleeper(until: .seconds(1))
      clock.advance(by: .seconds(1))
      #expect(await !hasty.completed)
      #expect(await hasty.undelivered.isEmpty)
      exporter.release()
      #expect(await patient.delivered == 3)
      #expect(await patient.completed)
      try await group.waitForAll()
    }
  }

  private func shutDown(_ pipeline: ExportPipeline, within limit: Duration) async throws -> DeliveryReport {
    try await withThrowingTaskGroup(of: DeliveryReport?.self) { group in
      group.addTask {
        try await pipeline.run()
        return nil
      }
      // Else there would be nobody to deliver.
      await clock.waitForSleepers(1)
      group.addTask { await pipeline.shutdown(deadline: limit) }
      return try await group.reduce(nil) { $0 ?? $1 } ?? DeliveryReport()
    }
  }
}

/// Does not come back before it is let go, whatever happens to its task.
private final class StubbornExporter: SpanExporter {
  let begun = EventCounter()
  let latch = Latch()

  var name: String { "stubborn" }

  func export(_ request: ExportRequest) async -> ExportResult {
    begun.increment()
    await withCheckedContinuation { continuation in
      Task.detached {
        await self.latch.wait()
        continuation.resume()
      }
    }
    return .success
  }

  func shutdown(timeout: Duration) async -> FlushResult { .success }
}
