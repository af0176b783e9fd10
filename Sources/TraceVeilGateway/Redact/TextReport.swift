import JSON
import Redaction

/// The lines of `traceveil redact --report`: `{"text": ...}` in, the redacted text and what was found out.
struct TextReport {
  private struct Match {
    let entity: String
    /// Unicode code points of the input, as Presidio's are.
    let start: Int
    let end: Int
    let score: Double
  }

  /// The answer to one line; nil when the line is no object with a string `text`.
  static func answer(_ line: [UInt8], _ redaction: inout TextRedaction) -> [UInt8]? {
    guard let input = input(line) else { return nil }
    let text = Array(input.utf8)
    var redacted: [UInt8] = []
    var matches: [Match] = []
    if let findings = redaction.findings(in: text) {
      redaction.append(text, to: &redacted)
      matches = points(of: findings, in: text)
    } else {
      redacted = TextRedaction.failureText
    }
    return document(String(decoding: redacted, as: UTF8.self), matches).encoded
  }

  /// The text of a line; other members may be anything.
  private static func input(_ line: [UInt8]) -> String? {
    line.withUnsafeBufferPointer { bytes in
      var reader = JSONTreeReader(bytes, limits: .init(deepValue: ""))
      return (try? reader.document())?["text"]?.text
    }
  }

  /// The members in the order in which they are documented.
  private static func document(_ text: String, _ findings: [Match]) -> JSONValue {
    [
      "text": .string(text),
      "findings": .array(
        findings.map { match in
          [
            "entity": .string(match.entity), "start": .number("\(match.start)"),
            "end": .number("\(match.end)"),
            "score": .number(match.score == match.score.rounded() ? "\(Int(match.score))" : "\(match.score)"),
          ]
        }
      ),
    ]
  }

  /// Byte offsets as code points, in one pass over the text.
  private static func points(of findings: [Finding], in text: [UInt8]) -> [Match] {
    var byte = 0
    var point = 0
    func advance(to offset: Int) -> Int {
      while byte < offset {
        if text[byte] & 0xC0 != 0x80 { point += 1 }
        byte += 1
      }
      return point
    }
    return findings.map { finding in
      let start = advance(to: finding.range.lowerBound)
      let end = advance(to: finding.range.upperBound)
      // Scores are kept as floats; two decimals are what they mean.
      let score = (Double(finding.score) * 100).rounded() / 100
      return Match(entity: finding.entity.name, start: start, end: end, score: score)
    }
  }
}
