import OTLP
import Synchronization
import TestSupport
import Testing
import TraceVeilTestSupport

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct WorkMemoryTests {
  @Test func waitsForRoomAndGivesBack() async {
    let memory = WorkMemory(limit: 10)
    guard let first = await memory.take(8) else {
      Issue.record("there is room")
      return
    }
    #expect(first.bytes == 8 && memory.used == 8)
    let second = Task { await memory.take(3)?.bytes }
    while memory.waiting == 0 { await Task.yield() }
    #expect(memory.used == 8)
    _ = consume first
    #expect(await second.value == 3)
    #expect(memory.used == 0 && memory.waiting == 0)
  }

  @Test func aCancelledWaitLeavesNothingBehind() async {
    let memory = WorkMemory(limit: 10)
    guard let first = await memory.take(8) else {
      Issue.record("there is room")
      return
    }
    let large = Task { await memory.take(9)?.bytes }
    while memory.waiting < 1 { await Task.yield() }
    let small = Task { await memory.take(2)?.bytes }
    while memory.waiting < 2 { await Task.yield() }
    large.cancel()
    #expect(await large.value == nil)
    #expect(await small.value == 2, "who stood behind it has room")
    let early = Task {
      while !Task.isCancelled { await Task.yield() }
      return await memory.take(1)?.bytes
    }
    early.cancel()
    #expect(await early.value == nil)
    _ = consume first
    #expect(memory.used == 0 && memory.waiting == 0)
  }

  /// The first batch is worked on until another one waits for memory, or does not.
  @Test func workersOfAllPipelinesShareIt() async throws {
    struct Seen {
      var running = 0
      var most = 0
      var batches = 0
    }
    let memory = WorkMemory(limit: 1)
    let seen = Mutex(Seen())
    let transform = ClosureProcessor { _ in
      let number = seen.withLock { seen in
        seen.running += 1
        seen.batches += 1
        seen.most = max(seen.most, seen.running)
        return seen.batches
      }
      if number == 1 { while memory.waiting == 0, seen.withLock({ $0.running }) == 1 {} }
      seen.withLock { $0.running -= 1 }
    }
    let exporters = [InMemoryExporter(), InMemoryExporter()]
    let pipelines = exporters.map {
      ExportPipeline.test($0, transforms: [transform], memory: memory) { $0.maximumBatchItems = 1 }
    }
    try await pipelines[0].whileRunning {
      try await pipelines[1].whileRunning {
        for pipeline in pipelines {
          for number in 0..<4 { try pipeline.submit([.sample(number)]) }
        }
        for pipeline in pipelines { _ = await pipeline.forceFlush(timeout: .seconds(30)) }
      }
    }
    #expect(exporters.map(\.requests.count) == [4, 4])
    #expect(seen.withLock { $0.most } == 1)
    #expect(memory.used == 0)
  }

  @Test func whatWaitsForItAtTheEndIsDroppedAndCounted() async throws {
    let memory = WorkMemory(limit: 1)
    guard let all = await memory.take(1) else {
      Issue.record("there is room")
      return
    }
    let pipeline = ExportPipeline.test(InMemoryExporter(), clock: SystemClock(), memory: memory) {
      $0.maximumBatchItems = 1
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pipeline.run() }
      try pipeline.submit([.sample(0)])
      while memory.waiting == 0 { await Task.yield() }
      let report = await pipeline.shutdown(deadline: .milliseconds(1))
      #expect(report.undeliveredItems == 1)
      try await group.waitForAll()
    }
    #expect(pipeline.statistics.dropped == [.shutDown: 1])
    #expect(memory.waiting == 0)
    _ = consume all
  }
}
