import NIOCore
import Testing

@testable import HTTPServer

@Suite("Arrival rate")
struct ArrivalRateTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  private func at(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

  private func waiting() -> ArrivalRate {
    var rate = ArrivalRate(minimumBytes: 100, window: .seconds(10))
    rate.resume(at: start)
    return rate
  }

  @Test("Nobody is too slow who is not waited for")
  func notWaiting() {
    #expect(ArrivalRate(minimumBytes: 100, window: .seconds(10)).deadline == nil)
  }

  @Test("Fewer bytes than a window has to bring do not move its end, however often they come")
  func trickle() {
    var rate = waiting()
    for second in 1...9 { rate.receive(11, at: at(Int64(second))) }
    #expect(rate.deadline == at(10))
  }

  @Test("Enough bytes begin the next window, which has to bring as many again")
  func windows() {
    var rate = waiting()
    rate.receive(60, at: at(2))
    rate.receive(60, at: at(4))
    #expect(rate.deadline == at(14))
    rate.receive(99, at: at(13))
    #expect(rate.deadline == at(14))
  }

  @Test("Time in which something else is waited for does not count")
  func pause() {
    var rate = waiting()
    rate.receive(50, at: at(3))
    rate.pause(at: at(4))
    #expect(rate.deadline == nil)
    rate.resume(at: at(100))
    #expect(rate.deadline == at(106))
    rate.resume(at: at(101))
    #expect(rate.deadline == at(106), "it is being waited for already")
  }

  @Test("Bytes that come while nobody waits begin a window that has not begun to run")
  func receivedInPause() {
    var rate = waiting()
    rate.pause(at: at(9))
    rate.receive(100, at: at(9))
    rate.resume(at: at(20))
    #expect(rate.deadline == at(30))
  }
}
