import Testing

@testable import TraceVeil

@Suite("Requests that somebody else has", .timeLimit(.minutes(1)))
struct HandOversTests {
  @Test("The end waits for all of them")
  func end() async {
    let handOvers = HandOvers()
    await handOvers.end()
    for _ in 0..<100 { handOvers.began() }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { handOvers.ended() } }
      await handOvers.end()
    }
    await handOvers.end()
  }
}
