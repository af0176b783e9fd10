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

  @Test(arguments: [
    ("gen_ai.request.model", "gpt-4o-2024-08-06"), ("gen_ai.request.model", "ft:gpt-4o:acme::9ab1cDeF"),
    ("gen_ai.response.model", "us.anthropic.claude-3-5-sonnet-20241022-v2:0"),
    ("service.version", "10.0.0.7"), ("telemetry.sdk.version", "1.26.0.1"),
    ("mlflow.traceRequestId", "\"tr-41111111111111111111111111111abc\""),
    ("mlflow.spanType", "\"CHAT_MODEL\""),
    ("gen_ai.usage.input_tokens", "41111111"), ("gen_ai.request.seed", "4111111111111111"),
    ("gen_ai.usage.cost", "0.004111111111111111"), ("gen_ai.request.temperature", "0.4111111111111111"),
    ("mlflow.chat.tokenUsage", #"{"input_tokens": 378282246310, "cost": 0.5}"#),
  ])
  func exemptsStructureUnderStructuralKeys(key: String, text: String) throws {
    #expect(try redact(text, key: key) == nil)
  }

  @Test(arguments: [
    ("gen_ai.request.model", "bob@example.com", "<EMAIL_ADDRESS>"),
    ("gen_ai.request.model2", "bob@example.com", "<EMAIL_ADDRESS>"),
    ("gen_ai.request.model", "of bob@example.com", "of <EMAIL_ADDRESS>"),
    ("service.version", "from 10.0.0.7", "from <IP_ADDRESS>"),
    ("llm.system", "4111-1111-1111-1111", "<CREDIT_CARD>"),
    ("mlflow.llm.model", "m-4111111111111111", "m-<CREDIT_CARD>"),
    ("gen_ai.usage.input_tokens", "4111111111111111", "<CREDIT_CARD>"),
    ("mlflow.spanType", "\"of bob@example.com\"", "\"of <EMAIL_ADDRESS>\""),
    (
      "mlflow.chat.tokenUsage", #"{"input_tokens": 1, "note": "bob@example.com"}"#,
      #"{"input_tokens": 1, "note": "<EMAIL_ADDRESS>"}"#
    ),
    (
      "mlflow.chat.tokenUsage", #"{"bob@example.com": 1}"#,
      #"{"<EMAIL_ADDRESS>": 1}"#
    ),
  ])
  func searchesTextUnderStructuralKeys(key: String, text: String, redacted: String) throws {
    #expect(try redact(text, key: key) == redacted)
  }

  @Test(arguments: [false, true])
  func structureStaysShort(isQuoted: Bool) throws {
    let mark = isQuoted ? "\"" : ""
    let long = mark + String(repeating: "a@b.co ", count: 60) + mark
    #expect(try redact(long, key: "mlflow.spanType") == mark + "<REDACTED>" + mark)
    #expect(try redact(long, key: "note").map { $0.utf8.count > 500 } == true)
  }

  @Test(arguments: [
    "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8", "AKIAIOSFODNN7EXAMPLE", "GB29NWBK60161331926819",
    "hunter two", "4111111111111111", "2125550123 2125550124", "", "{\"a\": \"b\"}",
  ])
  func takesNoSecretForAName(_ text: String) {
    #expect(
      !Array(text.utf8).withUnsafeBufferPointer { StructuralShape.name.fits(ByteView($0)) } || text.isEmpty
    )
  }

  @Test func structuralKeysAreSorted() {
    let names = StructuralKeys.names.map { "\($0.name)" }
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
