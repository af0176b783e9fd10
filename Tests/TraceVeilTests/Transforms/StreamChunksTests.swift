import JSON
import OTLP
import Redaction
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Chunks of a stream")
struct StreamChunksTests {
  private func values(_ chunks: [String], key: String = "mlflow.chunk.value") throws -> [String] {
    let processor = RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))
    let events = chunks.enumerated().map { index, chunk in
      SpanEvent(name: "mlflow.chunk.item.\(index)", attributes: [key: .string(chunk), "n": 1])
    }
    return try processor.processed(.with([:], events: events)).events.map { event in
      guard case .string(let text) = event.attributes[key] else { return "" }
      return text
    }
  }

  @Test(
    "A match that is split is found; where it goes on nothing stays, the rest byte for byte",
    arguments: [
      (["write to bob@ex", "ample.com ", "today"], ["write to <EMAIL_ADDRESS>", " ", "today"]),
      (["bob", "@", "example", ".com"], ["<EMAIL_ADDRESS>", "", "", ""]),
      (["4111 1111", " 1111 1", "111 and"], ["<CREDIT_CARD>", "", " and"]),
      (
        [#""to \u00e9 bob@ex""#, #""ample.com\n\u00e9""#], [#""to \u00e9 <EMAIL_ADDRESS>""#, #""\n\u00e9""#]
      ),
      ([#""b\u006fb@exam""#, #""ple\u002ecom""#], [#""<EMAIL_ADDRESS>""#, #""""#]),
      (
        [#"{"d": [{"c": "bob@ex"}], "i": 1}"#, #"{"d": [{"c": "ample.com"}], "i": 2}"#],
        [#"{"d": [{"c": "<EMAIL_ADDRESS>"}], "i": 1}"#, #"{"d": [{"c": ""}], "i": 2}"#]
      ),
      ([#""bob@ex""#, #""ample.com""#, #""cut o"#], [#""<EMAIL_ADDRESS>""#, #""""#, #""cut o"#]),
      (["4111-1111-1111-1111", #" "ok""#], ["<CREDIT_CARD>", #" "ok""#]),
      (["hel", "lo"], ["hel", "lo"]), ([#""hel""#, #""lo""#], [#""hel""#, #""lo""#]),
      (["bob@example.com", " x"], ["<EMAIL_ADDRESS>", " x"]),
    ]
  )
  func split(chunks: [String], expected: [String]) throws {
    #expect(try values(chunks) == expected)
    #expect(try values(chunks, key: "llm.content.completion.chunk") == expected)
  }

  @Test("Every way to cut a text finds what is in it")
  func everyCut() throws {
    let text = "é mail bob@example.com, pay 4111-1111-1111-1111 \"ok\"\n"
    let scalars = Array(text.unicodeScalars)
    for first in 0...scalars.count {
      let second = min(first + 3, scalars.count)
      let parts = [scalars[..<first], scalars[first..<second], scalars[second...]].map { part in
        var text = ""
        text.unicodeScalars.append(contentsOf: part)
        return text
      }
      #expect(try values(parts).joined() == "é mail <EMAIL_ADDRESS>, pay <CREDIT_CARD> \"ok\"\n", "\(first)")
      let quoted = try values(
        parts.map { "\"" + String(decoding: JSONText.content(of: Array($0.utf8)), as: UTF8.self) + "\"" }
      )
      let joined = quoted.map { JSONText.text(ofLiteral: $0) ?? "?" }.joined()
      #expect(joined == "é mail <EMAIL_ADDRESS>, pay <CREDIT_CARD> \"ok\"\n", "\(first)")
    }
  }

  private func attribute(_ key: String, _ value: AttributeValue, chunks: Int = 2) throws -> AttributeValue? {
    let processor = RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))
    let events = (0..<chunks).map { index in
      SpanEvent(name: "mlflow.chunk.item.\(index)", attributes: ["mlflow.chunk.value": .string("\(index)")])
    }
    return try processor.processed(.with([key: value], events: events)).attributes[key]
  }

  private static let tokens = [
    "to", " kim", ".", "hale", "@", "post.ex", "ample", ", 4111", " 1111 1111", " 1111", ".",
  ]
  private static let redactedTokens = [
    "to", " <EMAIL_ADDRESS>", "", "", "", "", "", ", <CREDIT_CARD>", "", "", ".",
  ]

  @Test("What a stream has yielded is put together in the outputs of its span, too")
  func outputs() throws {
    let key = "mlflow.spanOutputs"
    let list = AttributeValue.array(Self.tokens.map { .string($0) })
    let redacted = AttributeValue.array(Self.redactedTokens.map { .string($0) })
    #expect(try attribute(key, list) == redacted)
    func deltas(_ tokens: [String]) -> AttributeValue {
      .array(tokens.map { ["choices": .array([["delta": ["content": .string($0)]], .string("x")])] })
    }
    #expect(try attribute(key, deltas(Self.tokens)) == deltas(Self.redactedTokens))
    func json(_ tokens: [String]) -> AttributeValue {
      .string("[" + tokens.map { #"{"c": ["\#($0)", 1]}"# }.joined(separator: ", ") + "]")
    }
    #expect(try attribute(key, json(Self.tokens)) == json(Self.redactedTokens))
    // Of other spans, and other attributes, the elements of a list are texts of their own.
    #expect(try attribute(key, list, chunks: 0) == list)
    #expect(try attribute("other", list) == list)
    #expect(
      try attribute(key, .array([1, .string("a@b.example")])) == .array([1, .string("<EMAIL_ADDRESS>")])
    )
  }

  @Test(
    "So it is in previews, which tell of no span, and may be cut",
    arguments: ["response_preview", "responsePreview", "mlflow.traceOutputs"]
  )
  func previews(key: String) throws {
    func json(_ tokens: [String], _ end: String) -> AttributeValue {
      .string("[" + tokens.map { #""\#($0)""# }.joined(separator: ", ") + end)
    }
    for end in ["]", "...", #", "lo..."#, #", {"a": "lo..."#] {
      #expect(try attribute(key, json(Self.tokens, end), chunks: 0) == json(Self.redactedTokens, end))
    }
    // Nothing is left of the second where the first seems to go on.
    let mails = try attribute(key, .string(#"["a@b.example", "c@d.example"]"#), chunks: 0)
    guard case .string(let text)? = mails else { return }
    #expect(text.hasPrefix(#"["<EMAIL_ADDRESS>", ""#) && !text.contains("example"))
    for text in ["[1, 2]", "[INFO] done", "[", "[]", #"["one", "two"]"#, #"{"a": ["to", "you"]}"#] {
      #expect(try attribute(key, .string(text), chunks: 0) == .string(text))
    }
  }

  @Test("What exceeds the bound is replaced as a whole")
  func bound() throws {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    let events = ["abcdef", "ghijkl"].map {
      SpanEvent(name: "e", attributes: ["mlflow.chunk.value": .string($0)])
    }
    try batch.append([.with([:], events: events)])
    try batch.editSpans { span in
      let found = StreamChunks(of: span.original.events, limit: 8)
      let chunks = try #require(found)
      #expect(outcomes(chunks, span.original.events) == ["unchanged", "failed"])
    }
  }

  @Test("Where the engine fails, the chunks are replaced as a whole")
  func failing() throws {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    let events = ["ab", "cd"].map { SpanEvent(name: "e", attributes: ["mlflow.chunk.value": .string($0)]) }
    try batch.append([.with([:], events: events)])
    try batch.editSpans { span in
      let found = StreamChunks(of: span.original.events)
      var chunks = try #require(found)
      chunks.redact { _, _ in throw RedactionError.patternFailed }
      #expect(outcomes(chunks, span.original.events) == ["failed", "failed"])
    }
  }

  /// What has become of the chunks, one after the other.
  private func outcomes(_ chunks: StreamChunks, _ events: EncodedEvents) -> [String] {
    var outcomes: [String] = []
    events.show { _, attributes in
      attributes.withText(of: "mlflow.chunk.value") { text in
        outcomes.append(chunks.outcome(of: text).map { "\($0)" } ?? "none")
      }
    }
    return outcomes
  }

  @Test("A chunk that is replaced as a whole is in no other's text")
  func largeChunks() throws {
    let processor = RedactionTransform(plan: try RedactionPlan(policy: RedactionPolicy()))
    let large = String(repeating: "x ", count: StreamChunks.maximumBytes / 2 + 1)
    let events = ["pay 4111 1111 ", large, "1111 1111"].map {
      SpanEvent(name: "e", attributes: ["mlflow.chunk.value": .string($0)])
    }
    let values = try processor.processed(.with([:], events: events)).events.map {
      $0.attributes["mlflow.chunk.value"]
    }
    #expect(values == ["pay 4111 1111 ", "<REDACTION_FAILED>", "<REDACTION_FAILED>"])
  }

  @Test(
    "JSON strings",
    arguments: [
      (#""""#, ""), (#""a\n\t\"\\\/""#, "a\n\t\"\\/"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"),
      (#""\u00zz""#, "u00zz"), ("\"é\"", "é"), (#""a\""#, "a\\"), ("plain", nil), ("\"", nil),
    ] as [(String, String?)]
  )
  func strings(literal: String, text: String?) {
    #expect(JSONText.text(ofLiteral: literal) == text)
  }

  @Test(
    "What is no JSON is a text",
    arguments: ["", "{", "{\"a\"}", "[1,]", "\"a\" b", "{\"a\": \"b", "[\"a\"", "\"a\\", "{a: 1}"]
  )
  func malformed(text: String) {
    #expect(JSONTextLeaves.find(in: Array(text.utf8)) == nil)
  }

  @Test("Strings of a document by their paths")
  func paths() throws {
    let first = try #require(JSONTextLeaves.find(in: Array(#"{"a": [1, "x", {"b": "y"}], "c": NaN}"#.utf8)))
    let second = try #require(JSONTextLeaves.find(in: Array(#" {"a":[2,"long",{"b":""}]} "#.utf8)))
    #expect(first.map(\.path) == second.map(\.path) && first.count == 2)
    #expect(JSONTextLeaves.find(in: Array(repeating: UInt8(ascii: "["), count: 1000)) == nil)
  }
}
