import OTLP
import TestSupport
import Testing

@testable import TraceVeil

@Suite("JSON texts as values")
struct JSONDocumentTests {
  @Test(
    "What is read, and how it is written",
    arguments: [
      (#"{"a": [1, -2.5, true, null], "b": {"c": "d"}}"#, #"{"a":[1,-2.5,true,null],"b":{"c":"d"}}"#),
      (#" "caf\u00e9 \ud83d\ude00 \n\"\/" "#, #""café 😀 \n\"/""#),
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

  @Test("What is written is read again; what is broken is refused or read, and nothing else happens")
  func roundTrip() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let value = Self.value(depth: 0, using: &random)
      let text = JSONDocument.text(of: value)
      #expect(JSONDocument.value(of: text) == value, "seed \(seed)")
      var bytes = Array(text.utf8)
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...127, using: &random)
      bytes.removeLast(Int.random(in: 0...min(3, bytes.count), using: &random))
      if let read = JSONDocument.value(of: String(decoding: bytes, as: UTF8.self)) {
        #expect(JSONDocument.value(of: JSONDocument.text(of: read)) != nil, "seed \(seed)")
      }
    }
  }

  private static func value(depth: Int, using random: inout SeededGenerator) -> AttributeValue {
    switch Int.random(in: 0..<(depth < 4 ? 7 : 5), using: &random) {
    case 0: return .empty
    case 1: return .bool(.random(using: &random))
    case 2: return .int(.random(in: .min ... .max, using: &random))
    case 3: return .double(Double(Int.random(in: -1000...1000, using: &random)) / 7 + 0.1)
    case 4: return .string(text(using: &random))
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth + 1, using: &random) }
      )
    default:
      var members = Attributes()
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        members.append(text(using: &random), value(depth: depth + 1, using: &random))
      }
      return .map(members)
    }
  }

  private static func text(using random: inout SeededGenerator) -> String {
    let characters: [Character] = ["a", "\"", "\\", "\n", "\u{1}", "é", "😀", "/", "{", "u"]
    return String(
      (0..<Int.random(in: 0...6, using: &random)).map { _ in characters.randomElement(using: &random) ?? "a" }
    )
  }
}
