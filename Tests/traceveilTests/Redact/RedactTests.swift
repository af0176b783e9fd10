import Redaction
import TestSupport
import Testing

@testable import traceveil_cli

@Suite("Redacting lines")
struct RedactTests {
  private func redact(_ line: String) throws -> String {
    var lines = LineRedactor(try Redactor(policy: RedactionPolicy()))
    var output: [UInt8] = []
    let bytes = Array(line.utf8)
    lines.redactLine(bytes.span, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test(
    "A line and its end",
    arguments: [
      ("to bob@example.com\n", "to <EMAIL_ADDRESS>\n"), ("bob@example.com\r\n", "<EMAIL_ADDRESS>\r\n"),
      ("bob@example.com", "<EMAIL_ADDRESS>"), ("\n", "\n"), ("\r\n", "\r\n"), ("", ""),
      ("nothing\n", "nothing\n"),
      ("{\"a\":\"bob@example.com\"}\n", "{\"a\":\"<EMAIL_ADDRESS>\"}\n"),
    ]
  )
  func lines(line: String, expected: String) throws {
    #expect(try redact(line) == expected)
  }

  @Test(
    "Lines of a file, however they fall on the reads",
    arguments: [1, 100, 65_535, 65_536, 65_537, 200_000]
  )
  func source(length: Int) throws {
    let files = TemporaryDirectory()
    let line = String(repeating: "x", count: length)
    let path = files.file("lines", "\(line)\n\n\(line)\nend")
    var lengths: [Int] = []
    var source = try LineSource(path)
    try source.forEachLine {
      lengths.append($0.count)
    } whenDrained: {
    }
    #expect(lengths == [length + 1, 1, length + 1, 3])
  }

  @Test("A line over the limit is an error, not memory")
  func longLine() throws {
    let files = TemporaryDirectory()
    let path = files.file("lines", String(repeating: "x", count: 300_000))
    var source = try LineSource(path, limit: 100_000)
    #expect(throws: LineSource.Failure.self) {
      try source.forEachLine { _ in
      } whenDrained: {
      }
    }
  }

  @Test("Offsets count code points, whatever they take in UTF-8")
  func offsets() {
    var offsets = CodePointOffsets(of: "aé😀z")
    #expect([0, 1, 3, 7, 8, 99].map { offsets.codePoints(before: $0) } == [0, 1, 2, 3, 4, 4])
  }

  @Test("A report line")
  func report() throws {
    let text = "é\u{1}\"x\" bob@example.com"
    var lines = LineRedactor(try Redactor(policy: RedactionPolicy()))
    let bytes = Array(text.utf8)
    let findings = try lines.findings(in: bytes.span)
    var redacted: [UInt8] = []
    lines.redact(bytes.span, into: &redacted)
    let line = FindingReport.line(redacted: redacted, findings: findings, of: text)
    #expect(
      String(decoding: line, as: UTF8.self)
        == "{\"text\":\"é\\u0001\\\"x\\\" <EMAIL_ADDRESS>\","
        + "\"findings\":[{\"entity\":\"EMAIL_ADDRESS\",\"start\":6,\"end\":21,\"score\":1.0}]}\n"
    )
    #expect(FindingReport.text(of: line) == "é\u{1}\"x\" <EMAIL_ADDRESS>", "it is valid JSON")
  }

  @Test(
    "What is no object with a text",
    arguments: ["", "[]", "{\"text\":1}", "{\"Text\":\"x\"}", "text", "{\"text\":\"x\"} y"]
  )
  func notAReport(line: String) {
    #expect(FindingReport.text(of: Array(line.utf8)) == nil)
  }
}
