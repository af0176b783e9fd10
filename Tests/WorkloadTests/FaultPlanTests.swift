import Testing

@testable import Workload

@Suite struct FaultPlanTests {
  @Test func readsKindsPercentagesAndDelays() throws {
    let plan = try FaultPlan("unavailable=10,reset-before=2.5,lost-ack=5,delay=20:50ms")
    #expect(plan.percentages == [.unavailable: 10, .resetBefore: 2.5, .lostAcknowledgement: 5, .delay: 20])
    #expect(plan.delayMilliseconds == 50)
    #expect(!plan.isEmpty)
    #expect(try FaultPlan("").isEmpty)
  }

  @Test(arguments: [
    "503", "nonsense=1", "delay=", "delay=101", "unavailable=60,delay=60", "lost-ack=1:5ms", "delay=1:xms",
  ])
  func refusesWhatMakesNoSense(_ text: String) {
    #expect(throws: FaultPlan.SyntaxError.self) { try FaultPlan(text) }
  }

  @Test func drawsAsOftenAsAskedAndTheSameForASeed() throws {
    let plan = try FaultPlan("unavailable=10,lost-ack=20")
    var (first, second) = (SeededRandom(seed: 6), SeededRandom(seed: 6))
    let draws = (0..<10_000).map { _ in plan.draw(&first) }
    #expect(draws == (0..<10_000).map { _ in plan.draw(&second) })
    #expect((900...1100).contains(draws.count { $0 == .unavailable }))
    #expect((1850...2150).contains(draws.count { $0 == .lostAcknowledgement }))
    #expect(draws.allSatisfy { $0 == nil || $0 == .unavailable || $0 == .lostAcknowledgement })
  }
}
