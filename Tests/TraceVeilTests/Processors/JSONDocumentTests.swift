import OTLP
import Testing

@testable import TraceVeil

@Suite("JSON texts as values")
struct JSONDocumentTests {
  @Test(
    "What is read, and how it is written",
    arguments: [
      (#"{"a": [1, -2.5, true, null], "b": {"c": "d"}}"#, #"{"a":[1,-2.5,true,null],"b":{"c":"d"}}"#),
      (#" "caf\u00e9 \ud83d\ude00 \n\"\/" "#, #""café 😀 \u000a\"/""#),
      ("[]", "[]"), ("{}", "{}"), ("0", "0"), ("1e3", "1000.0"), ("NaN", "null"), ("-Infinity", "null"),
      ("[18446744073709551616]", "[1.8446744073709552e+19]"),
    ]
  )
  func readsAndWrites(json: String, written: String) throws {
    let value = try #require(JSONDocument.value(of: json))
    #expect(JSONDocument.text(of: value) == written)
  }

  @Test(
    "What is no JSON",
    arguments: [
      "", "plain", "[1", "[1,]", "{\"a\"}", "{a: 1}", "\"a", "1 2", "01", "- 1", "+1", "0x10", "inf", "nan",
      "\"a\\\"", String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
    ]
  )
  func refuses(text: String) {
    #expect(JSONDocument.value(of: text) == nil)
  }

  @Test("64 levels are read, and members written twice are kept")
  func limits() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(JSONDocument.value(of: deep).map(JSONDocument.text) == deep)
    #expect(JSONDocument.value(of: #"{"a":1,"a":2}"#).map(JSONDocument.text) == #"{"a":1,"a":2}"#)
  }

  @Test("Bytes are written as Base64")
  func bytes() {
    #expect(JSONDocument.text(of: ["b": .bytes([0, 1, 255])]) == #"{"b":"AAH/"}"#)
  }
}
