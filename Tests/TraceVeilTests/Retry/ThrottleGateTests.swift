import Testing

@testable import TraceVeil

@Suite struct ThrottleGateTests {
  @Test func isOpenAtFirst() {
    let gate = ThrottleGate()
    #expect(gate.opensAt == nil)
    #expect(gate.remaining(at: .seconds(5)) == .zero)
  }

  @Test func staysClosedForTheLongestPause() {
    var gate = ThrottleGate()
    gate.close(until: .seconds(30))
    gate.close(until: .seconds(10))
    #expect(gate.opensAt == .seconds(30))
    #expect(gate.remaining(at: .seconds(12)) == .seconds(18))
    #expect(gate.remaining(at: .seconds(31)) == .zero)
  }
}
