import Testing

@testable import TraceVeil

@Suite struct ThrottleGatesTests {
  private let tenant = ForwardedHeaders([("x-scope-orgid", "a")])
  private let other = ForwardedHeaders([("x-scope-orgid", "b")])

  @Test func areOpenAtFirst() {
    let gates = ThrottleGates()
    #expect(gates.opening(of: tenant) == nil)
    #expect(gates.remaining(at: .seconds(5)) == .zero)
  }

  @Test func holdOnePartitionForTheLongestPause() {
    var gates = ThrottleGates()
    gates.close(tenant, until: .seconds(30), at: .zero)
    gates.close(tenant, until: .seconds(10), at: .zero)
    #expect(gates.opening(of: tenant) == .seconds(30))
    #expect(gates.opening(of: other) == nil && gates.opening(of: ForwardedHeaders()) == nil)
    #expect(gates.remaining(at: .seconds(12)) == .seconds(18))
    #expect(gates.remaining(at: .seconds(31)) == .zero)
  }

  @Test func areBounded() {
    var gates = ThrottleGates()
    func partition(_ number: Int) -> ForwardedHeaders { ForwardedHeaders([("x-scope-orgid", "\(number)")]) }
    for number in 0..<ThrottleGates.maximumCount {
      gates.close(partition(number), until: .seconds(10), at: .zero)
    }
    gates.close(tenant, until: .seconds(10), at: .zero)
    #expect(gates.opening(of: tenant) == nil)
    // Those that are over make room.
    gates.close(tenant, until: .seconds(30), at: .seconds(11))
    #expect(gates.opening(of: tenant) == .seconds(30) && gates.opening(of: partition(0)) == nil)
  }
}
