import JSON
import Testing

@Suite struct CodecTests {
  @Test(
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"), ("\u{7FF}>?", "378+Pw=="),
    ]
  )
  func base64IsThatOfTheRFC(text: String, base64: String) {
    #expect(Base64.text(Array(text.utf8)) == base64)
    #expect(Base64.bytes(Array(base64.utf8)) == Array(text.utf8))
    let bare = base64.filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
    #expect(Base64.bytes(Array(String(bare).utf8)) == Array(text.utf8))
    var digits: [UInt8] = []
    Base64.append(text.utf8, to: &digits, as: .url)
    #expect(digits == Array(String(bare).utf8))
    #expect(Base64.digitCount(ofBytes: text.utf8.count) == digits.count)
    #expect(Base64.byteCount(ofDigits: digits.count) == text.utf8.count)
  }

  @Test func base64OfEveryLengthIsReadAgain() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ 91) }
      var digits: [UInt8] = []
      Base64.append(bytes, to: &digits, as: .url)
      #expect(digits.count == Base64.digitCount(ofBytes: count))
      #expect(!digits.contains { "+/=".utf8.contains($0) || Base64.value(of: $0) == nil })
      #expect(Base64.bytes(digits) == bytes && Base64.bytes(Array(Base64.text(bytes).utf8)) == bytes)
    }
  }

  @Test(arguments: ["A", "Zg=", "Zg===", "Z=g=", "Zm9v=", "Zm 9v", "Zm9v\n", "é=="])
  func whatIsNoBase64IsRefused(text: String) {
    #expect(Base64.bytes(Array(text.utf8)) == nil)
  }

  @Test func hexadecimalIsReadInEitherCase() {
    let bytes: [UInt8] = [0x00, 0x0F, 0xA5, 0xFF]
    #expect(Hexadecimal.text(bytes) == "000fa5ff")
    #expect(Hexadecimal.bytes("000fA5Ff".utf8) == bytes)
    for text in ["0", "0g", "0x00", " 00", "００"] { #expect(Hexadecimal.bytes(text.utf8) == nil) }
  }

  @Test func everyByteOfATextIsWrittenAndReadAgain() throws {
    let text = String(String.UnicodeScalarView((0..<0x180).compactMap { Unicode.Scalar($0) }))
    var json: [UInt8] = []
    JSONText.append(text, to: &json)
    #expect(!json.contains { $0 < 0x20 })
    #expect(try read(json).text == text)
  }

  private func read(_ json: [UInt8]) throws -> JSONValue {
    try json.withUnsafeBufferPointer { json in
      var reader = JSONTreeReader(json)
      return try reader.document()
    }
  }
}
