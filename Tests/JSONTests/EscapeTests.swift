import JSON
import Testing

/// Escapes of JSON and of URLs.
@Suite struct EscapeTests {
  @Test(arguments: [
    (#"plain"#, "plain"), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"), (#"a\u00e9b"#, "aéb"),
    (#"\ud83d\ude00!"#, "😀!"), (#"\ud83d!"#, "\u{FFFD}!"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\u12"#, "u12"), (#"\uzzzz"#, "uzzzz"), (#"\q\é"#, "qé"),
    (#"a\"#, #"a\"#),
    ("", ""),
  ])
  func anyTextOfAStringHasAReading(content: String, text: String) {
    var decoded: [UInt8] = []
    Array(content.utf8).withUnsafeBufferPointer { JSONText.append(decoded: $0, to: &decoded) }
    #expect(String(decoding: decoded, as: UTF8.self) == text)
    #expect(JSONText.text(ofLiteral: "\"\(content)\"") == text)
  }

  @Test(arguments: ["", "\"", "a", "\"a", "a\"", " \"a\""])
  func whatIsNoLiteralHasNoText(text: String) {
    #expect(JSONText.text(ofLiteral: text) == nil)
  }

  @Test func whatIsWrittenIsReadAgain() {
    let text = String(decoding: (0..<128).map { UInt8($0) }, as: UTF8.self) + "é😀"
    var json: [UInt8] = []
    JSONText.append(text, to: &json)
    #expect(JSONText.text(ofLiteral: String(decoding: json, as: UTF8.self)) == text)
  }

  @Test func percentEncodingKeepsUnreservedCharacters() {
    #expect(PercentEncoding.encode("aZ09-._~") == "aZ09-._~")
    #expect(PercentEncoding.encode("a b/é%\n") == "a%20b%2F%C3%A9%25%0A")
    #expect(PercentEncoding.encode("a b%") { $0 != UInt8(ascii: "%") } == "a b%25")
  }

  @Test(arguments: [
    ("a%20b%2fc+", "a b/c+"), ("%C3%A9", "é"), ("%", nil), ("a%2", nil), ("%zz", nil), ("%2%20", nil),
    ("%FF", nil),
    ("", ""),
  ])
  func decodingForSettingsRefusesWhatIsNoEscape(text: String, decoded: String?) {
    #expect(PercentEncoding.decode(text) == decoded)
  }

  @Test func decodingForPathsKeepsWhatIsNoEscape() {
    #expect(
      PercentEncoding.decode(Array("%41%4%zz%C3%".utf8)) == Array("A%4%zz".utf8) + [0xC3, UInt8(ascii: "%")]
    )
  }
}
