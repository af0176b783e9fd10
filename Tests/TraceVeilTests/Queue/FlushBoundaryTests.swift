import Testing

@testable import TraceVeil

/// A flush waits for what was accepted before it, and for nothing else.
@Suite struct FlushBoundaryTests {
  private let first = WaiterID(value: 1)
  private let second = WaiterID(value: 2)

  @Test func isDoneAtOnceWithNothingToWaitFor() {
    var machine = TestQueue.StateMachine.unbounded()
    #expect(machine.flush(first).isDone)
  }

  @Test func wakesWorkersForAPartialBatch() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 9)
    _ = machine.take(0)
    machine.enqueue(TestItem(number: 0))
    #expect(machine.flush(first).woken == [0])
    #expect(machine.takeNumbers(0) == [0])
  }

  @Test func waitsForWhatIsInFlight() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 1)
    machine.enqueue(TestItem(number: 0))
    let batch = try machine.nextBatch()
    #expect(!machine.flush(first).isDone)
    let completed = machine.settle(1, of: batch.id, as: .delivered(Delivery()))
    #expect(completed.map(\.result) == [.success])
    #expect(completed.map(\.id) == [first])
  }

  @Test func isNotKeptAliveByLaterElements() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 2)
    machine.enqueue(TestItem(number: 0))
    _ = machine.flush(first)
    machine.enqueue(TestItem(number: 1))
    machine.enqueue(TestItem(number: 2))
    let batch = try machine.nextBatch()
    #expect(batch.elements.map(\.number) == [0])
    #expect(machine.settle(1, of: batch.id, as: .delivered(Delivery())).count == 1)
    #expect(machine.statistics.queued == 2)
  }

  @Test func endsWithItsLastBatchWhateverTheirOrder() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 1)
    machine.enqueue(TestItem(number: 0))
    machine.enqueue(TestItem(number: 1))
    let batches = [try machine.nextBatch(), try machine.nextBatch()]
    _ = machine.flush(first)
    #expect(machine.settle(1, of: batches[1].id, as: .delivered(Delivery())).isEmpty)
    #expect(machine.settle(1, of: batches[0].id, as: .delivered(Delivery())).count == 1)
  }

  @Test func waitsForQueuedBatchesThatAreOlder() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 1)
    machine.enqueue(TestItem(number: 0))
    machine.enqueue(TestItem(number: 1))
    _ = machine.flush(first)
    let batch = try machine.nextBatch()
    #expect(machine.settle(1, of: batch.id, as: .delivered(Delivery())).isEmpty)
  }

  @Test func failsWhenSomethingWasDropped() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 2)
    machine.enqueue(TestItem(number: 0, itemCount: 2))
    _ = machine.flush(first)
    machine.enqueue(TestItem(number: 1, itemCount: 2))
    _ = machine.flush(second)
    let batches = [try machine.nextBatch(), try machine.nextBatch()]
    _ = machine.settle(1, of: batches[0].id, as: .delivered(Delivery()))
    _ = machine.settle(2, of: batches[1].id, as: .dropped(.exportFailed))
    let completed = machine.settle(1, of: batches[0].id, as: .delivered(Delivery()))
    #expect(completed.map(\.id) == [first, second])
    #expect(completed.map(\.result) == [.success, .failure])
  }

  @Test func doesNotFailForWhatWasFilteredOut() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 1)
    machine.enqueue(TestItem(number: 0))
    _ = machine.flush(first)
    let batch = try machine.nextBatch()
    #expect(machine.settle(1, of: batch.id, as: .dropped(.filtered)).map(\.result) == [.success])
  }

  @Test func isForgottenWhenItStopsWaiting() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 1)
    machine.enqueue(TestItem(number: 0))
    _ = machine.flush(first)
    machine.cancelFlush(first)
    let batch = try machine.nextBatch()
    #expect(machine.settle(1, of: batch.id, as: .delivered(Delivery())).isEmpty)
  }

  @Test func failsWhenEverythingIsGivenUp() {
    var machine = TestQueue.StateMachine.unbounded()
    machine.enqueue(TestItem(number: 0))
    _ = machine.flush(first)
    #expect(machine.abandon(for: .shutDown).0.map(\.result) == [.failure])
  }
}

extension BoundedQueue.FlushAction {
  var isDone: Bool {
    if case .done = self { true } else { false }
  }
  var woken: [Int]? {
    if case .wait(let workers) = self { workers } else { nil }
  }
}
