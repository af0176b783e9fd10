import Testing

@testable import Redaction

/// What the engine makes of a text under a policy; nil when it wants the attribute gone.
func redact(
  _ text: String,
  _ policy: RedactionPolicy,
  key: String = "",
  attributeKey: String? = nil
) throws -> String? {
  let redactor = try Redactor(policy: policy)
  var scratch = redactor.makeScratch()
  var output: [UInt8] = []
  let attributeKey = attributeKey ?? key
  let outcome = try withBytes(text) { text in
    try withBytes(key) { key in
      try withBytes(attributeKey) { attributeKey in
        try redactor.redact(text, key: key, attributeKey: attributeKey, scratch: &scratch, output: &output)
      }
    }
  }
  switch outcome {
  case .unchanged: return text
  case .redacted: return String(decoding: output, as: UTF8.self)
  case .remove: return nil
  }
}

@Suite struct PolicyRedactionTests {
  private func policy(_ yaml: String) throws -> RedactionPolicy {
    var policy = RedactionPolicy()
    policy.key = try testKey()
    policy.apply(try parsePolicy("version: 1\n" + yaml))
    return policy
  }

  @Test func ownPatternsAreRedacted() throws {
    let policy = try policy(#"recognizers: [{entity: EMPLOYEE_ID, pattern: '\bEMP-(\d{6})\b', group: 1}]"#)
    #expect(
      try redact("ask EMP-001234 or bob@example.com", policy) == "ask EMP-<EMPLOYEE_ID> or <EMAIL_ADDRESS>"
    )
    #expect(try redact(#"{"id":"\nEMP-001234"}"#, policy) == #"{"id":"\nEMP-<EMPLOYEE_ID>"}"#)
    #expect(try redact("EMP%2D001234", policy) == "EMP%2D<EMPLOYEE_ID>")
  }

  @Test func contextWordsRaiseAScore() throws {
    let policy = try policy(
      #"recognizers: [{entity: EMPLOYEE_ID, pattern: '\b\d{6}\b', score: 0.1, context: [employee, badge]}]"#
    )
    #expect(try redact("order 001234", policy) == "order 001234")
    #expect(try redact("badge 001234", policy) == "badge <EMPLOYEE_ID>")
  }

  @Test func operatorsOfTheFileApply() throws {
    let policy = try policy(
      """
      entities: {EMPLOYEE_ID: {operator: mask, keep_last: 2}, EMAIL_ADDRESS: {operator: hash}}
      recognizers: [{entity: EMPLOYEE_ID, pattern: 'EMP-[0-9]+'}]
      """
    )
    #expect(try redact("EMP-001234", policy) == "********34")
    #expect(try redact("bob@example.com", policy) == "<EMAIL_ADDRESS:da2d6a37130b5527>")
  }

  @Test func excludedEntitiesAreNotLookedFor() throws {
    var policy = try policy("recognizers: [{entity: EMPLOYEE_ID, pattern: 'EMP-[0-9]+'}]")
    policy.excludedEntities = [EntityType("EMPLOYEE_ID")]
    #expect(try redact("EMP-001234", policy) == "EMP-001234")
  }

  @Test func allowedMatchesAreSparedOneByOne() throws {
    let policy = try policy(#"allow: ['support@example\.com']"#)
    #expect(
      try redact("support@example.com 4111111111111111 it@example.com", policy)
        == "support@example.com <CREDIT_CARD> <EMAIL_ADDRESS>"
    )
    #expect(try redact("a-support@example.com", policy) == "<EMAIL_ADDRESS>")
  }

  @Test func keysOfAttributes() throws {
    let policy = try policy(
      "keys: {redact: [password, '*_token'], drop: [http.request.body], keep: [note, my.service]}"
    )
    #expect(try redact("anything", policy, key: "user.password") == "<REDACTED>")
    #expect(try redact("anything", policy, key: "refresh_token") == "<REDACTED>")
    #expect(try redact("<REDACTED>", policy, key: "password") == "<REDACTED>")
    #expect(try redact("anything", policy, key: "http.request.body") == nil)
    #expect(try redact("bob@example.com", policy, key: "note") == "bob@example.com")
    #expect(try redact("bob@example.com", policy, key: "other") == "<EMAIL_ADDRESS>")
  }

