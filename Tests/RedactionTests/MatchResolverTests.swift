import Testing

@testable import Redaction

@Suite struct MatchResolverTests {
  private func resolve(_ candidates: [Candidate]) -> [Candidate] {
    var candidates = candidates
    MatchResolver.resolve(&candidates)
    return candidates
  }

  private func candidate(_ start: Int, _ end: Int, _ score: Float = 1, _ source: Int = 0) -> Candidate {
    Candidate(start: start, end: end, score: score, source: source)
  }

  @Test func longerWinsThenScoreThenCatalog() {
    #expect(resolve([candidate(2, 4), candidate(0, 6, 0.5, 1)]) == [candidate(0, 6, 0.5, 1)])
    #expect(resolve([candidate(0, 6, 0.5, 0), candidate(0, 6, 0.9, 1)]) == [candidate(0, 6, 0.9, 1)])
    #expect(resolve([candidate(0, 6, 1, 2), candidate(0, 6, 1, 1)]) == [candidate(0, 6, 1, 1)])
  }

  @Test func whatTheLoserCoversBeyondStaysCovered() {
    #expect(
      resolve([candidate(0, 10), candidate(8, 12, 1, 1)]) == [candidate(0, 10), candidate(10, 12, 1, 1)]
    )
    #expect(resolve([candidate(0, 4), candidate(2, 12, 1, 1)]) == [candidate(0, 2), candidate(2, 12, 1, 1)])
  }

  @Test func coversTheUnionOnceAndInOrder() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let candidates = (0..<Int.random(in: 0...10, using: &random)).map { _ in
        let start = Int.random(in: 0..<40, using: &random)
        return candidate(
          start,
          start + Int.random(in: 1...12, using: &random),
          Float.random(in: 0...1, using: &random),
          Int.random(in: 0..<4, using: &random)
        )
      }
      let resolved = resolve(candidates)
      let union = Set(candidates.flatMap { Array($0.start..<$0.end) })
      #expect(resolved.flatMap { Array($0.start..<$0.end) } == union.sorted(), "seed \(seed)")
    }
  }
}
