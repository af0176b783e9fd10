import Testing

@testable import Workload

@Suite struct PlantedSearchTests {
  private func found(_ patterns: [String], in text: String) -> [Int] {
    let search = PlantedSearch(forms: patterns.map { [Array($0.utf8)] })
    var indices: [Int] = []
    search.scan(Array(text.utf8).span) { indices.append($0) }
    return indices.sorted()
  }

  @Test func findsAtBothEndsAndOverlapping() {
    #expect(found(["abcdef", "defghijk"], in: "abcdefghijk") == [0, 1])
    #expect(found(["abab"], in: "ababab") == [0, 0])
    #expect(found(["abcd"], in: "abc") == [])
    #expect(found(["abcdefgh", "wxyz"], in: "wxy abcdefg") == [])
    #expect(found([], in: "anything") == [])
  }

  @Test func agreesWithLookingEverywhere() {
    let seed: UInt64 = 99
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let patterns = (0..<random.within(1...6)).map { _ in
        random.text(of: Array("ab"), count: random.within(4...9))
      }
      let text = random.text(of: Array("ab"), count: random.below(80))
      let bytes = Array(text.utf8)
      let expected = patterns.indices.flatMap { index in
        let pattern = Array(patterns[index].utf8)
        return bytes.indices.filter { bytes[$0...].starts(with: pattern) }.map { _ in index }
      }
      #expect(found(patterns, in: text) == expected.sorted(), "seed \(seed): \(patterns) in \(text)")
    }
  }
}
