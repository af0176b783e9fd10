import Testing

@testable import TraceVeil

/// Bounds, waking and the end of the queue.
@Suite struct QueueStateMachineTests {
  @Test func refusesWhenFullOfElements() {
    var machine = TestQueue.StateMachine.unbounded(elements: 2)
    machine.enqueue(TestItem(number: 0))
    machine.enqueue(TestItem(number: 1))
    #expect(machine.enqueue(TestItem(number: 2)).refusal == .full)
    #expect(machine.statistics.received == 2)
    #expect(machine.statistics.refusedRequests == 1)
    #expect(machine.statistics.isBalanced)
  }

  @Test func refusesWhenFullOfBytes() {
    var machine = TestQueue.StateMachine.unbounded(bytes: 10, batchItems: 2)
    machine.enqueue(TestItem(number: 0, byteCount: 6))
    #expect(machine.enqueue(TestItem(number: 1, byteCount: 5)).refusal == .full)
    #expect(machine.enqueue(TestItem(number: 2, byteCount: 4)).refusal == nil)
    #expect(machine.takeNumbers() == [0, 2])
    #expect(machine.enqueue(TestItem(number: 3, byteCount: 10)).refusal == nil)
  }

  @Test func dropsTheNewestAndCountsIt() {
    var machine = TestQueue.StateMachine.unbounded(elements: 2, dropsWhatIsRefused: true)
    for number in 0..<5 { machine.enqueue(TestItem(number: number)) }
    _ = machine.scheduleElapsed()
    #expect(machine.takeNumbers() == [0, 1])
    #expect(machine.statistics.received == 5)
    #expect(machine.statistics.dropped == [.queueFull: 3])
    #expect(machine.statistics.isBalanced)
  }

  @Test func wakesOneWorkerForEachFullBatch() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 2)
    for worker in 0..<3 { #expect(machine.takeNumbers(worker) == nil) }
    #expect(machine.enqueue(TestItem(number: 0)).woken == nil)
    #expect(machine.enqueue(TestItem(number: 1)).woken == 2)
    #expect(machine.enqueue(TestItem(number: 2)).woken == nil)
    #expect(machine.enqueue(TestItem(number: 3)).woken == 1)
    #expect(machine.takeNumbers(2) == [0, 1])
    #expect(machine.takeNumbers(1) == [2, 3])
  }

  @Test func wakesNobodyWhenAllWork() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 1)
    #expect(machine.enqueue(TestItem(number: 0)).woken == nil)
    #expect(machine.takeNumbers(0) == [0])
  }

  @Test func wakesAsManyAsThereIsWorkFor() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 9)
    for worker in 0..<3 { _ = machine.takeNumbers(worker) }
    #expect(machine.scheduleElapsed().isEmpty)
    machine.enqueue(TestItem(number: 0, partition: "a"))
    machine.enqueue(TestItem(number: 1, partition: "b"))
    #expect(machine.scheduleElapsed().count == 2)
  }

  @Test func hasLeftAWorkerThatStoppedWaiting() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 1)
    _ = machine.takeNumbers(0)
    #expect(machine.isParked(0))
    machine.unpark(0)
    #expect(!machine.isParked(0))
    #expect(machine.enqueue(TestItem(number: 0)).woken == nil)
  }

  @Test func handsOutWhatIsLeftAfterAShutdown() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 9)
    for worker in 0..<3 { _ = machine.takeNumbers(worker) }
    machine.enqueue(TestItem(number: 0))
    #expect(Set(machine.shutDown()) == [0, 1, 2])
    #expect(machine.enqueue(TestItem(number: 1)).refusal == .shutDown)
    #expect(machine.takeNumbers(0) == [0])
    #expect(machine.take(0).isFinish)
    #expect(machine.statistics.received == 1)
  }

  @Test func countsWhatEndsAfterAShutdown() {
    var machine = TestQueue.StateMachine.unbounded(dropsWhatIsRefused: true)
    _ = machine.shutDown()
    machine.enqueue(TestItem(number: 0, itemCount: 4))
    #expect(machine.statistics.dropped == [.alreadyShutDown: 4])
    #expect(machine.statistics.isBalanced)
  }

  @Test func countsEachFateOnce() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 10)
    machine.enqueue(TestItem(number: 0, itemCount: 10, byteCount: 77))
    let batch = try machine.nextBatch()
    #expect(machine.statistics.inFlight == 10)
    _ = machine.settle(3, of: batch.id, as: .dropped(.processorFailed))
    _ = machine.settle(
      5,
      of: batch.id,
      as: .delivered(Delivery(rejectedItems: 2, bytes: 9, uncompressedBytes: 20))
    )
    #expect(machine.statistics.inFlight == 2)
    _ = machine.settle(50, of: batch.id, as: .delivered(Delivery(rejectedItems: -4)))
    _ = machine.settle(1, of: batch.id, as: .dropped(.exportFailed))
    let statistics = machine.statistics
    #expect(statistics.exported == 5)
    #expect(statistics.rejected == 2)
    #expect(statistics.dropped == [.processorFailed: 3])
    #expect(statistics.inFlight == 0)
    #expect(statistics.exportedBytes == 9)
    #expect(statistics.exportedUncompressedBytes == 20)
    #expect(statistics.receivedBytes == 77)
    #expect(statistics.isBalanced)
  }

  @Test func givesUpEverythingAtOnce() throws {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 2)
    for number in 0..<5 { machine.enqueue(TestItem(number: number)) }
    let batch = try machine.nextBatch()
    _ = machine.abandon(for: .shutDown)
    #expect(machine.statistics.dropped == [.shutDown: 5])
    _ = machine.settle(2, of: batch.id, as: .delivered(Delivery()))
    #expect(machine.statistics.exported == 0)
    #expect(machine.statistics.isBalanced)
    #expect(machine.takeNumbers() == nil)
  }
}

extension BoundedQueue.EnqueueAction {
  var refusal: BoundedQueue.Refusal? {
    if case .refused(let refusal) = self { refusal } else { nil }
  }
  var woken: Int? {
    if case .acceptedWaking(let worker) = self { worker } else { nil }
  }
}

extension BoundedQueue.TakeAction {
  var isFinish: Bool {
    if case .finish = self { true } else { false }
  }
}
