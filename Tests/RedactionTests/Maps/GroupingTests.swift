import Testing

@testable import Redaction

/// Sessions and users are told apart.
@Suite struct GroupingTests {
  @Test(arguments: GroupingKeys.names.map(\.description))
  func valuesOfGroupingKeysDiffer(key: String) throws {
    let first = try #require(try redact("kim@post.example", key: key))
    #expect(first.wholeMatch(of: /<EMAIL_ADDRESS:[0-9a-f]{16}>/) != nil)
    #expect(try redact("kim@post.example", key: key) == first)
    #expect(try redact("li@post.example", key: key) != first)
    // As JSON, and among other things.
    #expect(try redact(#""kim@post.example""#, key: key) == #""\#(first)""#)
    #expect(try redact("user kim@post.example", key: key) == "user \(first)")
    // Redacted once.
    #expect(try redact(first, key: key) == nil)
  }

  @Test func namesAscend() {
    let names = GroupingKeys.names.map { Array($0.description.utf8) }
    #expect(zip(names, names.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test func otherKeysAreAsBefore() throws {
    #expect(try redact("kim@post.example", key: "user.idx") == "<EMAIL_ADDRESS>")
    #expect(try redact("kim@post.example", key: "user.i") == "<EMAIL_ADDRESS>")
  }

  /// So that all gateways with one key file agree, and agree with the operator `hash`.
  @Test func aKeyFileDecides() throws {
    var policy = RedactionPolicy()
    policy.key = try KeyMaterial(fileBytes: 0..<32)
    let grouped = try redact("kim@post.example", key: "session.id", policy: policy)
    #expect(grouped != (try redact("kim@post.example", key: "session.id")))
    policy.defaultOperator = .hash
    #expect(try redact("kim@post.example", key: "note", policy: policy) == grouped)
  }

  @Test func anExplicitOperatorWins() throws {
    var policy = RedactionPolicy()
    policy.operators[.emailAddress] = .mask(keepFirst: 0, keepLast: 0)
    #expect(try redact("kim@a.example", key: "user.id", policy: policy) == "*************")
    policy.operators = [:]
    policy.defaultOperator = .replace(ReplacementTemplate("[REDACTED]"))
    #expect(try redact("kim@a.example", key: "user.id", policy: policy) == "[REDACTED]")
    policy.defaultOperator = .replace(.entityName)
    policy.keys = KeyMatcher(redact: ["user.id"])
    #expect(try redact("kim@a.example", key: "user.id", policy: policy) == "<REDACTED>")
  }
}
