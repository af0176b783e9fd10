import Testing

@testable import Redaction

/// Members whose keys redact alike stay apart.
@Suite struct KeySeparationTests {
  @Test(arguments: [
    (
      #"{"kim@post.example":10,"li@post.example":20,"ana@post.example":30}"#,
      #"{"<EMAIL_ADDRESS>":10,"<EMAIL_ADDRESS_2>":20,"<EMAIL_ADDRESS_3>":30}"#
    ),
    // What was one key stays one.
    (
      #"{"kim@post.example":1,"li@post.example":2,"kim@post.example":3,"kim\u0040post.example":4}"#,
      #"{"<EMAIL_ADDRESS>":1,"<EMAIL_ADDRESS_2>":2,"<EMAIL_ADDRESS>":3,"<EMAIL_ADDRESS>":4}"#
    ),
    // Keys that are there already.
    (
      #"{"kim@post.example":1,"<EMAIL_ADDRESS_2>":2,"li@post.example":3,"<EMAIL_ADDRESS>":4}"#,
      #"{"<EMAIL_ADDRESS_3>":1,"<EMAIL_ADDRESS_2>":2,"<EMAIL_ADDRESS_4>":3,"<EMAIL_ADDRESS>":4}"#
    ),
    (
      #"{"kim@post.example":1,"\u003cEMAIL_ADDRESS>":2}"#,
      #"{"<EMAIL_ADDRESS_2>":1,"\u003cEMAIL_ADDRESS>":2}"#
    ),
    (
      #"{"seen 10.20.30.40":1,"seen 10.20.30.41":2,"10.20.30.42 x":3}"#,
      #"{"seen <IP_ADDRESS>":1,"seen <IP_ADDRESS_2>":2,"<IP_ADDRESS> x":3}"#
    ),
    (
      #"{"kim@post.example to li@post.example":1,"ana@post.example to li@post.example":2}"#,
      #"{"<EMAIL_ADDRESS> to <EMAIL_ADDRESS>":1,"<EMAIL_ADDRESS> to <EMAIL_ADDRESS_2>":2}"#
    ),
    // Each object for itself.
    (
      #"[{"kim@post.example":{"kim@post.example":1,"li@post.example":2},"li@post.example":3},{"li@post.example":4}]"#,
      #"[{"<EMAIL_ADDRESS>":{"<EMAIL_ADDRESS>":1,"<EMAIL_ADDRESS_2>":2},"<EMAIL_ADDRESS_2>":3},{"<EMAIL_ADDRESS>":4}]"#
    ),
    // JSON in a string in JSON, escaped as often as that takes.
    (
      #"{"a":"{\"b\":\"{\\\"kim@post.example\\\":1,\\\"li@post.example\\\":2}\",\"li@post.example\":3}","ana@post.example":4}"#,
      #"{"a":"{\"b\":\"{\\\"<EMAIL_ADDRESS>\\\":1,\\\"<EMAIL_ADDRESS_2>\\\":2}\",\"<EMAIL_ADDRESS>\":3}","<EMAIL_ADDRESS>":4}"#
    ),
    // Keys that hold JSON.
    (
      #"{"{\"kim@post.example\":1,\"li@post.example\":2}":1,"{\"ana@post.example\":1,\"li@post.example\":2}":2}"#,
      #"{"{\"<EMAIL_ADDRESS>\":1,\"<EMAIL_ADDRESS_2>\":2}":1,"{\"<EMAIL_ADDRESS>\":1,\"<EMAIL_ADDRESS_2>\":2}_2":2}"#
    ),
    (
      #"{"[4111111111111111]":1,"[4012888888881881]":2}"#,
      #"{"[\"<CREDIT_CARD>\"]":1,"[\"<CREDIT_CARD>\"]_2":2}"#
    ),
    // Cut off at either end, and several documents.
    (
      #"{"a": {"kim@post.example" : 1, "li@post.example" : 2, "ana@post.example": "tex"#,
      #"{"a": {"<EMAIL_ADDRESS>" : 1, "<EMAIL_ADDRESS_2>" : 2, "<EMAIL_ADDRESS_3>": "tex"#
    ),
    (
      #""kim@post.example": 1}, "li@post.example": 2, "ana@post.example": NaN,}"#,
      #""<EMAIL_ADDRESS>": 1}, "<EMAIL_ADDRESS_2>": 2, "<EMAIL_ADDRESS_3>": NaN,}"#
    ),
    (
      "{\"kim@post.example\":1,\"li@post.example\":2}\n{\"kim@post.example\":1,\"li@post.example\":2}",
      "{\"<EMAIL_ADDRESS>\":1,\"<EMAIL_ADDRESS_2>\":2}\n{\"<EMAIL_ADDRESS>\":1,\"<EMAIL_ADDRESS_2>\":2}"
    ),
    // Values are alike, and stay so.
    (
      #"{"a":"kim@post.example","b":["li@post.example","ana@post.example"]}"#,
      #"{"a":"<EMAIL_ADDRESS>","b":["<EMAIL_ADDRESS>","<EMAIL_ADDRESS>"]}"#
    ),
  ])
  func keysStayApart(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
    #expect(try redact(expected) == nil)
  }

