import Testing

@testable import TraceVeilGateway

@Suite("Texts of attachments in whatever encoding")
struct AttachmentTextTests {
  private let before = "to a@b.example, caf\u{E9}"

  private func redact(_ bytes: [UInt8]) -> [UInt8] {
    AttachmentText.redact(bytes) { $0.replacing("a@b.example", with: "<E>") }
  }

  private static func utf16(_ text: String, _ isBig: Bool) -> [UInt8] {
    text.utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private static func utf32(_ text: String, _ isBig: Bool) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: scalar.value >> UInt32($0)) }
      return isBig ? bytes : bytes.reversed()
    }
  }

  private static func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  @Test("What is redacted stays in its encoding, with its mark, and what is not stays as it is")
  func encodings() {
    let encodings: [(String) -> [UInt8]] = [
      { Array($0.utf8) }, { [0xEF, 0xBB, 0xBF] + $0.utf8 }, Self.latin1,
      { Self.latin1("\u{81}\0\u{93}" + String(repeating: "x", count: 99) + $0) },
      { Self.utf16($0, true) }, { Self.utf16($0, false) }, { Self.utf16("\u{FEFF}" + $0, true) },
      { Self.utf16("\u{FEFF}" + $0, false) }, { Self.utf32($0, true) }, { Self.utf32($0, false) },
      { Self.utf32("\u{FEFF}" + $0, true) }, { Self.utf32("\u{FEFF}" + $0, false) },
      { Array(("\0\u{1}\0" + $0).utf8) }, { Self.utf16("\u{FEFF}\u{1F600}\u{4E2D}" + $0, false) },
    ]
    for encode in encodings {
      let bytes = encode(before)
      #expect(redact(bytes) == encode("to <E>, caf\u{E9}"))
      #expect(MediaTypeSniffer.type(of: bytes) == "text/plain")
      let clean = encode("nothing")
      #expect(redact(clean) == clean)
    }
  }

  @Test("What its encoding has no characters for is UTF-8")
  func foreign() {
    let redacted = AttachmentText.redact(Self.latin1("caf\u{E9}")) { _ in "\u{4E2D}\u{E9}" }
    #expect(redacted == Array("\u{4E2D}\u{E9}".utf8))
  }

  @Test("What is no text is left")
  func binary() {
    var generator = SystemRandomNumberGenerator()
    let noise = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(AttachmentText(noise) == nil, "\(noise.prefix(16))")
    #expect(AttachmentText([0xFF, 0, 1, 2]) == nil && AttachmentText([]) != nil)
  }
}