  @Test func keysOfMembers() throws {
    let policy = try policy("keys: {redact: [password], drop: [body], keep: [note]}")
    #expect(try redact("x", policy, key: "password", attributeKey: "user") == "<REDACTED>")
    #expect(try redact("x", policy, key: "body", attributeKey: "http") == "<REDACTED>")
    #expect(try redact("x", policy, key: "other", attributeKey: "body") == nil)
    #expect(try redact("x", policy, key: "note", attributeKey: "password") == "<REDACTED>")
    #expect(try redact("x", policy, key: "password", attributeKey: "note") == "<REDACTED>")
    #expect(try redact("bob@example.com", policy, key: "x", attributeKey: "note") == "bob@example.com")
  }

  @Test func theOperatorOfKeysIsThatOfREDACTED() throws {
    let hashed = try policy("keys: {redact: [password]}\nentities: {REDACTED: hash}")
    let once = try #require(try redact("hunter2", hashed, key: "password"))
    #expect(once.hasPrefix("<REDACTED:"))
    #expect(try redact(once, hashed, key: "password") == once)
    var kept = try policy("keys: {redact: [password]}")
    kept.defaultOperator = .keep
    #expect(try redact("hunter2", kept, key: "password") == "<REDACTED>")
  }

  @Test(arguments: ["replace", "hash", "encrypt"])
  func standInsAreNotFoundAgain(_ name: String) throws {
    let policy = try policy(
      """
      entities: {EMAIL_ADDRESS: \(name), HEX: \(name), WORD: \(name)}
      recognizers:
        - {entity: HEX, pattern: '[0-9a-f]{16}'}
        - {entity: WORD, pattern: '\\bEMAIL_ADDRESS\\b'}
      """
    )
    let once = try #require(try redact("bob@example.com 0123456789abcdef EMAIL_ADDRESS", policy))
    #expect(!once.contains("bob"))
    #expect(try redact(once, policy) == once)
    #expect(try redact("password=\(once)", policy)?.contains(once.prefix(20)) == true)
  }

  @Test func aShieldHidesNothing() throws {
    let policy = try policy("recognizers: [{entity: HEX, pattern: '[0-9a-f]{16}'}]")
    // A card in the place of a hash, a token that does not authenticate, an entity nobody knows.
    for text in [
      "<CREDIT_CARD:4111111111111111>", "<A:enc:v1:0123456789abcdef>", "<NOBODY:0123456789abcdef>",
    ] {
      let redacted = try #require(try redact(text, policy))
      #expect(!redacted.contains("0123456789abcdef") && !redacted.contains("4111111111111111"), "\(redacted)")
    }
  }

  @Test func matchesAreCountedByEntity() throws {
    let redactor = try Redactor(
      policy: try policy(
        "recognizers: [{entity: EMPLOYEE_ID, pattern: 'EMP-[0-9]+'}]\nkeys: {redact: [password]}"
      )
    )
    #expect(redactor.entities.suffix(2) == [EntityType("EMPLOYEE_ID"), .sensitiveKey])
    var scratch = redactor.makeScratch()
    var output: [UInt8] = []
    for (text, key) in [("EMP-1 EMP-2", "a"), ("x", "password")] {
      try withBytes(text) { text in
        try withBytes(key) { key in
          _ = try redactor.redact(text, key: key, attributeKey: key, scratch: &scratch, output: &output)
        }
      }
    }
    let counts = scratch.takeCounts()
    #expect(counts.contains(RedactionCount(entity: EntityType("EMPLOYEE_ID"), place: 0, matches: 2)))
    #expect(counts.contains(RedactionCount(entity: .sensitiveKey, place: 0, matches: 1)))
  }
}
