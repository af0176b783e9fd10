import Logging
import Synchronization
import TestSupport
import Testing

@testable import TraceVeil

@Suite(.timeLimit(.minutes(5))) struct RetryLoopTests {
  private let clock = ManualClock()

  /// Waits are half of the back-off.
  private func makeLoop(_ change: (inout RetryPolicy) -> Void = { _ in }) -> RetryLoop {
    var policy = RetryPolicy()
    change(&policy)
    return RetryLoop(policy: policy, clock: clock, logger: .silent, random: { 0.5 })
  }

  @Test func deliversAtTheFirstAttempt() async {
    let loop = makeLoop()
    let result = await loop.deliver(bytes: 10) { .delivered(rejectedItems: 2) }
    #expect(result == .success(rejectedItems: 2))
    #expect(loop.statistics.attempts == 1)
    #expect(loop.statistics.retries == 0)
    #expect(loop.statistics.sentBytes == 10)
    #expect(loop.statistics.lastError == nil)
  }

  @Test func waitsLongerEachTime() async {
    let loop = makeLoop()
    let attempts = Script([.retryable(.unavailable, httpStatus: 503), .retryable(.connectionFailed)])
    async let result = loop.deliver(bytes: 10) { attempts.next() }
    await clock.waitForSleeper(until: .milliseconds(500))
    clock.advance(by: .milliseconds(500))
    await clock.waitForSleeper(until: .milliseconds(1500))
    #expect(loop.statistics.lastError == .connectionFailed)
    clock.advance(by: .seconds(1))
    #expect(await result == .success)
    #expect(loop.statistics.attempts == 3)
    #expect(loop.statistics.retries == 2)
    #expect(loop.statistics.sentBytes == 30)
  }

  @Test func doesNotRepeatWhatCannotHelp() async {
    let loop = makeLoop()
    let result = await loop.deliver(bytes: 1) { .failed(.refused, httpStatus: 400) }
    #expect(result == .failure(ExportError(.refused, ending: .permanent, httpStatus: 400)))
    #expect(loop.statistics.attempts == 1)
  }

  @Test func givesUpAtTheLimit() async {
    let loop = makeLoop { $0.maximumElapsed = .milliseconds(200) }
    async let result = loop.deliver(bytes: 1) { .retryable(.unavailable, httpStatus: 503) }
    await clock.waitForSleeper(until: .milliseconds(200))
    clock.advance(by: .milliseconds(200))
    #expect(
      await result
        == .failure(ExportError(.unavailable, ending: .retriesExhausted, httpStatus: 503))
    )
    #expect(loop.statistics.attempts == 2)
  }

  @Test func holdsBackAllRequestsToAThrottledDestination() async {
    let loop = makeLoop()
    let attempts = Script([.retryable(.unavailable, retryAfter: .seconds(20))])
    async let first = loop.deliver(bytes: 1) { attempts.next() }
    await clock.waitForSleeper(until: .seconds(20))
    #expect(loop.statistics.throttledFor == .seconds(20))
    async let second = loop.deliver(bytes: 1) { attempts.next() }
    await clock.waitForSleepers(2)
    #expect(clock.alarms == [.seconds(20), .seconds(20)])
    #expect(loop.statistics.attempts == 1)
    clock.advance(by: .seconds(20))
    #expect(await first == .success)
    #expect(await second == .success)
    #expect(loop.statistics.throttledFor == .zero)
  }

  @Test func holdsBackNoOtherPartition() async {
    let loop = makeLoop()
    let (bad, good) = (ForwardedHeaders([("t", "bad")]), ForwardedHeaders([("t", "good")]))
    let attempts = Script([.retryable(.unavailable, retryAfter: .seconds(20))])
    async let first = loop.deliver(bytes: 1, partition: bad) { attempts.next() }
    await clock.waitForSleeper(until: .seconds(20))
    #expect(await loop.deliver(bytes: 1, partition: good) { .delivered(rejectedItems: 0) } == .success)
    async let second = loop.deliver(bytes: 1, partition: bad) { attempts.next() }
    await clock.waitForSleepers(2)
    clock.advance(by: .seconds(20))
    #expect(await first == .success)
    #expect(await second == .success)
  }

  @Test func tellsWhichPartitionsGetNoAnswer() async {
    let loop = makeLoop { $0.maximumElapsed = .zero }
    let admission = ExportAdmission(limit: 4)
    let parking = ExportParking(admission)
    func deliver(_ outcome: AttemptOutcome, of partition: ForwardedHeaders) async {
      #expect(await admission.enter(partition))
      let slot = ExportSlot(parking, partition: partition)
      _ = await ExportSlot.$current.withValue(slot) {
        await loop.deliver(bytes: 1, partition: partition) { outcome }
      }
      slot.end()
    }
    let tenants = (0..<4).map { ForwardedHeaders([("t", "\($0)")]) }
    for tenant in tenants[..<3] { await deliver(.retryable(.attemptTimedOut), of: tenant) }
    await deliver(.failed(.refused, httpStatus: 400), of: tenants[3])
    // A refusal is an answer.
    await deliver(.retryable(.unavailable, httpStatus: 503), of: tenants[0])
    for tenant in tenants[1...2] { #expect(await admission.enter(tenant)) }
    #expect(admission.ask(for: tenants[1]).isAside, "two of four places are for those that get no answer")
    for tenant in [tenants[0], tenants[3]] { #expect(await admission.enter(tenant)) }
  }

  @Test func tellsWhichPartitionsAreToBeRepeated() async {
    let loop = makeLoop { $0.maximumElapsed = .zero }
    let parking = ExportParking(ExportAdmission(limit: 4))
    let outcomes: [(AttemptOutcome, isFailing: Bool)] = [
      (.retryable(.unavailable, httpStatus: 503), true), (.delivered(rejectedItems: 0), false),
      (.retryable(.attemptTimedOut), true), (.cancelled, true), (.failed(.refused, httpStatus: 400), false),
    ]
    for (outcome, isFailing) in outcomes {
      let slot = ExportSlot(parking, partition: ForwardedHeaders())
      _ = await ExportSlot.$current.withValue(slot) { await loop.deliver(bytes: 1) { outcome } }
      #expect(parking.isFailing(ForwardedHeaders()) == isFailing && parking.isFailing == isFailing)
    }
  }

  @Test func theLimitCountsFromTheArrival() async {
    let loop = makeLoop { $0.maximumElapsed = .seconds(60) }
    clock.advance(by: .seconds(1000))
    async let result = loop.deliver(bytes: 1, age: .milliseconds(59_900)) { .retryable(.unavailable) }
    await clock.waitForSleeper(until: .milliseconds(1_000_100))
    clock.advance(by: .milliseconds(100))
    #expect(await result == .failure(ExportError(.unavailable, ending: .retriesExhausted)))
    let old = await loop.deliver(bytes: 1, age: .seconds(100)) { .retryable(.unavailable) }
    #expect(old == .failure(ExportError(.unavailable, ending: .retriesExhausted)))
  }

  @Test func countsOutcomesAndDurations() async {
    let loop = makeLoop { $0.maximumElapsed = .zero }
    for outcome in [
      AttemptOutcome.delivered(rejectedItems: 0), .failed(.refused, httpStatus: 400),
      .retryable(.unavailable),
      .retryable(.unavailable),
    ] {
      _ = await loop.deliver(bytes: 1) {
        clock.advance(by: .milliseconds(30))
        return outcome
      }
    }
    let statistics = loop.statistics
    #expect(statistics.successes == 1 && statistics.failures == [.refused: 1, .unavailable: 2])
    #expect(statistics.durations.counts.reduce(0, +) == 4 && statistics.durations.counts[3] == 4)
    #expect(statistics.durations.sum == .milliseconds(120))
  }

  @Test func closesTheGateForNoLongerThanAnyRequestWaits() async {
    let loop = makeLoop { $0.maximumElapsed = .seconds(50) }
    let attempts = Script([.retryable(.unavailable, retryAfter: .seconds(1_000_000))])
    async let result = loop.deliver(bytes: 1) { attempts.next() }
    await clock.waitForSleeper(until: .seconds(50))
    #expect(loop.statistics.throttledFor == .seconds(50))
    clock.advance(by: .seconds(50))
    #expect(await result == .success)
  }

  @Test func triesOnceMoreWhenStopped() async {
    let loop = makeLoop()
    let attempts = EventCounter()
    async let result = loop.deliver(bytes: 1) {
      attempts.increment()
      return .retryable(.unavailable, retryAfter: .seconds(100))
    }
    await clock.waitForSleeper(until: .seconds(100))
    loop.stop()
    #expect(await result == .failure(ExportError(.unavailable, ending: .shutDown)))
    #expect(attempts.count == 2)
    #expect(await loop.deliver(bytes: 1) { .delivered(rejectedItems: 0) } == .success)
  }

  @Test func goesOnDuringADrain() async {
    let loop = makeLoop()
    let attempts = EventCounter()
    async let result = loop.deliver(bytes: 1) {
      attempts.increment()
      return attempts.count < 4
        ? .retryable(.unavailable, retryAfter: .seconds(100)) : .delivered(rejectedItems: 0)
    }
    await clock.waitForSleeper(until: .seconds(100))
    loop.beginDrain()
    // At once, and then after half of the longest wait and the shortest.
    for wait in [275, 550] {
      await clock.waitForSleeper(until: .milliseconds(wait))
      clock.advance(by: .milliseconds(275))
    }
    #expect(await result == .success)
    #expect(attempts.count == 4)
  }

  @Test func aDrainEndsWhatGetsNoAnswerInTimeForAnotherAttempt() async {
    let loop = makeLoop()
    let attempts = EventCounter()
    let never = Latch()
    async let result = loop.deliver(bytes: 1) {
      attempts.increment()
      guard attempts.count < 3 else { return .delivered(rejectedItems: 0) }
      await never.wait()
      return .cancelled
    }
    await attempts.wait(for: 1)
    loop.beginDrain(within: .seconds(8))
    // The first one half of the eight seconds, and after a wait the next one half of what is left.
    await clock.waitForSleeper(until: .seconds(4))
    clock.advance(by: .seconds(4))
    await clock.waitForSleeper(until: .milliseconds(4275))
    clock.advance(by: .milliseconds(275))
    await attempts.wait(for: 2)
    await clock.waitForSleeper(until: .microseconds(6_137_500))
    clock.advance(by: .microseconds(1_862_500))
    await clock.waitForSleeper(until: .microseconds(6_412_500))
    clock.advance(by: .milliseconds(275))
    #expect(await result == .success)
    #expect(loop.statistics.failures == [.attemptTimedOut: 2])
  }

  @Test func whoIsCancelledDuringADrainIsNotRepeated() async {
    let loop = makeLoop()
    let (begun, never) = (EventCounter(), Latch())
    await withTaskGroup(of: ExportResult.self) { group in
      group.addTask {
        await loop.deliver(bytes: 1) {
          begun.increment()
          await never.wait()
          return .cancelled
        }
      }
      await begun.wait(for: 1)
      loop.beginDrain(within: .seconds(8))
      await clock.waitForSleeper(until: .seconds(4))
      group.cancelAll()
      #expect(await group.next() == .failure(.cancelled))
    }
    #expect(begun.count == 1)
  }

  @Test func endsADrainAtItsStop() async {
    let loop = makeLoop()
    async let result = loop.deliver(bytes: 1) { .retryable(.unavailable) }
    await clock.waitForSleeper(until: .milliseconds(500))
    loop.beginDrain()
    await clock.waitForSleeper(until: .milliseconds(275))
    loop.stop()
    #expect(await result == .failure(ExportError(.unavailable, ending: .shutDown)))
  }

  @Test func endsWhenCancelled() async {
    let loop = makeLoop()
    await withTaskGroup(of: ExportResult.self) { group in
      group.addTask { await loop.deliver(bytes: 1) { .retryable(.unavailable, retryAfter: .seconds(100)) } }
      await clock.waitForSleeper(until: .seconds(100))
      group.cancelAll()
      #expect(await group.next() == .failure(.cancelled))
    }
  }
}

/// A destination that does not answer.
@Suite(.timeLimit(.minutes(5))) struct UnreachableDestinationTests {
  private let clock = ManualClock()
  private let attempts = EventCounter()
  private let loop: RetryLoop

  init() { loop = RetryLoop(policy: RetryPolicy(), clock: clock, logger: .silent, random: { 0.5 }) }

  private func fail(_ times: Int, _ partition: ForwardedHeaders = ForwardedHeaders()) async {
    for _ in 0..<times {
      _ = await loop.deliver(bytes: 1, partition: partition) { .failed(.connectionFailed) }
    }
  }

  @Test func isThereForOtherPartitions() async {
    let (bad, good) = (ForwardedHeaders([("t", "bad")]), ForwardedHeaders([("t", "good")]))
    await fail(CircuitBreaker.threshold, bad)
    #expect(loop.statistics.isUnreachable)
    // The clock stands: neither has waited.
    for _ in 0..<3 {
      #expect(await loop.deliver(bytes: 1, partition: good) { .delivered(rejectedItems: 0) } == .success)
    }
    #expect(loop.statistics.isUnreachable, "it has not answered those of the other")
  }

  @Test func isAskedByOneRequestAtATime() async {
    await fail(CircuitBreaker.threshold)
    #expect(loop.statistics.isUnreachable)
    await withDiscardingTaskGroup { group in
      for _ in 0..<6 {
        group.addTask {
          _ = await loop.deliver(bytes: 1) {
            attempts.increment()
            return .retryable(.connectionFailed)
          }
        }
      }
      for round in 0..<4 {
        await clock.waitForSleepers(6)
        #expect(attempts.count == round)
        // The longest break.
        clock.advance(by: .seconds(5))
      }
      group.cancelAll()
    }
  }

  @Test func isAskedByAllOnceItAnswers() async {
    await fail(CircuitBreaker.threshold)
    let answer = Latch()
    await withDiscardingTaskGroup { group in
      for _ in 0..<6 {
        group.addTask {
          let result = await loop.deliver(bytes: 1) {
            attempts.increment()
            await answer.wait()
            return .delivered(rejectedItems: 0)
          }
          #expect(result == .success)
        }
      }
      await clock.waitForSleepers(6)
      clock.advance(by: .seconds(1))
      await clock.waitForSleepers(5)
      #expect(attempts.count == 1)
      // The clock stands from here on.
      answer.open()
    }
    #expect(attempts.count == 6 && !loop.statistics.isUnreachable)
  }

  @Test(arguments: [
    AttemptOutcome.delivered(rejectedItems: 0), .failed(.refused, httpStatus: 400),
    .failed(.redirected, httpStatus: 302),
  ]) func isThereWhateverItAnswers(_ outcome: AttemptOutcome) async {
    for _ in 0..<3 {
      await fail(CircuitBreaker.threshold - 1)
      _ = await loop.deliver(bytes: 1) { outcome }
    }
    #expect(!loop.statistics.isUnreachable)
    await fail(CircuitBreaker.threshold)
    #expect(loop.statistics.isUnreachable)
  }

  @Test func isAskedAgainWhenTheProbeWasCancelled() async {
    await fail(CircuitBreaker.threshold)
    clock.advance(by: .seconds(1))
    #expect(await loop.deliver(bytes: 1) { .cancelled } == .failure(.cancelled))
    #expect(await loop.deliver(bytes: 1) { .delivered(rejectedItems: 0) } == .success)
  }

  @Test func isAskedByAllDuringADrain() async {
    await fail(CircuitBreaker.threshold)
    await withDiscardingTaskGroup { group in
      for _ in 0..<3 {
        group.addTask {
          _ = await loop.deliver(bytes: 1) {
            attempts.increment()
            return .retryable(.connectionFailed)
          }
        }
      }
      await clock.waitForSleepers(3)
      loop.beginDrain()
      await attempts.wait(for: 3)
      loop.stop()
    }
  }

  @Test func theLastAttemptIsMadeInAnyCase() async {
    await fail(CircuitBreaker.threshold)
    let old = RetryPolicy().maximumElapsed
    let result = await loop.deliver(bytes: 1, age: old) { .delivered(rejectedItems: 0) }
    #expect(result == .success)
  }
}

/// Answers one after another, and then success.
private final class Script: Sendable {
  private let outcomes: Mutex<[AttemptOutcome]>

  init(_ outcomes: [AttemptOutcome]) {
    self.outcomes = Mutex(outcomes)
  }

  func next() -> AttemptOutcome {
    outcomes.withLock { $0.isEmpty ? .delivered(rejectedItems: 0) : $0.removeFirst() }
  }
}
