import Testing

@testable import Redaction

@Suite struct PhoneNumberRecognizerTests {
  @Test(arguments: ["Telefonnummer", "Rufnummer", "telefono", "telefoon", "Mobil", "celular"])
  func aWordOfOtherLanguagesIsContext(word: String) throws {
    #expect(try redact("\(word) 0675181723.") == "\(word) <PHONE_NUMBER>.")
  }

  @Test func aPlainNumberWithoutContextIsNone() throws {
    #expect(try redact("Posten 0675181723.") == nil)
  }
}
