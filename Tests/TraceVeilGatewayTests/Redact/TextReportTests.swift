import Redaction
import Testing

@testable import TraceVeilGateway

@Suite struct TextReportTests {
  @Test(arguments: [
    (
      #"{"text":"é😀 bob@example.com"}"#,
      #"{"text":"é😀 <EMAIL_ADDRESS>","findings":[{"entity":"EMAIL_ADDRESS","start":3,"end":18,"score":1}]}"#
    ),
    (#"{"text":"nothing","id":7}"#, #"{"text":"nothing","findings":[]}"#),
  ])
  func reportsCodePoints(line: String, expected: String) throws {
    #expect(try answer(line) == reordered(expected))
  }

  @Test(arguments: ["", "[]", "{}", #"{"text":1}"#, "text"])
  func refusesOtherLines(line: String) throws {
    #expect(try answer(line) == nil)
  }

  /// Members of an object of the standard encoder come in any order: both sides are compared as sets of members.
  private func answer(_ line: String) throws -> Set<String>? {
    var redaction = TextRedaction(redactor: try Redactor(policy: RedactionPolicy()))
    let bytes = TextReport.answer(Array(line.utf8), &redaction)
    return bytes.map { reordered(String(decoding: $0, as: UTF8.self)) }
  }

  private func reordered(_ json: String) -> Set<String> {
    Set(json.split { "{}[],".contains($0) }.map(String.init))
  }
}
