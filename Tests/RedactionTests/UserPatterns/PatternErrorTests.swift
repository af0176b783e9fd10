import CRE2
import Synchronization
import Testing

@testable import Redaction

@Suite struct PatternErrorTests {
  func error(
    _ pattern: String,
    group: Int = 0,
    budget: PatternBudget = .standard
  ) -> PatternError? {
    do throws(PatternError) {
      _ = try UserPatternSet(
        [PatternDefinition(entity: EntityType("A"), pattern: pattern, group: group)],
        budget: budget
      )
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("(abc", "missing ): (abc", 0), ("a[b", "missing ]: [b", 1), ("x**", "bad repetition operator: **", 1),
    (#"(a)\1"#, #"invalid escape sequence: \1"#, 3), ("(?=a)", "invalid perl operator: (?=", 0),
    ("a{2000}", "invalid repetition size: {2000}", 1),
  ])
  func syntaxIsCheckedByRE2(_ pattern: String, message: String, offset: Int) {
    #expect(error(pattern) == .syntax(message: message, offset: offset))
  }

  @Test func emptyMatchesAreRefused() {
    #expect(error("") == .empty)
    for pattern in ["a*", #"\b"#, "^", "a|", "(?:)", "x|$"] {
      #expect(error(pattern) == .matchesNothing, "\(pattern)")
    }
  }

  @Test func groupsMustExist() {
    #expect(error("(a)(b)", group: 2) == nil)
    #expect(error("(a)(b)", group: 3) == .noSuchGroup(group: 3, groups: 2))
    #expect(error("(a)(b)", group: -1) == .noSuchGroup(group: -1, groups: 2))
  }

  @Test func lengthIsBounded() {
    let limit = PatternBudget.standard.maximumLength
    #expect(error(String(repeating: "a", count: limit + 1)) == .tooLong(bytes: limit + 1, limit: limit))
  }

  @Test func compiledSizeIsBounded() {
    guard case .tooLarge(let instructions, limit: 10_000) = error(#"\pL{3,20}"#) else {
      Issue.record("accepted")
      return
    }
    #expect(instructions > 10_000)
  }

  @Test func repeatsThatMultiplyDoNotCompile() {
    // RE2 allows 1000 repeats in all, or else a short pattern would fill the memory.
    guard case .syntax = error("((a{100}){100}){100}") else {
      Issue.record("accepted")
      return
    }
  }

  @Test func aPatternMustBeWithinItsPrice() throws {
    var budget = PatternBudget.standard
    budget.maximumPrice = 0
    guard case .tooExpensive(let price, limit: 0) = error(#"\d{4}"#, budget: budget) else {
      Issue.record("accepted")
      return
    }
    #expect(price > 0)
  }

  @Test func theBestOfSeveralTriesIsThePrice() throws {
    // Two readings a try: five tries of the ordinary pattern take 100, those of the other 5000, 800, 3000.
    let times: [UInt64] = [0, 100, 0, 100, 0, 100, 0, 100, 0, 100, 0, 5000, 0, 800, 0, 3000]
    let reads = Atomic<Int>(0)
    let pricer = try PatternPricer(clock: { times[reads.add(1, ordering: .relaxed).oldValue] })
    #expect(try pricer.price(of: "a", memory: 1 << 20, limit: 1) == 8)
  }

  @Test func theFirstTryWithinTheLimitIsEnough() throws {
    let times: [UInt64] = [0, 100, 0, 100, 0, 100, 0, 100, 0, 100, 0, 200]
    let reads = Atomic<Int>(0)
    let pricer = try PatternPricer(clock: { times[reads.add(1, ordering: .relaxed).oldValue] })
    #expect(try pricer.price(of: "a", memory: 1 << 20, limit: 2) == 2)
  }

  @Test func patternsThatDoNotFitOneAutomatonAreSplit() throws {
    var budget = PatternBudget.standard
    budget.maximumAutomatonPrice = 0
    budget.maximumPrice = .infinity
    budget.maximumTotalPrice = .infinity
    // A clock that always advances: every automaton costs something, so none is within its budget.
    let time = Atomic<UInt64>(0)
    let pricer = try PatternPricer(clock: { time.add(1, ordering: .relaxed).newValue })
    let patterns = try ["aa", "bb", "cc", "dd", "ee"].map { pattern in
      try UserPattern(
        PatternDefinition(entity: EntityType("A"), pattern: pattern),
        of: 5,
        budget: budget,
        pricer: pricer
      )
    }
    let set = try UserPatternSet(patterns, budget: budget, pricer: pricer)
    #expect(try matches(of: set, in: "ee cc aa").map(\.pattern) == [0, 2, 4])
  }

  @Test func allPatternsMustBeWithinTheirPrice() throws {
    var budget = PatternBudget.standard
    budget.maximumTotalPrice = 0
    #expect {
      try UserPatternSet(
        ["aa", "bb"].map { PatternDefinition(entity: EntityType("A"), pattern: $0) },
        budget: budget
      )
    } throws: { error in
      if case PatternError.tooExpensive = error { true } else { false }
    }
  }

  @Test func countIsBounded() {
    var budget = PatternBudget.standard
    budget.maximumPatterns = 2
    let definitions = ["aa", "bb", "cc"].map { PatternDefinition(entity: EntityType("A"), pattern: $0) }
    #expect(throws: PatternError.tooMany(patterns: 3, limit: 2)) {
      try UserPatternSet(definitions, budget: budget)
    }
  }

  @Test func aFailureIsNotNoMatch() throws {
    #expect(try CRE2_MATCH.isMatch)
    #expect(try !CRE2_NO_MATCH.isMatch)
    #expect(throws: PatternScanFailure()) { try CRE2_FAILED.isMatch }
  }

  @Test func probesAreFixed() {
    let probe = PatternProbe.text(for: ["a.b"], seed: 1)
    #expect(probe == PatternProbe.text(for: ["a.b"], seed: 1))
    #expect(probe != PatternProbe.text(for: ["a.b"], seed: 2))
    #expect((64 << 10..<65 << 10).contains(probe.count))
  }

  @Test func messagesSayWhatToDo() {
    #expect(
      PatternError.tooExpensive(price: 15.24, limit: 10).description.contains(
        "costs 15 times what an ordinary"
      )
    )
    #expect(
      PatternError.syntax(message: "missing )", offset: 3).description.contains("missing ) (at byte 3)")
    )
  }
}
