import Testing

@testable import TraceVeil

@Suite struct SizeLimitTests {
  @Test func knowsNothingAtFirst() {
    var limit = SizeLimit()
    limit.pass(1 << 20, at: .zero)
    #expect(limit.bytes(at: .zero) == nil)
  }

  @Test func comesCloserToWhatIsTaken() {
    var limit = SizeLimit()
    let first = limit.refuse(1000, at: .zero)
    #expect(first)
    #expect(limit.bytes(at: .zero) == 500)
    limit.pass(300, at: .zero)
    #expect(limit.bytes(at: .zero) == 500, "a small request says nothing of larger ones")
    let second = limit.refuse(500, at: .zero)
    #expect(second)
    #expect(limit.bytes(at: .zero) == 300)
    limit.pass(450, at: .zero)
    #expect(limit.bytes(at: .zero) == 450)
  }

  @Test func whatIsNoLargerThanWhatWasTakenIsNotRefusedForItsSize() {
    var limit = SizeLimit()
    limit.pass(900, at: .zero)
    let isSizeOfEqual = limit.refuse(900, at: .zero)
    #expect(!isSizeOfEqual)
    #expect(limit.bytes(at: .zero) == nil)
    let isSizeOfLarger = limit.refuse(1000, at: .zero)
    #expect(isSizeOfLarger)
    let isSizeOfSmaller = limit.refuse(800, at: .zero)
    #expect(!isSizeOfSmaller)
    #expect(limit.bytes(at: .zero) == 900)
  }

  @Test func aLargerOneThatIsTakenRefutesIt() {
    var limit = SizeLimit()
    _ = limit.refuse(1000, at: .zero)
    limit.pass(1000, at: .zero)
    #expect(limit.bytes(at: .zero) == nil)
  }

  @Test func isKnownForItsWholeTimeWhateverWasTakenBefore() {
    var limit = SizeLimit()
    limit.pass(800, at: .zero)
    let late = SizeLimit.lifetime - .seconds(1)
    _ = limit.refuse(1000, at: late)
    #expect(limit.bytes(at: late + SizeLimit.lifetime - .nanoseconds(1)) == 800)
    #expect(limit.bytes(at: late + SizeLimit.lifetime) == nil)
  }

  @Test func isForgotten() {
    var limit = SizeLimit()
    let start = Duration.seconds(5)
    limit.pass(800, at: start)
    _ = limit.refuse(1000, at: start)
    #expect(limit.bytes(at: start + SizeLimit.lifetime - .nanoseconds(1)) == 800)
    #expect(limit.bytes(at: start + SizeLimit.lifetime) == nil)
    let afterwards = limit.refuse(400, at: start + SizeLimit.lifetime)
    #expect(afterwards)
    #expect(limit.bytes(at: start + SizeLimit.lifetime) == 200)
  }
}
