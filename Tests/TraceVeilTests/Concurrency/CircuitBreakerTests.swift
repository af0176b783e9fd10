import Testing

@testable import TraceVeil

@Suite struct CircuitBreakerTests {
  private func open(at now: Duration = .zero) -> CircuitBreaker {
    var breaker = CircuitBreaker()
    for _ in 0..<CircuitBreaker.threshold { breaker.fail(at: now) }
    return breaker
  }

  @Test func opensAfterFailuresInARow() {
    var breaker = CircuitBreaker()
    for _ in 0..<20 {
      for _ in 1..<CircuitBreaker.threshold { breaker.fail(at: .zero) }
      #expect(breaker.position == .closed && breaker.admit(at: .zero) == .any)
      breaker.succeed()
    }
    #expect(open().position == .open)
  }

  @Test func letsOneProbeThroughAfterThePause() {
    var breaker = open()
    #expect(breaker.retryDelay(at: .zero) == .seconds(1))
    #expect(breaker.admit(at: .milliseconds(999)) == .none)
    #expect(breaker.admit(at: .seconds(1)) == .probe)
    #expect(breaker.position == .halfOpen && breaker.admit(at: .seconds(1)) == .none)
    breaker.succeed()
    #expect(breaker == CircuitBreaker() && breaker.admit(at: .seconds(1)) == .any)
  }

  @Test func pausesGrowUpToABound() {
    var breaker = open()
    var now = Duration.zero
    for pause in [1, 2, 4, 8, 16, 30, 30] {
      #expect(breaker.admit(at: now + .seconds(pause) - .nanoseconds(1)) == .none)
      now += .seconds(pause)
      #expect(breaker.admit(at: now) == .probe)
      breaker.fail(at: now)
    }
  }

  @Test func saysWhenToComeAgain() {
    var breaker = CircuitBreaker(firstPause: .milliseconds(10), longestPause: .milliseconds(15))
    #expect(breaker.nextAdmission(after: .seconds(1)) == .seconds(1))
    for _ in 0..<CircuitBreaker.threshold { breaker.fail(at: .zero) }
    #expect(breaker.nextAdmission(after: .milliseconds(3)) == .milliseconds(10))
    #expect(breaker.admit(at: .milliseconds(10)) == .probe)
    #expect(breaker.nextAdmission(after: .milliseconds(11)) == .milliseconds(21))
    breaker.fail(at: .milliseconds(20))
    #expect(breaker.nextAdmission(after: .milliseconds(20)) == .milliseconds(35))
  }

  @Test func requestsThatWereUnderWaySayNothingNew() {
    var breaker = open()
    breaker.fail(at: .milliseconds(500))
    #expect(breaker.admit(at: .seconds(1)) == .probe)
  }

  @Test func anAbandonedProbeMayBeMadeAgain() {
    var breaker = open()
    #expect(breaker.admit(at: .seconds(1)) == .probe)
    breaker.abandon(at: .seconds(1))
    #expect(breaker.admit(at: .seconds(1)) == .probe)
    breaker = CircuitBreaker()
    breaker.abandon(at: .zero)
    #expect(breaker == CircuitBreaker())
  }
}
