import TestSupport
import Testing

@testable import TraceVeil

/// Every received item is in exactly one place, at every moment.
@Suite struct ConservationTests {
  @Test(arguments: 0..<20)
  func holdsOverRandomEvents(round: Int) {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var machine = TestQueue.StateMachine.unbounded(
      elements: 20,
      bytes: 60,
      dropsWhatIsRefused: round.isMultiple(of: 2),
      batchItems: 7,
      batchBytes: 25
    )
    var taken: [(id: BatchID, items: Int)] = []
    var offered = 0
    for step in 0..<3000 {
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<50:
        let items = Int.random(in: 1...9, using: &random)
        let partition = ["a", "b", "c"].randomElement(using: &random) ?? ""
        let bytes = Int.random(in: 0...12, using: &random)
        machine.enqueue(
          TestItem(number: step, partition: partition, itemCount: items, byteCount: bytes)
        )
        offered += items
      case 50..<70:
        if let batch = machine.takeBatch() { taken.append((batch.id, batch.itemCount)) }
      case 70..<90:
        settleSome(of: &taken, in: &machine, using: &random)
      case 90..<95: _ = machine.scheduleElapsed()
      case 95..<98: _ = machine.flush(WaiterID(value: UInt64(step)))
      case 98: if Int.random(in: 0..<20, using: &random) == 0 { _ = machine.abandon(for: .shutDown) }
      default: if Int.random(in: 0..<40, using: &random) == 0 { _ = machine.shutDown() }
      }
      #expect(machine.statistics.isBalanced, "seed \(seed), step \(step)")
      #expect(machine.statistics.queued >= 0 && machine.statistics.inFlight >= 0, "seed \(seed)")
      if round.isMultiple(of: 2) { #expect(machine.statistics.received == offered, "seed \(seed)") }
    }
  }

  private func settleSome(
    of taken: inout [(id: BatchID, items: Int)],
    in machine: inout TestQueue.StateMachine,
    using random: inout SeededGenerator
  ) {
    guard let index = taken.indices.randomElement(using: &random) else { return }
    let items = Int.random(in: 0...taken[index].items, using: &random)
    let fate: Fate =
      Bool.random(using: &random)
      ? .delivered(Delivery(rejectedItems: Int.random(in: -2...12, using: &random)))
      : .dropped(DropReason.allCases.randomElement(using: &random) ?? .filtered)
    _ = machine.settle(items, of: taken[index].id, as: fate)
    taken[index].items -= items
    if taken[index].items == 0 { taken.remove(at: index) }
  }

  /// Producers, workers and somebody who looks, all at the same time.
  @Test(.timeLimit(.minutes(5)))
  func holdsWhileThingsHappen() async {
    let queue = TestQueue(
      limits: QueueLimits(elements: 64, dropsWhatIsRefused: true),
      batchLimits: BatchLimits(items: 8),
      workers: 3
    )
    let producers = 4
    let perProducer = 5000
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<3 {
        group.addTask {
          while let batch = await queue.next(for: worker) {
            queue.settle(batch.itemCount / 2, of: batch.id, as: .dropped(.exportFailed))
            queue.settle(
              batch.itemCount - batch.itemCount / 2,
              of: batch.id,
              as: .delivered(Delivery(rejectedItems: 1))
            )
          }
        }
      }
      group.addTask {
        while !queue.statistics.hasReceived(producers * perProducer) {
          #expect(queue.statistics.isBalanced)
          await Task.yield()
        }
        queue.shutDown()
      }
      for producer in 0..<producers {
        group.addTask {
          for number in 0..<perProducer {
            _ = queue.enqueue(TestItem(number: number, partition: "\(producer % 2)"))
            if number.isMultiple(of: 100) { await Task.yield() }
          }
        }
      }
    }
    let statistics = queue.statistics
    #expect(statistics.isBalanced)
    #expect(statistics.received == producers * perProducer)
    #expect(statistics.queued == 0 && statistics.inFlight == 0)
  }
}

extension PipelineStatistics {
  fileprivate func hasReceived(_ items: Int) -> Bool { received >= items }
}
