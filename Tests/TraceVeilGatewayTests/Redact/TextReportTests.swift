import Redaction
import Testing

@testable import TraceVeilGateway

@Suite struct TextReportTests {
  @Test(arguments: [
    (
      #"{"text":"é😀 bob@example.com"}"#,
      #"{"text":"é😀 <EMAIL_ADDRESS>","findings":[{"entity":"EMAIL_ADDRESS","start":3,"end":18,"score":1}]}"#
    ),
    (
      #"{"n":[{"text":1}],"text":"a\/b \ud83d\ude00\n203.0.113.9"}"#,
      #"{"text":"a/b 😀\n<IP_ADDRESS>","findings":[{"entity":"IP_ADDRESS","start":6,"end":17,"score":0.95}]}"#
    ),
    (#"{"text":"nothing","id":7}"#, #"{"text":"nothing","findings":[]}"#),
  ])
  func reportsCodePoints(line: String, expected: String) throws {
    #expect(try answer(line) == expected)
  }

  @Test(arguments: ["", "[]", "{}", #"{"text":1}"#, "text"])
  func refusesOtherLines(line: String) throws {
    #expect(try answer(line) == nil)
  }

  private func answer(_ line: String) throws -> String? {
    var redaction = TextRedaction(redactor: try Redactor(policy: RedactionPolicy()))
    return TextReport.answer(Array(line.utf8), &redaction).map { String(decoding: $0, as: UTF8.self) }
  }
}
