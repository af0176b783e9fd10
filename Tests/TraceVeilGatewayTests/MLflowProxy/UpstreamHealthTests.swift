import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Health of the upstream")
struct UpstreamHealthTests {
  private typealias Outcome = UpstreamHealth.Outcome

  /// A server that has answered the first question at second 0.
  private func answering() -> UpstreamHealth {
    var health = UpstreamHealth()
    _ = health.admitQuestion(at: .zero)
    _ = health.answered(.status(200), at: .zero)
    return health
  }

  @Test("It is asked at once, and one question at a time")
  func first() {
    var health = UpstreamHealth()
    #expect(health.condition == .unknown)
    #expect(health.admitQuestion(at: .zero) == true)
    #expect(health.admitQuestion(at: .seconds(60)) == false)
    #expect(health.answered(.status(200), at: .seconds(1)) == true)
    #expect(health.condition == .answering)
    #expect(health.admitQuestion(at: .seconds(1) + UpstreamHealth.interval - .nanoseconds(1)) == false)
    #expect(health.admitQuestion(at: .seconds(1) + UpstreamHealth.interval) == true)
  }

  @Test(
    "An answer that MLflow gives is its own; one of a proxy that speaks for it, or of another server, is not",
    arguments: [
      (200, true), (401, true), (403, true), (404, false), (500, false), (502, false), (503, false),
      (504, false),
    ]
  )
  func statuses(status: Int, isThere: Bool) {
    var health = UpstreamHealth()
    _ = health.admitQuestion(at: .zero)
    #expect(health.answered(.status(status), at: .zero) == true)
    #expect(health.condition == (isThere ? .answering : .away(.status(status))))
  }

  @Test("Where clients are served, a question that does not pass says nothing")
  func served() {
    var health = UpstreamHealth()
    #expect(health.observed(.status(404), at: .zero) == false)
    #expect(health.condition == .unknown)
    _ = health.admitQuestion(at: .zero)
    #expect(health.answered(.status(404), at: .zero) == true)
    #expect(health.observed(.status(404), at: .seconds(1)) == false)
    #expect(health.condition == .away(.status(404)))
    #expect(health.observed(.status(200), at: .seconds(2)) == true)
    _ = health.admitQuestion(at: .seconds(60))
    #expect(health.answered(.status(404), at: .seconds(60)) == false)
    #expect(health.condition == .answering)
  }

  @Test("One that is away is asked more often, and a change is told once")
  func away() {
    var health = answering()
    let later = UpstreamHealth.interval
    #expect(health.admitQuestion(at: later) == true)
    #expect(health.answered(.noAnswer(.refused), at: later) == true)
    #expect(health.condition == .away(.noAnswer(.refused)))
    let again = later + UpstreamHealth.intervalWhileAway
    #expect(health.admitQuestion(at: again - .nanoseconds(1)) == false)
    #expect(health.admitQuestion(at: again) == true)
    #expect(health.answered(.noAnswer(.refused), at: again) == false)
  }

  @Test("A client's success is a sign of life, and puts off the question")
  func successes() {
    var health = UpstreamHealth()
    #expect(health.observed(.status(200), at: .seconds(3)) == true)
    #expect(health.condition == .answering)
    #expect(health.observed(.status(404), at: .seconds(4)) == false)
    #expect(health.admitQuestion(at: .seconds(4) + UpstreamHealth.interval - .nanoseconds(1)) == false)
  }

  @Test("A client's failure hastens the question, and decides nothing")
  func failures() {
    var health = answering()
    #expect(health.observed(.noAnswer(.reset), at: .seconds(1)) == false)
    #expect(health.condition == .answering)
    #expect(health.admitQuestion(at: .seconds(1)) == true)
    #expect(health.answered(.noAnswer(.refused), at: .seconds(2)) == true)
    // While it is away, failures that are to be expected do not have it asked without pause.
    #expect(health.observed(.noAnswer(.refused), at: .seconds(2)) == false)
    #expect(health.admitQuestion(at: .seconds(3)) == false)
  }

  @Test("A question that was broken off can be asked again")
  func abandoned() {
    var health = UpstreamHealth()
    #expect(health.admitQuestion(at: .zero) == true)
    health.abandoned()
    #expect(health.condition == .unknown)
    #expect(health.admitQuestion(at: .zero) == true)
  }
}
