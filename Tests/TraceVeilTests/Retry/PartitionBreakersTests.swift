import Testing

@testable import TraceVeil

@Suite struct PartitionBreakersTests {
  private func tenant(_ number: Int) -> ForwardedHeaders { ForwardedHeaders([("t", "\(number)")]) }

  private func admitted(
    _ number: Int,
    at now: Duration,
    _ breakers: inout PartitionBreakers
  ) -> CircuitBreaker.Admission {
    breakers.admit(tenant(number), at: now)
  }

  private func open(_ breakers: inout PartitionBreakers, _ partition: ForwardedHeaders) {
    for _ in 0..<CircuitBreaker.threshold { breakers.fail(partition, at: .zero) }
  }

  @Test func eachPartitionHasItsOwn() {
    var breakers = PartitionBreakers(CircuitBreaker())
    open(&breakers, tenant(1))
    #expect(breakers.isAnyOpen)
    #expect(admitted(1, at: .zero, &breakers) == .none)
    #expect(admitted(2, at: .zero, &breakers) == .any)
    #expect(breakers.nextAdmission(of: tenant(1), after: .zero) == .seconds(1))
    #expect(breakers.nextAdmission(of: tenant(2), after: .zero) == .zero)
    let others = breakers.succeed(tenant(2))
    #expect(!others, "nobody has waited for it")
    #expect(admitted(1, at: .seconds(1), &breakers) == .probe)
    breakers.abandon(tenant(1), at: .seconds(1))
    #expect(admitted(1, at: .seconds(1), &breakers) == .probe)
    let own = breakers.succeed(tenant(1))
    #expect(own && !breakers.isAnyOpen)
    #expect(admitted(1, at: .seconds(1), &breakers) == .any)
  }

  @Test func theirNumberIsBounded() {
    var breakers = PartitionBreakers(CircuitBreaker())
    for number in 0..<PartitionBreakers.maximumCount { open(&breakers, tenant(number)) }
    open(&breakers, tenant(-1))
    #expect(admitted(-1, at: .zero, &breakers) == .any)
    #expect(admitted(0, at: .zero, &breakers) == .none)
    // One that is answered makes room.
    _ = breakers.succeed(tenant(0))
    open(&breakers, tenant(-1))
    #expect(admitted(-1, at: .zero, &breakers) == .none)
  }
}
