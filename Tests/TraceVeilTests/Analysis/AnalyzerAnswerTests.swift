import Redaction
import Testing

@testable import TraceVeil

@Suite struct AnalyzerAnswerTests {
  private func ranges(_ body: String, _ texts: [String]) -> [[String]]? {
    let texts = texts.map { Array($0.utf8) }
    return AnalyzerAnswer.matches(Array(body.utf8), in: texts)?.enumerated().map { index, matches in
      matches.map { "\($0.entity) \(String(decoding: texts[index][$0.range], as: UTF8.self)) \($0.score)" }
    }
  }

  @Test("Offsets are code points")
  func offsets() {
    let body =
      #" [ [{"analysis_explanation": {"a": [1, "\"]"]}, "end": 7, "entity_type": "person", "score": 0.5, "start": 3}],[] ]"#
    for (text, word) in [
      ("abcdefgh", "defg"), ("😀😀😀John 😀", "John"), ("e\u{301} Zoë\u{301}", "Zoë\u{301}"), ("שלוםדוד", "םדוד"),
    ] {
      #expect(ranges(body, [text, "x"]) == [["PERSON \(word) 0.5"], []])
    }
  }

  @Test(
    "What is no answer to these texts is none",
    arguments: [
      "", "[]", "[[]]", "[[],[],[]]", "{}", "null", "[[],[]] x", "[[],", "[[],[{}]]",
      #"{"error": "No text"}"#,
      #"[[{"start": -1, "end": 1, "score": 1, "entity_type": "A"}],[]]"#,
      #"[[{"start": 2, "end": 1, "score": 1, "entity_type": "A"}],[]]"#,
      #"[[{"start": 0, "end": 5, "score": 1, "entity_type": "A"}],[]]"#,
      #"[[{"start": 0, "end": 1e300, "score": 1, "entity_type": "A"}],[]]"#,
      #"[[{"start": 0.5, "end": 1, "score": 1, "entity_type": "A"}],[]]"#,
      #"[[{"start": 0, "end": 1, "score": 1.5, "entity_type": "A"}],[]]"#,
      #"[[{"start": 0, "end": 1, "score": NaN, "entity_type": "A"}],[]]"#,
      #"[[{"start": 0, "end": 1, "score": "1", "entity_type": "A"}],[]]"#,
      #"[[{"start": 0, "end": 1, "score": 1, "entity_type": 5}],[]]"#,
      #"[[{"start": 0, "end": 1, "score": 1}],[]]"#,
      "[[{\"x\": " + String(repeating: "[", count: 5000),
    ]
  )
  func malformed(body: String) {
    #expect(ranges(body, ["abcd", "x"]) == nil)
  }

  @Test func anEmptyMatchIsNone() {
    let body = #"[[{"start": 4, "end": 4, "score": 1, "entity_type": "A", "recognition_metadata": {}}]]"#
    #expect(ranges(body, ["abcd"]) == [[]])
  }
}
