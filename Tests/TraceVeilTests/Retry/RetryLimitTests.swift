import Synchronization
import TestSupport
import Testing

@testable import TraceVeil

/// Limits on the retries of one request, below what the policy allows.
@Suite(.timeLimit(.minutes(5))) struct RetryLimitTests {
  private static let givenUp = ExportResult.failure(ExportError(.unavailable, ending: .retriesExhausted))

  private let clock = ManualClock()

  private func makeLoop() -> RetryLoop {
    var policy = RetryPolicy()
    policy.maximumElapsed = .seconds(300)
    (policy.initialBackoff, policy.maximumBackoff) = (.seconds(40), .seconds(40))
    return RetryLoop(policy: policy, clock: clock, logger: .silent, random: { 0.5 })
  }

  @Test("A request is tried for no longer than its sender waits, which began when it came")
  func sender() async {
    let (loop, sender) = (makeLoop(), WaitingSender(limit: .seconds(8)) { _ in })
    async let result = loop.deliver(bytes: 1, age: .seconds(3), sender: sender) { .retryable(.unavailable) }
    await clock.waitForSleeper(until: .seconds(5))
    clock.advance(by: .seconds(5))
    #expect(await result == Self.givenUp)
    #expect(loop.statistics.attempts == 2)
  }

  @Test("Once its sender knows that another destination has it, the policy alone limits it")
  func satisfied() async {
    let (loop, sender) = (makeLoop(), WaitingSender(limit: .seconds(8)) { _ in })
    async let result = loop.deliver(bytes: 1, sender: sender) {
      clock.now < .seconds(100) ? .retryable(.unavailable) : .delivered(rejectedItems: 0)
    }
    await clock.waitForSleeper(until: .seconds(8))
    sender.tell(.taken(rejectedItems: 0))
    clock.advance(by: .seconds(8))
    for moment in [28, 48, 68, 88, 108] {
      await clock.waitForSleeper(until: .seconds(moment))
      clock.advance(by: .seconds(moment) - clock.now)
    }
    #expect(await result == .success)
  }

  @Test("Also where it learns that during what would have been the last attempt")
  func satisfiedAtTheEnd() async {
    let (loop, sender) = (makeLoop(), WaitingSender(limit: .zero) { _ in })
    async let result = loop.deliver(bytes: 1, sender: sender) {
      sender.tell(.taken(rejectedItems: 0))
      return clock.now < .seconds(20) ? .retryable(.unavailable) : .delivered(rejectedItems: 0)
    }
    await clock.waitForSleeper(until: .seconds(20))
    clock.advance(by: .seconds(20))
    #expect(await result == .success)
  }

  @Test("One whose sender was refused is not tried for longer")
  func refused() async {
    let (loop, sender) = (makeLoop(), WaitingSender(limit: .zero) { _ in })
    sender.tell(.refused(status: 400))
    #expect(await loop.deliver(bytes: 1, sender: sender) { .retryable(.unavailable) } == Self.givenUp)
  }

  @Test("What the policy has ended stays ended, whatever its sender knows")
  func policy() async {
    let (loop, sender) = (makeLoop(), WaitingSender(limit: .seconds(8)) { _ in })
    sender.tell(.taken(rejectedItems: 0))
    let result = await loop.deliver(bytes: 1, age: .seconds(300), sender: sender) { .retryable(.unavailable) }
    #expect(result == Self.givenUp)
  }

  @Test("Time that is left counts from now, whatever the age is; none leaves one attempt")
  func timeLeft() async {
    let loop = makeLoop()
    async let result = loop.deliver(bytes: 1, age: .seconds(100), timeLeft: .seconds(5)) {
      .retryable(.unavailable)
    }
    await clock.waitForSleeper(until: .seconds(5))
    clock.advance(by: .seconds(5))
    #expect(await result == Self.givenUp)
    #expect(await loop.deliver(bytes: 1, timeLeft: .seconds(-5)) { .retryable(.unavailable) } == Self.givenUp)
    #expect(loop.statistics.attempts == 3)
  }
}
