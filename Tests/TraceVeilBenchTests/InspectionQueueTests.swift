import Synchronization
import Testing

@testable import TraceVeilBench

@Suite struct InspectionQueueTests {
  private final class Inspections: Sendable {
    let inspected = Mutex<[Int]>([])

    func add(_ number: Int) { inspected.withLock { $0.append(number) } }
  }

  private let inspections = Inspections()

  private func add(_ number: Int, bytes: Int, to queue: InspectionQueue) {
    queue.add(bytes: bytes) { [inspections] in inspections.add(number) }
  }

  @Test func inspectsWhenTheLoadIsOver() async {
    let queue = InspectionQueue()
    for number in 0..<3 { add(number, bytes: 10, to: queue) }
    #expect(queue.count == 3)
    #expect(inspections.inspected.withLock { $0 }.isEmpty)
    queue.begin()
    while queue.count > 0 { await Task.yield() }
    #expect(inspections.inspected.withLock { $0 } == [0, 1, 2])
  }

  @Test func inspectsAtOnceWhatDoesNotFit() {
    let queue = InspectionQueue(limit: 10)
    add(0, bytes: 6, to: queue)
    add(1, bytes: 5, to: queue)
    add(2, bytes: 4, to: queue)
    #expect(inspections.inspected.withLock { $0 } == [1])
    #expect(queue.count == 2)
  }

  @Test func inspectsAtOnceWhatComesAfterTheLoad() async {
    let queue = InspectionQueue()
    add(0, bytes: 1, to: queue)
    queue.begin()
    while queue.count > 0 { await Task.yield() }
    add(1, bytes: 1, to: queue)
    #expect(inspections.inspected.withLock { $0 } == [0, 1])
  }
}
