import Testing

@testable import Redaction

@Suite struct AllowListTests {
  @Test func aPatternMustMatchTheWholeMatch() throws {
    let list = try AllowList([#"support@example\.com"#, "10\\..*|192\\.168\\..*"])
    func allows(_ match: String) -> Bool { withBytes(match, list.contains) }
    #expect(allows("support@example.com"))
    #expect(!allows("it-support@example.com"))
    #expect(!allows("support@example.com.evil.com"))
    #expect(!allows("Support@example.com"))
    #expect(allows("10.1.2.3") && allows("192.168.0.1") && !allows("110.1.2.3"))
  }

  @Test func anEmptyListAllowsNothing() throws {
    #expect(!withBytes("x", AllowList.empty.contains))
    #expect(AllowList.empty.isEmpty)
  }

  @Test func patternsAreChecked() {
    #expect(throws: PatternError.empty) { try AllowList([""]) }
    #expect(throws: PatternError.syntax(message: "missing ): (a", offset: 0)) { try AllowList(["(a"]) }
  }
}
