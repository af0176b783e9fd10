import OTLP
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct BatchSpanProcessorTests {
  private let clock = ManualClock()

  @Test func hasTheDefaultsOfTheSpecification() {
    let configuration = BatchSpanProcessor.Configuration()
    #expect(configuration.maximumQueueSize == 2048)
    #expect(configuration.maximumExportBatchSize == 512)
    #expect(configuration.scheduleDelay == .seconds(5))
    #expect(configuration.exportTimeout == .seconds(30))
  }

  @Test func makesABatchNoLargerThanTheQueue() {
    var configuration = BatchSpanProcessor.Configuration()
    configuration.maximumQueueSize = 10
    #expect(configuration.settings.batch.items == 10)
    configuration.maximumExportBatchSize = -3
    #expect(configuration.settings.batch.items == 1)
  }

  @Test func exportsAFullBatchWithoutWaiting() async throws {
    let exporter = ScriptedExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock) { $0.maximumExportBatchSize = 4 }
    try await processor.whileRunning {
      processor.end(9)
      await exporter.ended.wait(for: 2)
      #expect(exporter.requests.map(\.itemCount) == [4, 4])
      #expect(clock.now == .zero)
    }
    #expect(exporter.requests.map(\.itemCount) == [4, 4, 1])
  }

  @Test func exportsAPartialBatchAfterTheScheduleDelay() async throws {
    let exporter = ScriptedExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock)
    try await processor.whileRunning {
      processor.end(3)
      for round in 1...3 {
        await clock.waitForSleeper(until: .seconds(5 * round))
        #expect(exporter.requests.count == round - 1)
        clock.advance(by: .seconds(5))
        await exporter.ended.wait(for: round)
        processor.end(1, from: round)
      }
    }
  }

  @Test func ignoresSpansThatWereNotSampled() async throws {
    let exporter = ScriptedExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock)
    try await processor.whileRunning {
      var span = SpanData.sample(0)
      span.flags = 0x300
      processor.onEnd(span)
      span.flags = 0x301
      processor.onEnd(span)
      #expect(await processor.forceFlush(timeout: .seconds(1)) == .success)
    }
    #expect(exporter.itemCount == 1)
    #expect(processor.statistics.received == 1)
  }

  @Test func dropsTheNewestWhenFull() async throws {
    let exporter = InMemoryExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock) { $0.maximumQueueSize = 5 }
    processor.end(8)
    #expect(processor.statistics.dropped == [.queueFull: 3])
    #expect(processor.statistics.received == 8)
    try await processor.whileRunning {
      #expect(await processor.forceFlush(timeout: .seconds(1)) == .success)
    }
    #expect(try exporter.requests.flatMap { try $0.spanNames() } == (0..<5).map { "span \($0)" })
  }

  @Test func countsWhatEndsAfterTheShutdown() async throws {
    let exporter = ScriptedExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock)
    try await processor.whileRunning {}
    processor.end(2)
    #expect(processor.statistics.dropped == [.alreadyShutDown: 2])
    #expect(await processor.forceFlush(timeout: .seconds(1)) == .success)
    #expect(exporter.requests.isEmpty)
  }

  @Test func flushesTheExporterToo() async throws {
    let exporter = ScriptedExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock)
    try await processor.whileRunning {
      processor.end(3)
      #expect(await processor.forceFlush(timeout: .seconds(1)) == .success)
      #expect(exporter.itemCount == 3)
      #expect(exporter.flushes == 1)
    }
  }

  @Test func exportsEachSpanOnceWhateverIsFlushedMeanwhile() async throws {
    let exporter = InMemoryExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock) {
      $0.maximumExportBatchSize = 7
      $0.maximumQueueSize = 10_000
      $0.workers = 3
    }
    try await processor.whileRunning {
      await withTaskGroup(of: Void.self) { group in
        for producer in 0..<4 {
          group.addTask {
            for number in 0..<250 {
              processor.onEnd(.sample(producer * 250 + number))
              if number.isMultiple(of: 50) { _ = await processor.forceFlush(timeout: .seconds(1)) }
            }
          }
        }
      }
      #expect(await processor.forceFlush(timeout: .seconds(1)) == .success)
    }
    let names = try exporter.requests.flatMap { try $0.spanNames() }
    #expect(names.count == 1000)
    #expect(Set(names).count == 1000)
  }

  @Test func endsAFlushAtItsTimeLimit() async throws {
    let exporter = ScriptedExporter(holds: true)
    let processor = BatchSpanProcessor.test(exporter, clock: clock)
    try await processor.whileRunning {
      processor.end(1)
      async let result = processor.forceFlush(timeout: .seconds(3))
      await clock.waitForSleeper(until: .seconds(3))
      clock.advance(by: .seconds(3))
      #expect(await result == .timeout)
      exporter.release()
    }
    #expect(processor.statistics.exported == 1)
  }

  @Test func saysThatAFlushFailed() async throws {
    let exporter = ScriptedExporter { _ in .failure(ExportError(.refused)) }
    let processor = BatchSpanProcessor.test(exporter, clock: clock)
    try await processor.whileRunning {
      processor.end(1)
      #expect(await processor.forceFlush(timeout: .seconds(3)) == .failure)
    }
  }

  @Test func dropsABatchAtTheExportTimeout() async throws {
    let exporter = ScriptedExporter(holds: true)
    let processor = BatchSpanProcessor.test(exporter, clock: clock) { $0.maximumExportBatchSize = 2 }
    try await processor.whileRunning {
      processor.end(2)
      await clock.waitForSleeper(until: .seconds(30))
      clock.advance(by: .seconds(30))
      await exporter.ended.wait(for: 1)
      exporter.release()
      processor.end(2)
      #expect(await processor.forceFlush(timeout: .seconds(3)) == .success)
    }
    #expect(processor.statistics.dropped == [.exportTimedOut: 2])
    #expect(processor.statistics.exported == 2)
  }

  @Test func saysHowAShutdownEnded() async throws {
    for (result, expected) in [
      (ExportResult.success, FlushResult.success), (.failure(ExportError(.refused)), .failure),
    ] {
      let processor = BatchSpanProcessor.test(ScriptedExporter { _ in result }, clock: clock)
      try await withThrowingTaskGroup(of: Void.self) { group in
        let alarms = clock.alarms.count
        group.addTask { try await processor.run() }
        await clock.waitForSleepers(alarms + 1)
        processor.end(3)
        #expect(await processor.shutdown(timeout: .seconds(3)) == expected)
        try await group.waitForAll()
      }
    }
  }

  @Test func endsAShutdownAtItsTimeLimit() async throws {
    let exporter = ScriptedExporter(holds: true)
    let processor = BatchSpanProcessor.test(exporter, clock: clock)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await processor.run() }
      await clock.waitForSleepers(1)
      processor.end(3)
      async let result = processor.shutdown(timeout: .seconds(3))
      await exporter.begun.wait(for: 1)
      await clock.waitForSleeper(until: .seconds(3))
      clock.advance(by: .seconds(3))
      #expect(await result == .timeout)
      try await group.waitForAll()
    }
    #expect(processor.statistics.dropped == [.shutDown: 3])
    #expect(processor.statistics.isBalanced)
  }

  @Test func splitsABatchOfLargeSpans() async throws {
    let exporter = InMemoryExporter()
    let processor = BatchSpanProcessor.test(exporter, clock: clock) { $0.treeBytes = 12_000 }
    let text = String(repeating: "x", count: 4000)
    try await processor.whileRunning {
      for number in 0..<5 { processor.onEnd(.sample(number, attributes: ["text": .string(text)])) }
      #expect(await processor.forceFlush(timeout: .seconds(1)) == .success)
    }
    #expect(exporter.requests.map(\.itemCount) == [2, 1, 2])
  }
}
