import Testing

@testable import TraceVeil

@Suite struct SizeLimitTests {
  @Test func knowsNothingAtFirst() {
    var limit = SizeLimit()
    limit.pass(1 << 20)
    #expect(limit.bytes(at: .zero) == nil)
  }

  @Test func comesCloserToWhatIsTaken() {
    var limit = SizeLimit()
    limit.refuse(1000, at: .zero)
    #expect(limit.bytes(at: .zero) == 500)
    limit.pass(300)
    #expect(limit.bytes(at: .zero) == 500, "a small request says nothing of larger ones")
    limit.refuse(500, at: .zero)
    #expect(limit.bytes(at: .zero) == 300)
    limit.pass(450)
    #expect(limit.bytes(at: .zero) == 450)
    limit.pass(2000)
    #expect(limit.bytes(at: .zero) == 450)
  }

  @Test func takesTheSafeSideOfWhatContradicts() {
    var limit = SizeLimit()
    limit.refuse(1000, at: .zero)
    limit.pass(900)
    limit.refuse(800, at: .zero)
    #expect(limit.bytes(at: .zero) == 400)
  }

  @Test func isForgotten() {
    var limit = SizeLimit()
    limit.refuse(1000, at: .seconds(5))
    #expect(limit.bytes(at: .seconds(5) + SizeLimit.lifetime) == nil)
    limit.refuse(4000, at: .seconds(5) + SizeLimit.lifetime)
    #expect(limit.bytes(at: .seconds(6) + SizeLimit.lifetime) == 2000)
  }
}
