import Testing

@testable import TraceVeil

/// Where batches begin and end.
@Suite struct BatchCuttingTests {
  @Test func cutsByItems() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 3)
    for number in 0..<7 { machine.enqueue(TestItem(number: number)) }
    #expect(machine.takeNumbers() == [0, 1, 2])
    #expect(machine.takeNumbers() == [3, 4, 5])
    #expect(machine.takeNumbers() == nil)
  }

  @Test func countsTheItemsOfAnElement() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 10)
    machine.enqueue(TestItem(number: 0, itemCount: 6))
    machine.enqueue(TestItem(number: 1, itemCount: 5))
    machine.enqueue(TestItem(number: 2, itemCount: 5))
    #expect(machine.takeNumbers() == [0])
    #expect(machine.takeNumbers() == [1, 2])
  }

  @Test func cutsByBytes() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 100, batchBytes: 10)
    for number in 0..<4 { machine.enqueue(TestItem(number: number, byteCount: 4)) }
    #expect(machine.takeNumbers() == [0, 1])
    #expect(machine.takeNumbers() == nil)
  }

  @Test func sendsALargerElementAlone() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 10, batchBytes: 10)
    machine.enqueue(TestItem(number: 0, byteCount: 3))
    machine.enqueue(TestItem(number: 1, itemCount: 50, byteCount: 99))
    machine.enqueue(TestItem(number: 2, byteCount: 3))
    #expect(machine.takeNumbers() == [0])
    #expect(machine.takeNumbers() == [1])
    _ = machine.scheduleElapsed()
    #expect(machine.takeNumbers() == [2])
  }

  @Test func neverMixesPartitions() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 2)
    for number in 0..<6 {
      machine.enqueue(TestItem(number: number, partition: number.isMultiple(of: 2) ? "even" : "odd"))
    }
    #expect(machine.takeNumbers() == [0, 2])
    #expect(machine.takeNumbers() == [1, 3])
    _ = machine.scheduleElapsed()
    #expect(machine.takeNumbers() == [4])
    #expect(machine.takeNumbers() == [5])
  }

  @Test func letsOldPartitionsGoFirst() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 100)
    for number in 0..<50 { machine.enqueue(TestItem(number: number, partition: "\(number)")) }
    _ = machine.scheduleElapsed()
    #expect((0..<50).allSatisfy { machine.takeNumbers() == [$0] })
  }

  @Test func waitsForTheScheduleDelay() {
    var machine = TestQueue.StateMachine.unbounded(batchItems: 3)
    machine.enqueue(TestItem(number: 0))
    #expect(machine.takeNumbers() == nil)
    _ = machine.scheduleElapsed()
    machine.enqueue(TestItem(number: 1))
    #expect(machine.takeNumbers() == [0])
    #expect(machine.takeNumbers() == nil)
  }

  @Test func usesArraysAgain() throws {
    var spare: [TestItem] = []
    spare.reserveCapacity(1000)
    let address = spare.withUnsafeBufferPointer { $0.baseAddress }
    var machine = TestQueue.StateMachine(
      limits: QueueLimits(elements: 10, dropsWhatIsRefused: true),
      batchLimits: BatchLimits(items: 2),
      spares: [spare]
    )
    spare = []
    machine.enqueue(TestItem(number: 0))
    machine.enqueue(TestItem(number: 1))
    var batch = try machine.nextBatch()
    #expect(batch.elements.withUnsafeBufferPointer { $0.baseAddress } == address)
    batch.elements.removeAll(keepingCapacity: true)
    machine.recycle(batch.elements)
    batch.elements = []
    machine.enqueue(TestItem(number: 2))
    machine.enqueue(TestItem(number: 3))
    machine.enqueue(TestItem(number: 4))
    machine.enqueue(TestItem(number: 5))
    _ = machine.takeBatch()
    let next = try machine.nextBatch()
    #expect(next.elements.withUnsafeBufferPointer { $0.baseAddress } == address)
  }

  /// As many arrays as a full queue needs are made once, and serve for ever.
  @Test func allArraysOfAFullQueueComeBack() throws {
    let count = 20
    var machine = TestQueue.StateMachine(
      limits: QueueLimits(elements: 2 * count, dropsWhatIsRefused: true),
      batchLimits: BatchLimits(items: 2),
      spares: (0...count).map { _ in
        var spare: [TestItem] = []
        spare.reserveCapacity(100)
        return spare
      }
    )
    for round in 0..<3 {
      for number in 0..<2 * count { machine.enqueue(TestItem(number: number)) }
      var emptied: [[TestItem]] = []
      for _ in 0..<count {
        var batch = try machine.nextBatch()
        // A new one would have room for its two items.
        #expect(batch.elements.capacity >= 100, "round \(round)")
        batch.elements.removeAll(keepingCapacity: true)
        emptied.append(batch.elements)
      }
      for array in emptied { machine.recycle(array) }
    }
  }
}
