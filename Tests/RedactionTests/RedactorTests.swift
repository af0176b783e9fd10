import Testing

@testable import Redaction

@Suite struct RedactorTests {
  @Test func replacesMatchesAndNothingElse() throws {
    let text = "mail bob@example.com, card 4111 1111 1111 1111."
    #expect(try redact(text) == "mail <EMAIL_ADDRESS>, card <CREDIT_CARD>.")
  }

  @Test func leavesCleanTextAlone() throws {
    #expect(try redact("nothing here") == nil)
    #expect(try redact("") == nil)
  }

  @Test func exemptsStructuralKeys() throws {
    #expect(try redact("bob@example.com", key: "gen_ai.request.model") == nil)
    #expect(try redact("4111111111111111", key: "gen_ai.usage.input_tokens") == nil)
    #expect(try redact("bob@example.com", key: "gen_ai.request.model2") == "<EMAIL_ADDRESS>")
  }

  @Test func structuralKeysAreSorted() {
    let names = StructuralKeys.names.map { "\($0)" }
    #expect(names == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }

  @Test(arguments: [
    (Operator.replace(.entityName), "to <EMAIL_ADDRESS>"),
    (.replace(ReplacementTemplate("[{entity}]")), "to [EMAIL_ADDRESS]"),
    (.redact, "to "),
    (.mask(keepFirst: 0, keepLast: 0), "to ***************"),
    (.mask(keepFirst: 1, keepLast: 4), "to b**********.com"),
    (.mask(keepFirst: 9, keepLast: 9), "to ***************"),
  ])
  func appliesOperators(operation: Operator, expected: String) throws {
    var policy = RedactionPolicy()
    policy.operators[.emailAddress] = operation
    #expect(try redact("to bob@example.com", policy: policy) == expected)
  }

  @Test func looksOnlyForWhatThePolicySays() throws {
    var policy = RedactionPolicy()
    policy.excludedEntities = [.emailAddress]
    #expect(try redact("bob@example.com 4111111111111111", policy: policy) == "bob@example.com <CREDIT_CARD>")
    policy.entities = [.emailAddress]
    policy.excludedEntities = []
    #expect(
      try redact("bob@example.com 4111111111111111", policy: policy) == "<EMAIL_ADDRESS> 4111111111111111"
    )
    policy.recognizerSets = []
    #expect(try redact("bob@example.com", policy: policy) == nil)
  }

  @Test func countsByEntityAndPlace() throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    var scratch = redactor.makeScratch()
    var output: [UInt8] = []
    let key: [UInt8] = []
    for place in [0, 3, 3] {
      scratch.place = place
      let text = Array("a@example.com b@example.com".utf8)
      _ = try redactor.redact(
        text.span,
        key: key.span,
        attributeKey: key.span,
        scratch: &scratch,
        output: &output
      )
    }
    #expect(
      scratch.takeCounts() == [
        RedactionCount(entity: .emailAddress, place: 0, matches: 2),
        RedactionCount(entity: .emailAddress, place: 3, matches: 4),
      ]
    )
    #expect(scratch.takeCounts().isEmpty)
  }
}

/// The redacted text, or nil when it stays as it is.
func redact(_ text: String, key: String = "", policy: RedactionPolicy = .init()) throws -> String? {
  let redactor = try Redactor(policy: policy)
  var scratch = redactor.makeScratch()
  var output: [UInt8] = []
  let bytes = Array(text.utf8)
  let key = Array(key.utf8)
  let outcome = try redactor.redact(
    bytes.span,
    key: key.span,
    attributeKey: key.span,
    scratch: &scratch,
    output: &output
  )
  return outcome == .redacted ? String(decoding: output, as: UTF8.self) : nil
}
