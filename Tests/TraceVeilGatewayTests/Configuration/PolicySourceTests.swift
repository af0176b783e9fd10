import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("TRACEVEIL_POLICY")
struct PolicySourceTests {
  private let files = TemporaryDirectory()

  private func configuration(_ yaml: String, _ variables: [String: String] = [:]) throws
    -> GatewayConfiguration
  {
    let path = files.file("policy.yaml", yaml)
    return try GatewayConfiguration(Environment(["TRACEVEIL_POLICY": path].merging(variables) { $1 }))
  }

  private func plan(_ yaml: String, _ variables: [String: String] = [:]) throws -> RedactionPlan? {
    try configuration("version: 1\n" + yaml, variables).makePlan()
  }

  private func operators(_ plan: RedactionPlan?) -> [String: String] {
    Dictionary((plan?.operations ?? []).map { ($0.entity.name, $0.operator) }, uniquingKeysWith: { $0 + $1 })
  }

  @Test("Every mistake is named by file, line and key")
  func mistakes() throws {
    let configuration = try configuration(
      "version: 1\nentities:\n  NO_SUCH: hash\nrules:\n  - {when: {name: x}, sett_outputs: y}\n"
    )
    let error = #expect(throws: ConfigurationError.self) { try configuration.makePlan() }
    #expect(error?.key == "TRACEVEIL_POLICY" && error?.source == .environment)
    let lines = error?.reason.split(separator: "\n") ?? []
    #expect(lines.contains { $0.contains("policy.yaml:3: entities.NO_SUCH: ") })
    #expect(lines.contains { $0.contains("policy.yaml:5: rules[0].sett_outputs: ") })
  }

  @Test("A file that cannot be read, or is too large, is a mistake too")
  func unreadable() throws {
    let missing = try GatewayConfiguration(Environment(["TRACEVEIL_POLICY": "/does/not/exist.yaml"]))
    let error = #expect(throws: ConfigurationError.self) { try missing.makePlan() }
    #expect(error?.reason.contains("/does/not/exist.yaml: the file cannot be read") == true)
    let large = try configuration("version: 1\n#" + String(repeating: "x", count: PolicyFile.maximumSize))
    #expect(throws: ConfigurationError.self) { try large.makePlan() }
  }

  @Test("An entity that no recognizer here finds is unknown")
  func presidioEntities() throws {
    #expect(throws: ConfigurationError.self) { try plan("entities: {PERSON: hash}") }
  }

  @Test("Rules that make too many combinations are refused")
  func tooManyRules() throws {
    let rules = (0..<64).map { "  - {when: {name: x}, operator: {operator: mask, keep_last: \($0)}}\n" }
    let error = #expect(throws: ConfigurationError.self) { try plan("rules:\n" + rules.joined()) }
    #expect(error?.reason.contains("policy.yaml: rules: ") == true)
  }

  @Test("The file's settings win for what it names; for the rest the variables hold")
  func merging() throws {
    let merged = operators(
      try plan(
        """
        entities:
          EMAIL_ADDRESS: {operator: mask, keep_last: 2}
          URL: redact
          AWS_ACCESS_KEY: replace
        recognizers: [{entity: EMPLOYEE_ID, pattern: 'EMP-\\d{6}'}]
        """,
        [
          "TRACEVEIL_PROCESSORS": "pii", "TRACEVEIL_ENTITIES": "CREDIT_CARD,IBAN_CODE,-URL",
          "TRACEVEIL_OPERATOR": "keep",
        ]
      )
    )
    #expect(
      merged == [
        "CREDIT_CARD": "keep", "IBAN_CODE": "keep", "EMAIL_ADDRESS": "mask", "URL": "redact",
        "AWS_ACCESS_KEY": "replace", "EMPLOYEE_ID": "keep",
      ]
    )
  }

  @Test("hash and encrypt in a file need the key of the variables")
  func key() throws {
    #expect(throws: ConfigurationError.self) { try plan("entities: {EMAIL_ADDRESS: hash}") }
    let key = files.file("key", String(repeating: "0123456789abcdef", count: 4))
    let made = try plan("entities: {EMAIL_ADDRESS: hash}", ["TRACEVEIL_KEY_FILE": key])
    #expect(operators(made)["EMAIL_ADDRESS"] == "hash")
  }

  @Test("With processors none, what the file names is redacted, and that is warned about")
  func noProcessors() throws {
    let configuration = try configuration(
      "version: 1\nentities: {EMAIL_ADDRESS: replace}\n",
      ["TRACEVEIL_PROCESSORS": "none"]
    )
    #expect(operators(try configuration.makePlan()) == ["EMAIL_ADDRESS": "replace"])
    #expect(configuration.processorNames == ["policy"])
    #expect(configuration.warnings.contains { $0.message.contains("BUT WHAT TRACEVEIL_POLICY NAMES") })
  }

  @Test("The file runs first and is printed with the settings")
  func shown() throws {
    let configuration = try configuration("version: 1\n")
    #expect(configuration.processorNames == ["policy", "pii", "secrets"])
    #expect(configuration.printed().contains("TRACEVEIL_POLICY: \"\(files.path)/policy.yaml\""))
  }

  @Test("Summary and dry run; the latter is warned about")
  func options() throws {
    let plain = try GatewayConfiguration(Environment([:]))
    #expect(plain.redactionOptions == RedactionOptions())
    let set = try GatewayConfiguration(
      Environment(["TRACEVEIL_SUMMARY": "Keys", "TRACEVEIL_DRY_RUN": "true"])
    )
    #expect(set.redactionOptions.summary == .keys && set.redactionOptions.isDryRun)
    #expect(set.warnings.map(\.key) == ["TRACEVEIL_DRY_RUN"])
    #expect(set.warnings.first?.message.contains("NOTHING IS REDACTED") == true)
    #expect(throws: ConfigurationError.self) {
      try GatewayConfiguration(Environment(["TRACEVEIL_SUMMARY": "all"]))
    }
  }
}
