import JSON
import NIOCore
import OTLP
import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Bodies that cannot go on to MLflow as they are")
struct MLflowRepairTests {
  private let redaction: MLflowRedaction

  init() throws {
    redaction = MLflowRedaction(transforms: [
      RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))
    ])
  }

  private func redact(_ text: String, as form: MLflowBodyForm = .json) throws -> String {
    String(buffer: try #require(try redaction.redact(ByteBuffer(string: text), as: form)))
  }

  private static let written = [
    "18446744073709551615", "-9223372036854775809", "123456789012345678901234567890", "NaN", "Infinity",
    "-Infinity",
    "1e400", "-0.0", "1.50", "1E5", "0.1000", #""\ud800 half""#, #""caf\u00e9 \/ \u0041""#, "null", "true",
    #"{"\u0061\ud800":1}"#, #"{"a":1,"a":2}"#, #"[1,"x",{}]"#, #""""#,
  ]

  @Test("What is not redacted stays as it was written, beside what is", arguments: written)
  func faithful(value: String) throws {
    for (before, after) in [("nothing", "nothing"), ("a@b.example", "<EMAIL_ADDRESS>")] {
      let json = #"{"inputs":{"v":\#(value),"to":"\#(before)"},"\u00e9":\#(value)}"#
      #expect(try redact(json) == json.replacing(before, with: after))
      let list = #"{"value":[\#(value),"\#(before)",\#(value)]}"#
      #expect(try redact(list) == list.replacing(before, with: after))
      let span = #"{"spans":[{"name":"\#(before)","attributes":{"k":\#(value)},"n":\#(value)}]}"#
      let redacted = try JSONParser.parse(Array(try redact(span, as: .traceData).utf8))
      let original = try JSONParser.parse(Array(span.utf8))
      for name in ["attributes", "n"] {
        #expect(redacted["spans"]?.first?[name] == original["spans"]?.first?[name])
      }
    }
    #expect(redaction.repairs.counts == [:])
  }

  @Test("Both of two members with the same name are redacted")
  func twice() throws {
    #expect(
      try redact(#"{"value":"a@b.example","value":"c@d.example","tags":{"k":"e@f.example","k":"x"}}"#)
        == #"{"value":"<EMAIL_ADDRESS>","value":"<EMAIL_ADDRESS>","tags":{"k":"<EMAIL_ADDRESS>","k":"x"}}"#
    )
    let spans = #"{"spans":[{"name":"a@b.example","name":"c@d.example"}],"spans":[{"name":"e@f.example"}]}"#
    #expect(!(try redact(spans, as: .traceData)).contains(".example"))
  }

  private static func nested(_ levels: Int, _ text: String, asMaps: Bool) -> String {
    String(repeating: asMaps ? #"{"k":"# : "[", count: levels) + text
      + String(repeating: asMaps ? "}" : "]", count: levels)
  }

  @Test("A value of 64 levels stays, and a text takes the place of what is deeper", arguments: [false, true])
  func depth(asMaps: Bool) throws {
    for (levels, repairs) in [(1, 0), (20, 0), (63, 0), (64, 0), (65, 1), (70, 1), (90, 1), (2000, 1)] {
      let before = redaction.repairs.counts[.deepValue] ?? 0
      func body(_ text: String) -> String { #"{"value":\#(text),"rationale":"a@b.example"}"# }
      let deep = Self.nested(levels, #""to a@b.example""#, asMaps: asMaps)
      let kept =
        repairs == 0
        ? Self.nested(levels, #""to <EMAIL_ADDRESS>""#, asMaps: asMaps)
        : Self.nested(64, #""<TOO_DEEP>""#, asMaps: asMaps)
      let redacted = try redact(body(deep))
      #expect(redacted == body(kept).replacing("a@b.example", with: "<EMAIL_ADDRESS>"), "\(levels)")
      #expect((redaction.repairs.counts[.deepValue] ?? 0) - before == repairs)
      let spans =
        #"{"spans":[{"name":"n","attributes":{"a":\#(deep)},"events":[{"name":"e","attributes":{"b":\#(deep)}}]}]}"#
      #expect(!(try redact(spans, as: .traceData)).contains("a@b.example"))
    }
  }

  @Test("Bytes that are no UTF-8 become U+FFFD, and are counted")
  func notUTF8() throws {
    let body =
      Array(#"{"rationale":"caf"#.utf8) + [0xE9] + Array(#" for a@b.example","name":"\n"#.utf8) + [
        0xFF, 0xFE,
      ]
      + Array(#""}"#.utf8)
    for body in [body, Array(#"{"name":"x"#.utf8) + [0xC3] + Array(#""}"#.utf8)] {
      let redacted = String(buffer: try #require(try redaction.redact(ByteBuffer(bytes: body), as: .json)))
      #expect(redacted.contains("\u{FFFD}") && !redacted.contains("a@b.example"))
    }
    #expect(redaction.repairs.counts == [.invalidText: 3])
  }

  @Test("What is no JSON is refused, however deep it is")
  func malformed() {
    for text in [
      String(repeating: "[", count: 5000), String(repeating: #"{"a":"#, count: 5000), "[\"\u{1}\"]",
    ] {
      #expect(throws: MLflowRedaction.Failure.malformed(.invalidJSON)) { try redact(text) }
    }
  }
}

extension JSONValue {
  fileprivate var first: JSONValue? {
    if case .array(let elements) = self { elements.first } else { nil }
  }
}
