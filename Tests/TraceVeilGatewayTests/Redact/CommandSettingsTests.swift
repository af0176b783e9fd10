import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Settings of traceveil redact")
struct CommandSettingsTests {
  private let files = TemporaryDirectory()

  private func redact(_ text: String, _ settings: CommandSettings) -> String {
    var redaction = TextRedaction(redactor: settings.plan.redactor)
    var output: [UInt8] = []
    redaction.append(Array(text.utf8), to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test("Keys, allow list, patterns and operators of a policy file apply to lines of text")
  func text() throws {
    let path = files.file(
      "policy.yaml",
      """
      version: 1
      entities: {EMAIL_ADDRESS: {operator: mask, keep_last: 4}}
      recognizers: [{entity: EMPLOYEE_ID, pattern: '\\bEMP-(\\d{6})\\b', group: 1}]
      allow: ['support@example\\.com']
      keys: {redact: ['*_token']}
      """
    )
    let line = #"{"a_token":"t0p","to":"bob@example.com, support@example.com","by":"EMP-123456"}"#
    let wanted =
      #"{"a_token":"<REDACTED>","to":"***********.com, support@example.com","by":"EMP-<EMPLOYEE_ID>"}"#
    #expect(redact(line, try CommandSettings([:], policyFile: path, for: .text)) == wanted)
    #expect(
      redact(line, try CommandSettings(["TRACEVEIL_POLICY": path], policyFile: nil, for: .text)) == wanted
    )
  }

  @Test("The option wins over the variable, and is named in errors")
  func option() throws {
    let good = files.file("good.yaml", "version: 1\nentities: {EMAIL_ADDRESS: redact}\n")
    let bad = files.file("bad.yaml", "version: 1\nkeys:\n  redacted: [x]\n")
    let settings = try CommandSettings(["TRACEVEIL_POLICY": bad], policyFile: good, for: .text)
    #expect(redact("to bob@example.com", settings) == "to ")
    let error = #expect(throws: ConfigurationError.self) {
      try CommandSettings(["TRACEVEIL_POLICY": good], policyFile: bad, for: .text)
    }
    #expect(error?.key == "--policy" && error?.source == .commandLine)
    #expect(error?.reason.contains("bad.yaml:3: keys.redacted: ") == true)
    let other = #expect(throws: ConfigurationError.self) {
      try CommandSettings(["TRACEVEIL_POLICY": bad], policyFile: nil, for: .text)
    }
    #expect(other?.key == "TRACEVEIL_POLICY" && other?.source == .environment)
  }

  @Test("Without a policy the variables alone decide")
  func variables() throws {
    let none = try CommandSettings(["TRACEVEIL_PROCESSORS": "none"], policyFile: nil, for: .text)
    #expect(redact("bob@example.com", none) == "bob@example.com")
    #expect(none.warnings.map(\.key) == ["TRACEVEIL_PROCESSORS"])
    let plain = try CommandSettings(["TRACEVEIL_MAX_REQUEST_BYTES": "1000"], policyFile: nil, for: .text)
    #expect(redact("bob@example.com", plain) == "<EMAIL_ADDRESS>")
    #expect(plain.maximumBytes == 1000)
  }

  @Test("A dry run of text is refused: it would let everything pass and show nothing")
  func dryRun() {
    let error = #expect(throws: ConfigurationError.self) {
      try CommandSettings(["TRACEVEIL_DRY_RUN": "true"], policyFile: nil, for: .text)
    }
    #expect(error?.key == "TRACEVEIL_DRY_RUN")
  }
}
