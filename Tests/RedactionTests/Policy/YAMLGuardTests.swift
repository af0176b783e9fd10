import Testing

@testable import Redaction

@Suite struct YAMLGuardTests {
  func findings(_ text: String) -> [Int] { YAMLGuard.findings(in: Array(text.utf8)).map(\.line) }

  @Test(arguments: [
    "a: '*x'", "a: \"&x\"", "a: b*c", "a: x & y", "# *x &y !z [[[[", "a: 'it''s *x'", #"a: "\" *x""#,
    "a: b # *c",
    "a: [b, 'c']", "a: don't", #"pattern: \bEMP-(\d{6})\b"#, "a:\n  - b: c\n    d: e",
  ])
  func letsPoliciesPass(_ text: String) {
    #expect(findings(text) == [])
  }

  @Test(arguments: ["a: *x", "- &x", "[*x]", "{a: b,*x: c}", "\n\na: !x", "*x"])
  func findsAnchorsAliasesAndTags(_ text: String) {
    #expect(findings(text).count == 1)
  }

  @Test func findsDeepNesting() {
    #expect(findings(String(repeating: "[", count: 100_000)) == [1])
    #expect(findings(String(repeating: "{a: [\n", count: 17)) == [17])
    #expect(findings(String(repeating: "- ", count: 1000)) == [1])
    #expect(findings((0..<100).map { String(repeating: " ", count: $0) + "a:\n" }.joined()).first == 66)
  }

  @Test func nodesThatExpandAreRefusedBeforeTheyDo() {
    let bomb = (0..<30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    #expect(mistakes("version: 1\n" + bomb).count == 20)
  }

  @Test(arguments: 0..<20)
  func anyTextIsAPolicyOrAMistake(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "version: 1\n", "keys:", " ", "\n", "- ", "[", "]", "{", "}", "'", "\"", "*", "&a", "!", ":", ",", "a",
      "|", ">",
      "#", "\t", "é", "redact: ", "rules:\n", "when: ", "---", "%", "@", "`", "? ",
    ]
    for _ in 0..<100 {
      let length = Int.random(in: 0...30, using: &random)
      let text = (0..<length).map { _ in pieces.randomElement(using: &random)! }.joined()
      for mistake in mistakes(text) { #expect(!mistake.isEmpty, "seed \(seed)") }
    }
  }
}
