import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct BoundedQueueTests {
  private func makeQueue(batchItems: Int = 2, workers: Int = 2) -> TestQueue {
    TestQueue(
      limits: QueueLimits(elements: 100, dropsWhatIsRefused: false),
      batchLimits: BatchLimits(items: batchItems),
      workers: workers
    )
  }

  @Test func wakesAWorkerThatWaits() async {
    let queue = makeQueue()
    async let batch = queue.next(for: 0)
    #expect(queue.enqueue(TestItem(number: 0)) == nil)
    #expect(queue.enqueue(TestItem(number: 1)) == nil)
    #expect(await batch?.elements.map(\.number) == [0, 1])
  }

  @Test func endsAllWorkersAtShutdown() async {
    let queue = makeQueue()
    async let first = queue.next(for: 0)
    async let second = queue.next(for: 1)
    queue.shutDown()
    #expect(await first == nil)
    #expect(await second == nil)
    #expect(queue.enqueue(TestItem(number: 0)) == .shutDown)
  }

  @Test func endsAWorkerThatIsCancelled() async {
    let queue = makeQueue()
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await queue.next(for: 0) == nil }
      group.cancelAll()
      #expect(await group.next() == true)
    }
  }

  @Test func handsEveryElementToExactlyOneWorker() async {
    let queue = makeQueue(batchItems: 3, workers: 4)
    let numbers = await withTaskGroup(of: [Int].self) { group in
      for worker in 0..<4 {
        group.addTask {
          var numbers: [Int] = []
          while let batch = await queue.next(for: worker) {
            numbers += batch.elements.map(\.number)
            queue.settle(batch.itemCount, of: batch.id, as: .delivered(Delivery()))
          }
          return numbers
        }
      }
      group.addTask {
        for number in 0..<1000 {
          while queue.enqueue(TestItem(number: number)) == .full { await Task.yield() }
        }
        queue.shutDown()
        return []
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(numbers.sorted() == Array(0..<1000))
  }

  @Test func flushesWhatWasAccepted() async {
    let queue = makeQueue(batchItems: 10)
    _ = queue.enqueue(TestItem(number: 0))
    let clock = ManualClock()
    async let result = queue.flush(within: .seconds(1), on: clock)
    let batch = await queue.next(for: 0)
    queue.settle(1, of: batch?.id ?? BatchID(value: 99), as: .delivered(Delivery()))
    #expect(await result == .success)
  }

  @Test func endsAFlushAtItsTimeLimit() async {
    let queue = makeQueue()
    _ = queue.enqueue(TestItem(number: 0))
    let clock = ManualClock()
    async let result = queue.flush(within: .seconds(30), on: clock)
    await clock.waitForSleeper(until: .seconds(30))
    clock.advance(by: .seconds(30))
    #expect(await result == .timeout)
    #expect(queue.statistics.queued == 1)
  }

  @Test func endsAFlushWhenEverythingIsGivenUp() async {
    let queue = makeQueue()
    _ = queue.enqueue(TestItem(number: 0))
    let clock = ManualClock()
    async let result = queue.flush(within: .seconds(30), on: clock)
    await clock.waitForSleeper(until: .seconds(30))
    queue.abandon(for: .shutDown)
    // The flush may begin after the queue was given up: then there is nothing to wait for.
    #expect(await result != .timeout)
    #expect(queue.statistics.dropped == [.shutDown: 1])
  }
}
