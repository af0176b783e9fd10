import Testing

@testable import Redaction

@Suite struct CleanTextsTests {
  private func contains(_ texts: inout CleanTexts, _ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { texts.contains(ByteView($0)) }
  }

  private func remember(_ texts: inout CleanTexts, _ text: String) {
    Array(text.utf8).withUnsafeBufferPointer { texts.remember(ByteView($0)) }
  }

  @Test(arguments: [
    "a", "ab", "abc", "abcd", "abcdefg", "GET /shop", "k2345678", String(repeating: "v", count: 64),
  ])
  func remembersATextExactly(text: String) {
    var texts = CleanTexts(maximumLength: 64)
    #expect([contains(&texts, text)] == [false])
    remember(&texts, text)
    #expect([contains(&texts, text)] == [true])
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      #expect([contains(&texts, String(decoding: other, as: UTF8.self))] == [false])
    }
    #expect([contains(&texts, text + "x"), contains(&texts, String(text.dropLast()))] == [false, false])
  }

  @Test func doesNotRememberLongTexts() {
    var texts = CleanTexts(maximumLength: 64)
    let text = String(repeating: "v", count: 65)
    remember(&texts, text)
    #expect([contains(&texts, text)] == [false])
  }

  @Test func remembersAsMuchAsItWasMadeFor() {
    var texts = CleanTexts(maximumLength: 160)
    for length in [1, 7, 8, 9, 64, 65, 159, 160, 161] {
      let text = String((0..<length).map { Character(UnicodeScalar(UInt8(33 + ($0 * 7 + length) % 90))) })
      remember(&texts, text)
      #expect([contains(&texts, text)] == [length <= 160])
    }
  }

  /// Thousands of texts that come once, as ids do, leave those that come back where they are.
  @Test func textsThatComeBackKeepTheirPlaces() {
    var texts = CleanTexts(maximumLength: 64)
    let common = (0..<20).map { "value number \($0)" }
    var found = 0
    for round in 0..<200 {
      for text in common {
        if contains(&texts, text) { found += 1 } else { remember(&texts, text) }
      }
      for number in 0..<100 {
        let unique = "id-\(round)-\(number)"
        if !contains(&texts, unique) { remember(&texts, unique) }
      }
    }
    #expect(found > 200 * common.count * 8 / 10)
  }

  /// And who wants a place long enough gets it.
  @Test func whatDoesNotComeBackLosesItsPlace() {
    var texts = CleanTexts(maximumLength: 64)
    for number in 0..<20_000 { remember(&texts, "old \(number)") }
    for _ in 0..<8 { for number in 0..<50 { remember(&texts, "new \(number)") } }
    var found = 0
    for number in 0..<50 where contains(&texts, "new \(number)") { found += 1 }
    #expect(found > 40)
  }

  /// A value is redacted because of its key, or where it is a part of something, however often it was clean.
  @Test func whatWasCleanUnderOneKeyIsRedactedUnderAnother() throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    var scratch = redactor.makeScratch()
    func outcome(_ key: String, _ value: String) throws -> RedactionOutcome {
      let (key, value) = (Array(key.utf8), Array(value.utf8))
      var output: [UInt8] = []
      _ = try redactor.redact(
        key.span,
        key: key.span,
        attributeKey: key.span,
        scratch: &scratch,
        output: &output
      )
      return try redactor.redact(
        value.span,
        key: key.span,
        attributeKey: key.span,
        scratch: &scratch,
        output: &output
      )
    }
    for _ in 0..<5 {
      #expect(try outcome("city", "hunter-two") == .unchanged)
      #expect(try outcome("db.password", "hunter-two") == .redacted)
      #expect(try outcome("city", "mail bob@example.com") == .redacted)
    }
  }
}