  @Test(arguments: [
    (Operator.replace(ReplacementTemplate("[REDACTED]")), "[REDACTED]", "[REDACTED_2]"),
    (.replace(ReplacementTemplate("gone")), "gone", "gone_2"),
    (.replace(ReplacementTemplate("«{entity}»")), "«IP_ADDRESS»", "«IP_ADDRESS»_2"),
    (.redact, "", "_2"),
    (.mask(keepFirst: 2, keepLast: 0), "10*********", "10*********_2"),
  ])
  func numbersFitTheOperator(operation: Operator, first: String, second: String) throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = operation
    let text = #"{"10.20.30.40":1,"10.20.30.41":2,"at 10.20.30.42 o":3,"at 10.20.30.43 o":4}"#
    let expected = #"{"\#(first)":1,"\#(second)":2,"at \#(first) o":3,"at \#(second) o":4}"#
    #expect(try redact(text, policy: policy) == expected)
    #expect(try redact(expected, policy: policy) == nil)
  }

  @Test(arguments: [Operator.hash, .encrypt])
  func whatDiffersStaysAsItIs(operation: Operator) throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = operation
    policy.key = try KeyMaterial(fileBytes: 0..<32)
    let redacted = try #require(try redact(#"{"kim@post.example":1,"li@post.example":2}"#, policy: policy))
    #expect(!redacted.contains("_2"))
    #expect(try redact(redacted, policy: policy) == nil)
  }

  /// A value and its hash, which somebody else has made: two keys before, two keys after.
  @Test func aNumberStandsBehindTheNameOfAHash() throws {
    var policy = RedactionPolicy()
    policy.defaultOperator = .hash
    policy.key = try KeyMaterial(fileBytes: 0..<32)
    let hash = try #require(try redact("kim@post.example", policy: policy))
    let redacted = try #require(try redact(#"{"\#(hash)":1,"kim@post.example":2}"#, policy: policy))
    let numbered = hash.replacing("EMAIL_ADDRESS", with: "EMAIL_ADDRESS_2")
    #expect(redacted == #"{"\#(hash)":1,"\#(numbered)":2}"#)
    #expect(try redact(redacted, policy: policy) == nil)
  }

  @Test func aTokenOfEncryptWithANumberIsRevealed() throws {
    let key = try KeyMaterial(fileBytes: 0..<32)
    var policy = RedactionPolicy()
    policy.defaultOperator = .encrypt
    policy.key = key
    let token = try #require(try redact("kim@post.example", policy: policy))
    let numbered = token.replacing("EMAIL_ADDRESS", with: "EMAIL_ADDRESS_2")
    var scanner = RevealScanner(key: key)
    var output: [UInt8] = []
    scanner.append(Array("a \(numbered) b".utf8).span, to: &output)
    scanner.finish(to: &output)
    #expect(String(decoding: output, as: UTF8.self) == "a kim@post.example b")
    #expect(scanner.failedCount == 0)
  }

  @Test(arguments: [
    ("EMAIL_ADDRESS_2", "EMAIL_ADDRESS"), ("A_10", "A"), ("A_1234567", "A"), ("A_1", nil), ("A_02", nil),
    ("A_12345678", nil), ("A2", nil), ("_2", nil), ("A_", nil),
  ])
  func numbersOfNames(name: String, expected: String?) {
    let bytes = Array(name.utf8)
    let end = StandInNumber.endOfUnnumbered(bytes.span)
    #expect(end.map { String(decoding: bytes[..<$0], as: UTF8.self) } == expected)
  }

  /// Compared with each other, or numbered from the beginning, it would be a hundred million steps.
  @Test func manyKeysTakeLinearTime() throws {
    let keys = 0..<20_000
    let text = "{" + keys.map { #""u\#($0)@post.example":\#($0)"# }.joined(separator: ",") + "}"
    let redacted = try #require(try redact(text))
    let expected =
      "{" + keys.map { #""<EMAIL_ADDRESS\#($0 == 0 ? "" : "_\($0 + 1)")>":\#($0)"# }.joined(separator: ",")
      + "}"
    #expect(redacted == expected)
  }

  /// What goes as a whole has no keys to be told apart from, and a member that is dropped has none.
  @Test func membersThatGoHaveNoKey() throws {
    var policy = RedactionPolicy()
    policy.keys = KeyMatcher(redact: ["secret"], drop: ["*gone"])
    let text =
      #"{"a@b.example gone":1,"kim@post.example":2,"secret":{"a@b.example":1,"c@b.example":2},"li@post.example":3}"#
    let expected = #"{"<EMAIL_ADDRESS>":2,"secret":"<REDACTED>","<EMAIL_ADDRESS_2>":3}"#
    #expect(try redact(text, policy: policy) == expected)
  }

  @Test func deepObjectsAreBounded() throws {
    let depth = 100_000
    let text =
      String(repeating: #"{"a":"#, count: depth) + #"{"kim@post.example":1,"li@post.example":2}"#
      + String(repeating: "}", count: depth)
    #expect(try redact(text)?.contains("@") == false)
  }
}
