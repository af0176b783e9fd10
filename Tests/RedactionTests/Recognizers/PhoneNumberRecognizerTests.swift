import Testing

@testable import Redaction

@Suite struct PhoneNumberRecognizerTests {
  @Test(arguments: ["Telefonnummer", "Rufnummer", "telefono", "telefoon", "Mobil", "celular"])
  func aWordOfOtherLanguagesIsContext(word: String) throws {
    #expect(try redact("\(word) 0675181723.") == "\(word) <PHONE_NUMBER>.")
  }

  @Test(arguments: [
    "612 06 41 99", "601 234 567", "98567 01314", "138-0013-8000", "13800138000",
  ])
  func mobileNumbersOfOtherCountriesNeedAWord(number: String) throws {
    #expect(try redact("mobile \(number).") == "mobile <PHONE_NUMBER>.")
    #expect(try redact("item \(number).") == nil)
  }

  @Test func aPlainNumberWithoutContextIsNone() throws {
    #expect(try redact("Posten 0675181723.") == nil)
  }
}
