import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct TimeLimitTests {
  @Test func answersWhatTheOperationDoes() async {
    #expect(await withTimeLimit(.seconds(1), on: ManualClock()) { 5 } == 5)
  }

  @Test func endsAtTheLimit() async {
    let clock = ManualClock()
    let latch = Latch()
    let noted = Latch()
    async let result: Void? = withTimeLimit(
      .seconds(3),
      on: clock,
      atLimit: { noted.open() },
      { await latch.wait() }
    )
    await clock.waitForSleeper(until: .seconds(3))
    #expect(!noted.isOpen)
    clock.advance(by: .seconds(3))
    #expect(await result == nil)
    #expect(noted.isOpen)
  }

  @Test func leavesACancelledOperationItsAnswer() async {
    let clock = ManualClock()
    let latch = Latch()
    await withTaskGroup(of: String?.self) { group in
      group.addTask {
        await withTimeLimit(.seconds(3), on: clock) {
          await latch.wait()
          return "cancelled"
        }
      }
      await clock.waitForSleepers(1)
      group.cancelAll()
      #expect(await group.next() == "cancelled")
    }
  }
}
