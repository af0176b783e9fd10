import TestSupport
import Testing

@testable import TraceVeil

@Suite struct RetryStateMachineTests {
  private func machine(
    initial: Duration = .seconds(1),
    maximum: Duration = .seconds(30),
    elapsed: Duration = .seconds(300),
    now: Duration = .zero
  ) -> RetryStateMachine {
    var policy = RetryPolicy()
    policy.initialBackoff = initial
    policy.maximumBackoff = maximum
    policy.maximumElapsed = elapsed
    return RetryStateMachine(policy: policy, now: now)
  }

  @Test func hasTheDocumentedDefaults() {
    let policy = RetryPolicy()
    #expect(policy.initialBackoff == .seconds(1))
    #expect(policy.maximumBackoff == .seconds(30))
    #expect(policy.maximumElapsed == .seconds(3600))
    #expect(policy.multiplier == 2)
  }

  @Test func attemptsAtOnce() {
    var machine = machine()
    #expect(machine.begin(now: .zero, gate: nil, phase: .running) == .attempt)
  }

  @Test func waitsForAThrottledDestination() {
    var machine = machine()
    #expect(machine.begin(now: .zero, gate: .seconds(7), phase: .running) == .wait(until: .seconds(7)))
    #expect(machine.begin(now: .seconds(7), gate: .seconds(7), phase: .running) == .attempt)
  }

  @Test func doublesTheBackoffUpToItsBound() {
    var machine = machine(elapsed: .seconds(100_000))
    var waits: [Duration] = []
    for _ in 0..<7 {
      // The largest random number there is, near enough.
      let action = machine.attemptFailed(now: .zero, retryAfter: nil, random: 1, phase: .running)
      if case .wait(let moment) = action { waits.append(moment) }
    }
    #expect(waits == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
  }

  @Test func jittersFromZero() {
    var machine = machine()
    #expect(
      machine.attemptFailed(now: .seconds(5), retryAfter: nil, random: 0, phase: .running)
        == .wait(until: .seconds(5))
    )
    #expect(
      machine.attemptFailed(now: .seconds(5), retryAfter: nil, random: 0.25, phase: .running)
        == .wait(until: .milliseconds(5500))
    )
  }

  @Test func waitsAtLeastAsLongAsTheDestinationWants() {
    var machine = machine(initial: .seconds(10))
    #expect(
      machine.attemptFailed(now: .zero, retryAfter: .seconds(3), random: 0.1, phase: .running)
        == .wait(until: .seconds(3))
    )
    #expect(
      machine.attemptFailed(now: .zero, retryAfter: .seconds(3), random: 0.5, phase: .running)
        == .wait(until: .seconds(10))
    )
  }

  @Test func makesItsLastAttemptAtTheLimit() {
    var machine = machine(elapsed: .seconds(60), now: .seconds(100))
    #expect(
      machine.attemptFailed(now: .seconds(110), retryAfter: .seconds(3600), random: 0, phase: .running)
        == .wait(until: .seconds(160))
    )
    #expect(machine.begin(now: .seconds(160), gate: .seconds(9999), phase: .running) == .attempt)
    #expect(
      machine.attemptFailed(now: .seconds(161), retryAfter: nil, random: 0, phase: .running)
        == .giveUp(.retriesExhausted)
    )
  }

  @Test func givesUpWhenAnAttemptTookTheRestOfTheTime() {
    var machine = machine(elapsed: .seconds(60))
    #expect(machine.begin(now: .zero, gate: nil, phase: .running) == .attempt)
    #expect(
      machine.attemptFailed(now: .seconds(60), retryAfter: nil, random: 0, phase: .running)
        == .giveUp(.retriesExhausted)
    )
  }

  @Test func neverRepeatsWithoutTime() {
    var machine = RetryStateMachine(policy: .never, now: .zero)
    #expect(machine.begin(now: .zero, gate: nil, phase: .running) == .attempt)
    #expect(
      machine.attemptFailed(now: .zero, retryAfter: nil, random: 0, phase: .running)
        == .giveUp(.retriesExhausted)
    )
  }

  @Test func triesOnceMoreWhenAShutdownEndsItsWait() {
    var machine = machine()
    _ = machine.attemptFailed(now: .zero, retryAfter: .seconds(60), random: 0, phase: .running)
    #expect(machine.begin(now: .seconds(1), gate: .seconds(60), phase: .stopping) == .attempt)
    #expect(
      machine.attemptFailed(now: .seconds(1), retryAfter: nil, random: 0, phase: .stopping)
        == .giveUp(.shutDown)
    )
  }

  @Test func triesOnceMoreWhenAShutdownCameDuringAnAttempt() {
    var machine = machine()
    #expect(machine.begin(now: .zero, gate: nil, phase: .running) == .attempt)
    #expect(
      machine.attemptFailed(now: .zero, retryAfter: .seconds(60), random: 0, phase: .stopping) == .attempt
    )
    #expect(
      machine.attemptFailed(now: .zero, retryAfter: nil, random: 0, phase: .stopping) == .giveUp(.shutDown)
    )
  }

  @Test func waitsAreShortDuringADrain() {
    var machine = machine(elapsed: .seconds(3600))
    #expect(machine.begin(now: .zero, gate: .seconds(60), phase: .draining) == .attempt)
    var now = Duration.zero
    for number in 0..<20 {
      let action = machine.attemptFailed(
        now: now,
        retryAfter: .seconds(60),
        random: Double(number) / 20,
        phase: .draining
      )
      guard case .wait(let moment) = action else {
        Issue.record("\(action)")
        return
      }
      #expect(RetryStateMachine.drainWaits.contains(moment - now))
      now = moment
      #expect(machine.begin(now: now, gate: .seconds(60), phase: .draining) == .attempt)
    }
  }

  /// No wait ends after the limit, waits do not shrink below what was asked for, and it ends.
  @Test func endsForAnyCourseOfEvents() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var machine = machine(elapsed: .seconds(300))
      var now = Duration.zero
      var attempts = 0
      var action = machine.begin(now: now, gate: nil, phase: .running)
      while true {
        if case .giveUp = action { break }
        if case .wait(let moment) = action {
          #expect(moment >= now && moment <= .seconds(300), "seed \(seed)")
          now = moment
          action = machine.begin(now: now, gate: nil, phase: .running)
          continue
        }
        attempts += 1
        now += .milliseconds(Int.random(in: 1...20_000, using: &random))
        let retryAfter = Int.random(in: 0..<3, using: &random) == 0 ? Duration.seconds(5) : nil
        action = machine.attemptFailed(
          now: now,
          retryAfter: retryAfter,
          random: .random(in: 0..<1, using: &random),
          phase: .running
        )
      }
      #expect(attempts > 1, "seed \(seed)")
    }
  }
}
