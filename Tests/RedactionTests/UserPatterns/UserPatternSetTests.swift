import Testing

@testable import Redaction

/// Compiles patterns that find an entity each, named by their index, and any price allowed: tests do not
/// depend on how fast the machine is.
func makeSet(
  _ patterns: [String],
  group: Int = 0,
  clock: @escaping @Sendable () -> UInt64 = { 0 }
) throws -> UserPatternSet {
  var budget = PatternBudget.standard
  budget.maximumPrice = .infinity
  budget.maximumTotalPrice = .infinity
  let pricer = try PatternPricer(clock: { 0 })
  let compiled = try patterns.enumerated().map { index, pattern in
    try UserPattern(
      PatternDefinition(entity: EntityType("E\(index)"), pattern: pattern, group: group),
      of: patterns.count,
      budget: budget,
      pricer: pricer
    )
  }
  return try UserPatternSet(compiled, budget: budget, pricer: pricer, clock: clock)
}

func matches(of set: UserPatternSet, in text: String) throws -> [PatternMatch] {
  var found: [PatternMatch] = []
  try withBytes(text) { try set.findMatches(in: $0, into: &found) }
  return found
}

/// The matched texts of one pattern.
func matches(of pattern: String, group: Int = 0, in text: String) throws -> [String] {
  let bytes = Array(text.utf8)
  return try matches(of: makeSet([pattern], group: group), in: text).map {
    String(decoding: bytes[$0.range], as: UTF8.self)
  }
}

@Suite struct UserPatternSetTests {
  @Test func findsExactBounds() throws {
    let found = try matches(of: makeSet([#"\bEMP-(\d{6})\b"#]), in: "é EMP-001234, EMP-0012345 EMP-999999")
    #expect(found == [PatternMatch(pattern: 0, range: 3..<13), PatternMatch(pattern: 0, range: 27..<37)])
  }

  @Test func aGroupNarrowsTheMatch() throws {
    #expect(
      try matches(of: #"\bEMP-(\d{6})\b"#, group: 1, in: "EMP-001234 EMP-999999") == ["001234", "999999"]
    )
    #expect(
      try matches(
        of: "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)(m)(n)(o)(p)(q)(r)",
        group: 18,
        in: "abcdefghijklmnopqr"
      ) == ["r"]
    )
  }

  @Test func aGroupThatTookNoPartGivesTheWholeMatch() throws {
    #expect(try matches(of: #"A-(\d+)|B-\d+"#, group: 1, in: "A-12 B-34") == ["12", "B-34"])
  }

  @Test func anEmptyGroupGivesNothing() throws {
    #expect(try matches(of: #"id=(\d*)"#, group: 1, in: "id= id=7") == ["7"])
  }

  @Test func whatStandsBeforeAMatchStillCounts() throws {
    #expect(try matches(of: #"\bab"#, in: "abab ab") == ["ab", "ab"])
    #expect(try matches(of: "^a", in: "aaa") == ["a"])
    #expect(try matches(of: "(?m)^a", in: "a\naa") == ["a", "a"])
  }

  @Test func worksOnCharacters() throws {
    #expect(try matches(of: "ł.", in: "żółw łódź") == ["łw", "łó"])
    #expect(try matches(of: #"\p{Greek}+"#, in: "abc αβγ δ") == ["αβγ", "δ"])
    // A byte of a character is widened to the character.
    #expect(try matches(of: #"a\C"#, in: "aé") == ["aé"])
    #expect(try matches(of: #"\Cb"#, in: "éb") == ["éb"])
  }

  @Test func malformedTextIsSearchedToo() throws {
    var found: [PatternMatch] = []
    try withBytes([0xff, 0xc3, 0x45, 0x4d, 0x50, 0x00, 0x45, 0x4d, 0x50]) {
      try makeSet(["EMP"]).findMatches(in: $0, into: &found)
    }
    #expect(found.map(\.range) == [2..<5, 6..<9])
  }

  @Test func patternsOfASetAreIndependent() throws {
    let set = try makeSet(["order", "der [a-z]+", "absent", #"\d+"#])
    let found = try matches(of: set, in: "order now 12, order 3")
    #expect(
      found == [
        PatternMatch(pattern: 0, range: 0..<5), PatternMatch(pattern: 0, range: 14..<19),
        PatternMatch(pattern: 1, range: 2..<9), PatternMatch(pattern: 3, range: 10..<12),
        PatternMatch(pattern: 3, range: 20..<21),
      ]
    )
  }

  @Test func noPatternsAndNoTextFindNothing() throws {
    #expect(try matches(of: makeSet([]), in: "text").isEmpty)
    #expect(try matches(of: makeSet(["a", "b"]), in: "").isEmpty)
  }

  @Test(arguments: 0..<10)
  func aSetFindsWhatEachOfItsPatternsFinds(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = ["a", "b", #"\d"#, "[ab]", "a+", "b?a", "(?:ab|ba)", #"\b"#, "é", "[^a ]"]
    let patterns = (0..<8).map { _ in
      "x" + (0..<3).map { _ in pieces.randomElement(using: &random)! }.joined()
    }
    let text = (0..<400).map { _ in ["a", "b", "x", "7", " ", "é"].randomElement(using: &random)! }.joined()
    var expected: [PatternMatch] = []
    for (index, pattern) in patterns.enumerated() {
      expected += try matches(of: makeSet([pattern]), in: text).map {
        PatternMatch(pattern: index, range: $0.range)
      }
    }
    #expect(try matches(of: makeSet(patterns), in: text) == expected, "seed \(seed), patterns \(patterns)")
  }

  @Test func workersShareASet() async throws {
    let set = try makeSet((0..<50).map { "id\($0)-[0-9]{4}" })
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<8 {
        group.addTask {
          try (0..<50).allSatisfy { index in
            try matches(of: set, in: "x id\(index)-12\(worker)4").map(\.pattern) == [index]
          }
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

}
