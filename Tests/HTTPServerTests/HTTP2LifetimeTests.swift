import NIOCore
import Testing

@testable import HTTPServer

@Suite("Lifetime of a connection in HTTP/2")
struct HTTP2LifetimeTests {
  private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

  private func limits(age: TimeAmount? = nil) -> HTTP2Limits {
    var limits = HTTP2Limits(HTTPConnectionLimits(maximumBodyBytes: 10))
    limits.maximumAge = age
    limits.drainTimeout = .seconds(30)
    return limits
  }

  private func open(age: TimeAmount? = nil, spread: Double = 0.5) -> HTTP2Lifetime {
    var lifetime = HTTP2Lifetime(limits(age: age), spread: spread, at: Self.start)
    lifetime.frameReceived(at: Self.start)
    return lifetime
  }

  @Test("Whoever never begins is closed")
  func neverBegins() {
    var lifetime = HTTP2Lifetime(limits(), spread: 0, at: Self.start)
    #expect(lifetime.expire(requests: 0, at: Self.start + .seconds(9)) == nil)
    #expect(lifetime.expire(requests: 0, at: Self.start + .seconds(10)) == .close)
  }

  @Test("Idle time counts from the end of the last request")
  func idle() {
    var lifetime = open()
    #expect(lifetime.requestsChanged(to: 1, at: Self.start + .seconds(50)) == nil)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(200)) == nil)
    #expect(lifetime.requestsChanged(to: 0, at: Self.start + .seconds(200)) == nil)
    #expect(lifetime.expire(requests: 0, at: Self.start + .seconds(259)) == nil)
    #expect(lifetime.expire(requests: 0, at: Self.start + .seconds(260)) == .end)
  }

  @Test("The close comes with the last request, once the ping is answered")
  func steps() {
    var lifetime = open()
    _ = lifetime.requestsChanged(to: 2, at: Self.start)
    #expect(lifetime.drain(at: Self.start) == .end)
    #expect(lifetime.drain(at: Self.start) == nil, "it is said once")
    #expect(lifetime.requestsChanged(to: 0, at: Self.start) == nil, "it may not have read that")
    #expect(lifetime.pingAnswered(requests: 1, at: Self.start) == nil)
    #expect(lifetime.requestsChanged(to: 0, at: Self.start) == .close)
  }

  @Test("A peer that answers no ping is not waited for, nor are requests that do not end")
  func deaf() {
    var lifetime = open()
    _ = lifetime.requestsChanged(to: 1, at: Self.start)
    _ = lifetime.drain(at: Self.start)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(4)) == nil)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(5)) == nil)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(34)) == nil)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(35)) == .close)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(36)) == nil, "once")
  }

  @Test("Ages are spread", arguments: [(0.0, 90), (0.5, 100), (1.0, 110)])
  func age(spread: Double, seconds: Int64) {
    var lifetime = open(age: .seconds(100), spread: spread)
    _ = lifetime.requestsChanged(to: 1, at: Self.start)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(seconds) - .milliseconds(1)) == nil)
    #expect(lifetime.expire(requests: 1, at: Self.start + .seconds(seconds)) == .end)
  }

  @Test("Frames that carry nothing are paid for with answers, and with time")
  func credit() {
    var credit = ControlFrameCredit(limit: 10, perSecond: 2, at: Self.start)
    for _ in 0..<10 { #expect(credit.spend(at: Self.start) == true) }
    credit.earn()
    for _ in 0..<4 { #expect(credit.spend(at: Self.start) == true) }
    for _ in 0..<2 { #expect(credit.spend(at: Self.start + .milliseconds(1500)) == true) }
    for _ in 0..<2 {
      #expect(credit.spend(at: Self.start + .milliseconds(2000)) == true, "halves of seconds are kept")
    }
    #expect(credit.spend(at: Self.start + .milliseconds(2100)) == false)
    var rich = ControlFrameCredit(limit: 3, perSecond: 2, at: Self.start)
    for _ in 0..<3 {
      #expect(rich.spend(at: Self.start + .hours(100)) == true, "no more than the limit is saved")
    }
    #expect(rich.spend(at: Self.start + .hours(100)) == false)
  }
}
