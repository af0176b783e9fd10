import Testing

@testable import TraceVeil

@Suite struct AttemptLimitTests {
  @Test func thereIsNoneWithoutADrain() {
    var limit = AttemptLimit()
    #expect(limit.end(at: .zero) == nil)
    limit.drain(until: nil)
    #expect(limit.end(at: .zero) == nil)
  }

  @Test func eachAttemptMayTakeHalfOfWhatIsLeft() {
    var limit = AttemptLimit()
    limit.drain(until: .seconds(8))
    limit.drain(until: .seconds(80))
    #expect(limit.end(at: .zero) == .seconds(4), "the first drain counts")
    #expect(limit.end(at: .seconds(4)) == .seconds(6))
    #expect(limit.end(at: .milliseconds(7900)) == .milliseconds(7900) + AttemptLimit.shortest)
    #expect(limit.end(at: .seconds(20)) == .seconds(20) + AttemptLimit.shortest)
  }

  @Test func aSlowDestinationGetsTheTimeItTakes() {
    var limit = AttemptLimit()
    limit.drain(until: .seconds(8))
    limit.note(answeredAfter: .seconds(3))
    #expect(limit.end(at: .zero) == .seconds(6))
    for _ in 0..<200 { limit.note(answeredAfter: .milliseconds(10)) }
    #expect(limit.end(at: .zero) == .seconds(4))
  }
}
