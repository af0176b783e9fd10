import Testing

@testable import TraceVeil

@Suite("Which access token is in force, and who asks for the next")
struct AccessTokenStateTests {
  private func seconds(_ seconds: Int) -> Duration { .seconds(seconds) }

  @Test("One asks, the others wait")
  func one() {
    var state = AccessTokenState()
    #expect(state.next(at: .zero) == .ask)
    #expect(state.next(at: .zero) == .wait)
    let token = state.granted("a", lifetime: seconds(100), since: .zero)
    #expect(token.value == "a")
    #expect(state.next(at: seconds(1)) == .use(token))
  }

  @Test(
    "It is replaced before its end: by a quarter of its time, and a minute at most",
    arguments: [(100, 75), (4, 3), (3600, 3540), (1_000_000, 999_940)]
  )
  func renewal(lifetime: Int, renewed: Int) {
    var state = AccessTokenState()
    _ = state.next(at: seconds(10))
    let token = state.granted("a", lifetime: seconds(lifetime), since: seconds(10))
    #expect(state.next(at: seconds(10 + renewed) - .milliseconds(1)) == .use(token))
    #expect(state.next(at: seconds(10 + renewed)) == .ask)
    // Whoever else needs one has the old one meanwhile, for as long as it is good.
    #expect(state.next(at: seconds(10 + lifetime) - .milliseconds(1)) == .use(token))
    #expect(state.next(at: seconds(10 + lifetime)) == .wait)
  }

  @Test("A server that says no time has one assumed")
  func noLifetime() {
    var state = AccessTokenState()
    _ = state.next(at: .zero)
    let token = state.granted("a", lifetime: nil, since: .zero)
    #expect(state.next(at: seconds(3539)) == .use(token))
    #expect(state.next(at: seconds(3540)) == .ask)
  }

  @Test(
    "While no new one can be had, the old one is used until its end, and the question is not repeated at once"
  )
  func failure() {
    var state = AccessTokenState()
    _ = state.next(at: .zero)
    let token = state.granted("a", lifetime: seconds(100), since: .zero)
    #expect(state.next(at: seconds(80)) == .ask)
    #expect(state.failed(at: seconds(81)) == token)
    #expect(state.next(at: seconds(85)) == .use(token))
    #expect(state.next(at: seconds(86)) == .ask)
    #expect(state.failed(at: seconds(99)) == token)
    #expect(state.next(at: seconds(100)) == .ask)
    #expect(state.failed(at: seconds(101)) == nil)
    #expect(state.next(at: seconds(101)) == .ask)
  }

  @Test("A token that is not taken is forgotten, but not one that came after it, even if it is the same text")
  func refusal() {
    var state = AccessTokenState()
    _ = state.next(at: .zero)
    let first = state.granted("a", lifetime: nil, since: .zero)
    state.refused(first)
    #expect(state.next(at: .zero) == .ask)
    let second = state.granted("a", lifetime: nil, since: .zero)
    state.refused(first)
    #expect(state.next(at: .zero) == .use(second))
    state.forget()
    #expect(state.next(at: .zero) == .ask)
  }

  @Test("A token that is good for no time is used by whoever asked, and by nobody else")
  func noTime() {
    var state = AccessTokenState()
    _ = state.next(at: .zero)
    #expect(state.granted("a", lifetime: .zero, since: .zero).value == "a")
    #expect(state.next(at: .zero) == .ask)
  }
}
