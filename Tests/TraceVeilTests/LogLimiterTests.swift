import Testing

@testable import TraceVeil

@Suite struct LogLimiterTests {
  @Test func letsOneLineThroughPerInterval() {
    var limiter = LogLimiter(interval: .seconds(10))
    #expect(limiter.admit(at: .seconds(3)) == 0)
    #expect(limiter.admit(at: .seconds(4)) == nil)
    #expect(limiter.admit(at: .seconds(12)) == nil)
    #expect(limiter.admit(at: .seconds(13)) == 2)
    #expect(limiter.admit(at: .seconds(30)) == 0)
  }
}
