import Redaction

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The JSON lines of `redact --report`: `{"text": ...}` in, the redacted text with what was found out.
enum FindingReport {
  private struct Input: Decodable {
    var text: String
  }

  /// The text of an input line; nil when it is no such object.
  static func text(of line: [UInt8]) -> String? {
    try? JSONDecoder().decode(Input.self, from: Data(line)).text
  }

  /// One output line. Offsets count the Unicode code points of the input text, as Presidio's do.
  static func line(redacted: [UInt8], findings: [Finding], of text: String) -> [UInt8] {
    var offsets = CodePointOffsets(of: text)
    let list = findings.map { finding in
      let start = offsets.codePoints(before: finding.range.lowerBound)
      let end = offsets.codePoints(before: finding.range.upperBound)
      return
        "{\"entity\":\(quoted(finding.entity.name)),\"start\":\(start),\"end\":\(end),\"score\":\(finding.score)}"
    }
    let redactedText = quoted(String(decoding: redacted, as: UTF8.self))
    return Array("{\"text\":\(redactedText),\"findings\":[\(list.joined(separator: ","))]}\n".utf8)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// Counts code points up to byte offsets that ascend, each byte looked at once.
struct CodePointOffsets {
  private let bytes: [UInt8]
  private var position = 0
  private var count = 0

  init(of text: String) { bytes = Array(text.utf8) }

  /// Code points that begin before `offset`. Offsets may not get smaller from call to call.
  mutating func codePoints(before offset: Int) -> Int {
    while position < min(offset, bytes.count) {
      // Every byte but a continuation byte begins a code point.
      if bytes[position] & 0xC0 != 0x80 { count += 1 }
      position += 1
    }
    return count
  }
}
