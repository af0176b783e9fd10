import Redaction
import Testing

@testable import TraceVeil

/// What of a text from outside reaches the log.
@Suite struct LogRedactionTests {
  private func shown(_ text: String) -> String? { LogRedaction.standard.redacted(text)?.description }

  @Test func redactsLikeAnyText() {
    #expect(shown("No user bob@example.com") == "No user <EMAIL_ADDRESS>")
    #expect(shown("No Experiment with id=987654 exists") == "No Experiment with id=987654 exists")
  }

  @Test(arguments: [
    ("a\u{0}b\r\nc\t\td", "a b c d"), ("\u{1B}[31mred", "[31mred"), ("\u{202E}gnp.exe", "gnp.exe"),
    ("  a \u{2028} b\u{00A0} ", "a b"), ("bo\u{200B}b@example.com", "<EMAIL_ADDRESS>"),
    ("4095-2609\n-9393-4932 4111 1111\n1111 1111", "4095-2609 -9393-4932 <CREDIT_CARD>"),
  ])
  func putsItOnOneLineOfVisibleCharacters(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(arguments: ["", " \n", "\u{200B}"])
  func saysNothingOfNothing(text: String) {
    #expect(shown(text) == nil)
  }

  @Test func cutsOnlyWhatIsRedacted() {
    let limit = LogRedaction.maximumCharacters
    let text = String(repeating: "x ", count: limit / 2 - 4) + "bob@example.com"
    #expect(shown(text)?.hasSuffix("<EMAIL_A...") == true)
    #expect(shown(String(repeating: "é", count: limit)) == String(repeating: "é", count: limit))
    #expect(
      shown(String(repeating: "a", count: LogRedaction.maximumBytes + 1)) == nil,
      "it may end in a value"
    )
  }

  @Test func showsTheBeginningOfALongText() throws {
    let long = String(repeating: "too long ", count: LogRedaction.maximumBytes)
    let text = try #require(shown("no bob@example.com " + long))
    #expect(text.hasPrefix("no <EMAIL_ADDRESS> too long") && text.hasSuffix("..."))
    #expect(text.count == LogRedaction.maximumCharacters + 3)
  }

  @Test("Where little is left of a long text, what is shown might end within a value")
  func showsNothingNearACut() {
    let key =
      "-----BEGIN PRIVATE KEY-----\n" + String(repeating: "MIIEvQIBADANBgkqhkiG9w0BAQEF\n", count: 1 << 10)
    #expect(shown(key) == nil)
    #expect(shown("see " + key) == nil)
  }

  @Test func hasThePolicyOfTheMoment() throws {
    var policy = RedactionPolicy()
    policy.entities = [.creditCard]
    let processor = RedactionTransform(plan: try RedactionPlan(policy: policy))
    let redaction = LogRedaction(processor)
    #expect(redaction.redacted("bob@example.com")?.description == "bob@example.com")
    processor.use(try RedactionPlan(policy: RedactionPolicy()))
    #expect(redaction.redacted("bob@example.com")?.description == "<EMAIL_ADDRESS>")
  }

  @Test func saysNothingThatAnAnalyzerWouldHaveToSee() throws {
    var policy = RedactionPolicy()
    policy.analyzed = .all
    let redaction = LogRedaction(RedactionTransform(plan: try RedactionPlan(policy: policy)))
    #expect(redaction.redacted("no user John Doe") == nil)
  }
}
