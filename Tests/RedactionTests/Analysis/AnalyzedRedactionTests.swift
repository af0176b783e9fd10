import Foundation
import Testing

@testable import Redaction

@Suite struct AnalyzedRedactionTests {
  private let analyzer = WordAnalyzer([
    "John Doe": .person, "Zoë": .person, "דוד": .person, "Rome": .location,
  ])

  @Test(
    "What an analyzer finds is replaced where it stands",
    arguments: [
      ("I am John Doe", "I am <PERSON>"),
      ("😀👩‍👩‍👧 John Doe 😀", "😀👩‍👩‍👧 <PERSON> 😀"),
      ("e\u{301}e\u{301} Zoë", "e\u{301}e\u{301} <PERSON>"),
      ("שלום דוד שלום", "שלום <PERSON> שלום"),
      (#"{"a": "John Doe"}"#, #"{"a": "<PERSON>"}"#),
      (
        #"{"a": "x\nJohn Doe \ud83d\ude00 Rome", "n": NaN}"#,
        #"{"a": "x\n<PERSON> \ud83d\ude00 <LOCATION>", "n": NaN}"#
      ),
      (#"{"a": "{\"b\": [\"Zo\\u00eb\", \"Rome\"]}"}"#, #"{"a": "{\"b\": [\"<PERSON>\", \"<LOCATION>\"]}"}"#),
      (
        #"["{\"a\": \"{\\\"b\\\": \\\"\\\\\\\"John Doe\\\\\\\" said\\\"}\"}", 1]"#,
        #"["{\"a\": \"{\\\"b\\\": \\\"\\\\\\\"<PERSON>\\\\\\\" said\\\"}\"}", 1]"#
      ),
      (#""John Doe""#, #""<PERSON>""#),
      ("[John Doe] said \"hi\"", "[<PERSON>] said \"hi\""),
      (#"{"a": "John Doe" "#, #"{"a": "<PERSON>" "#),
      (#"{"John Doe of Rome": 1}"#, #"{"<PERSON> of <LOCATION>": 1}"#),
    ]
  )
  func places(text: String, expected: String) throws {
    #expect(try analyzer.redacted(text) == expected)
  }

  @Test(
    "It is shown the texts that people wrote, decoded",
    arguments: [
      ("plain text", ["plain text"]),
      (
        #"{"model": "gpt", "full name": "x\ty", "n": 12, "s": "4111", "ok": true}"#,
        ["gpt", "full name", "x\ty"]
      ),
      (#"{"a": "[\"b\", \"{\\\"c\\\": \\\"d\\\"}\"]", "e": "f"}"#, ["b", "d", "f"]),
      (#"{"a": "\ud800 b"}"#, ["\u{FFFD} b"]),
      (#"{"a": "\q b"}"#, [#"{"a": "\q b"}"#]),
      ("12:30, 5.0 %", []), ("", []), ("{}", []), ("\n", []),
    ]
  )
  func showing(text: String, shown: [String]) throws {
    #expect(try analyzer.shown(text) == shown)
  }

  @Test("Names that are written like identifiers are not shown, nor is structure")
  func names() throws {
    for name in ["mlflow.chat", "ChatOpenAI", "get_weather", "3"] {
      #expect(try analyzer.shown(name, form: .name) == [])
      #expect(try analyzer.shown(name, key: "service.name") == [])
      #expect(try analyzer.shown(name, form: .none) == [])
    }
    for name in ["Call of John Doe", "Zoë"] { #expect(try analyzer.shown(name, form: .name) == [name]) }
    #expect(try analyzer.shown("ROME", key: "mlflow.spanType") == [])
    #expect(try analyzer.shown("AGENT of Rome", key: "mlflow.spanType") == ["AGENT of Rome"])
    #expect(try analyzer.redacted("Rome", key: "mlflow.spanType") == "Rome")
    #expect(try analyzer.redacted("Rome") == "<LOCATION>")
  }

  @Test("Overlaps with recognizers' matches are resolved as between recognizers: by length, then by score")
  func overlaps() throws {
    var analyzer = WordAnalyzer([:])
    analyzer.words = [
      ("4111 1111 1111 1111", EntityType("DATE_TIME"), 0.85), ("bob@example", EntityType("URL"), 1),
      ("card ann@example.com", .person, 0.5),
    ]
    #expect(try analyzer.redacted("4111 1111 1111 1111") == "<CREDIT_CARD>")
    #expect(try analyzer.redacted("to bob@example.com") == "to <EMAIL_ADDRESS>")
    #expect(try analyzer.redacted("card ann@example.com!") == "<PERSON>!")
  }

  @Test("Operators, thresholds, exclusions, the allow list and keys hold for its entities too")
  func policies() throws {
    var analyzer = analyzer
    analyzer.policy.operators = [.person: .mask(keepFirst: 1, keepLast: 0), .location: .redact]
    #expect(try analyzer.redacted("John Doe, Rome.") == "J*******, .")
    analyzer.policy.excludedEntities = [.location]
    #expect(try analyzer.redacted("John Doe, Rome.") == "J*******, Rome.")
    analyzer.policy.allow = try AllowList(["John .*"])
    #expect(try analyzer.redacted("John Doe, Zoë") == "John Doe, Z**")
    analyzer.policy.keys = KeyMatcher(redact: ["secret"], drop: [], keep: ["fine"])
    #expect(try analyzer.redacted("Zoë", key: "fine") == "Zoë")
    #expect(try analyzer.shown("Zoë", key: "fine") == [] && analyzer.shown("Zoë", key: "secret") == [])
    analyzer.policy.analyzed = .some([.location])
    #expect(try analyzer.redacted("Zoë") == "Zoë")
    analyzer = self.analyzer
    analyzer.words = [("Zoë", .person, 0.39), ("Rome", .location, 0.4)]
    #expect(try analyzer.redacted("Zoë, Rome") == "Zoë, <LOCATION>")
  }

  @Test("A text that it has not answered is replaced, whatever the operators, and JSON stays JSON")
  func unanswered() throws {
    var analyzer = analyzer
    analyzer.policy.defaultOperator = .keep
    analyzer.unanswered = ["bob@example.com in Rome", "secret"]
    #expect(try analyzer.redacted("secret") == "<REDACTION_FAILED>")
    #expect(
      try analyzer.redacted(#"{"a": "bob@example.com in Rome", "b": ["{\"c\": \"secret\"}", 5, "fine"]}"#)
        == #"{"a": "<REDACTION_FAILED>", "b": ["{\"c\": \"<REDACTION_FAILED>\"}", 5, "fine"]}"#
    )
  }

  @Test("A long text is shown in overlapping pieces, and what stands at a cut is found")
  func longTexts() throws {
    for padding in 0..<40 {
      let text =
        String(repeating: "é ", count: 2700) + String(repeating: "x", count: padding) + "John Doe"
        + String(repeating: " é", count: 6000)
      let shown = try analyzer.shown(text)
      #expect(shown.count > 2 && shown.allSatisfy { $0.utf8.count <= TextPieces.maximumLength })
      #expect(try analyzer.redacted(text) == text.replacing("John Doe", with: "<PERSON>"))
    }
    let solid = String(repeating: "😀", count: 10_000)
    #expect(try analyzer.shown(solid).allSatisfy { $0.unicodeScalars.allSatisfy { $0 == "😀" } })
    #expect(try analyzer.shown(solid).count > 4)
  }

  @Test("Binary data is not shown, and what is around it is")
  func binaryData() throws {
    var random = SystemRandomNumberGenerator()
    let image = Data((0..<3000).map { _ in UInt8.random(in: 0...255, using: &random) }).base64EncodedString()
    let text = #"{"a": "John Doe data:image/png;base64,\#(image) Rome", "b": "Rome"}"#
    #expect(try analyzer.shown(text) == ["John Doe data:image/png;base64,", " Rome", "Rome"])
    #expect(
      try analyzer.redacted(text)
        == #"{"a": "<PERSON> data:image/png;base64,\#(image) <LOCATION>", "b": "<LOCATION>"}"#
    )
  }

  @Test("Single words are shown")
  func words() throws {
    #expect(try analyzer.redacted("Rome") == "<LOCATION>" && analyzer.redacted("word") == "word")
  }

  @Test("Entities have names of a policy, and there is a bound on them")
  func namesOfEntities() throws {
    #expect(EntityType(sanitizing: "in_pan").name == "IN_PAN")
    #expect(EntityType(sanitizing: "My Entity<").name == "MY_ENTITY_")
    #expect(EntityType(sanitizing: "Ä").name == "OTHER" && EntityType(sanitizing: "").name == "OTHER")
    #expect(EntityType(sanitizing: "A123456789").name == "OTHER")
    #expect(EntityType(sanitizing: String(repeating: "A", count: 99)).name.count == 64)
    var analyzer = WordAnalyzer([:])
    analyzer.words = (0..<300).map { ("w\($0);", EntityType("E\($0)"), 1) }
    let text = (0..<300).map { "w\($0);" }.joined(separator: " ")
    let redacted = try analyzer.redacted(text)
    #expect(redacted.hasPrefix("<E0> <E1> ") && redacted.hasSuffix(" <OTHER> <OTHER>"))
  }
}
