import CScheduling
import Synchronization
import Testing

@testable import TraceVeilBench

@Suite struct InspectionQueueTests {
  /// What the inspections of a test share: how many there were, and a lock that one of them needs.
  private final class Inspections: Sendable {
    let count = Atomic(0)
    let gate = Mutex(())

    func add() { count.add(1, ordering: .relaxed) }
  }

  private let inspections = Inspections()

  @Test func whatDoesNotFitIsInspectedAtOnce() async {
    let queue = InspectionQueue(limit: 10)
    inspections.gate.withLock { _ in
      queue.add(bytes: 6) { [inspections] in inspections.gate.withLock { _ in inspections.add() } }
      queue.add(bytes: 4) { [inspections] in inspections.add() }
      #expect(queue.count == 2)
      #expect(inspections.count.load(ordering: .relaxed) == 0)
      queue.add(bytes: 1) { [inspections] in inspections.add() }
      #expect(queue.count == 2)
      #expect(inspections.count.load(ordering: .relaxed) == 1)
    }
    while queue.count > 0 { await Task.yield() }
    #expect(inspections.count.load(ordering: .relaxed) == 3)
  }

  @Test func whatHasBeenInspectedMakesRoom() async {
    let queue = InspectionQueue(limit: 1)
    for count in 1...3 {
      inspections.gate.withLock { _ in
        queue.add(bytes: 1) { [inspections] in inspections.gate.withLock { _ in inspections.add() } }
        #expect(inspections.count.load(ordering: .relaxed) == count - 1)
      }
      while queue.count > 0 { await Task.yield() }
    }
    #expect(inspections.count.load(ordering: .relaxed) == 3)
  }

  @Test(.enabled(if: Self.isLinux)) func whatWaitsIsInspectedWhenNobodyElseWantsTheProcessor() async {
    let queue = InspectionQueue()
    queue.add(bytes: 1) { [inspections] in if cscheduling_is_idle() { inspections.add() } }
    while queue.count > 0 { await Task.yield() }
    #expect(inspections.count.load(ordering: .relaxed) == 1)
  }

  private static var isLinux: Bool {
    #if os(Linux)
      true
    #else
      false
    #endif
  }
}
