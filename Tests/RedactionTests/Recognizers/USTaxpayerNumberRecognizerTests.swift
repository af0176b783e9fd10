import Testing

@testable import Redaction

@Suite struct USTaxpayerNumberRecognizerTests {
  @Test(arguments: [
    ("v1.2.3 879-70-4213", "v1.2.3 <US_SSN>"), ("v1.2.3 904-72-4998", "v1.2.3 <US_ITIN>"),
    ("x7 879-70-4213.", "x7 <US_SSN>."),
  ])
  func findsOneBehindAnotherWordThatEndsInDigits(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test(arguments: ["v879-70-4213", "a1.879-70-4213", "879-70-42134", "1-879-70-4213"])
  func leavesAPartOfSomethingElse(text: String) throws {
    #expect(try redact(text)?.contains("<US_SSN>") != true)
  }

  @Test(arguments: [
    ("078 05 1123", "<US_SSN>"), ("abc 078 05 1123 abc", "abc <US_SSN> abc"), ("078.05.1123", "<US_SSN>"),
    ("ssn 078.05.1123", "ssn <US_SSN>"), ("took 120 45 2000 ms", nil), ("| 120 45 2000 | 17", nil),
    ("12 120 45 2000", nil), ("100 40 0100 0x40", nil), ("driver 471.11.1234", nil), ("666 05 1123", nil),
  ])
  func spacedOnesStandForThemselvesAndDottedOnesAlone(text: String, expected: String?) throws {
    #expect(try redact(text) == expected)
  }

  @Test(arguments: [
    "--security-policy=123456789", "security 123456789", "security: 123456789", "tax 123456789",
    "tax=123456789",
    "individual 123456789", "ssn=-123456789",
  ])
  func needsMoreThanAWordForMuchElse(text: String) throws {
    #expect(try redact(text) == nil)
  }

  @Test(arguments: [
    "ssn 123456789", "social security 123456789", "Social Security No. 123456789", "my social is 123456789",
    "tax id 123456789", "customerSSN=123456789", "her number is 123456789",
  ])
  func findsPlainOnesBehindTheirNames(text: String) throws {
    #expect(try redact(text)?.contains("<US_SSN>") == true)
  }
}
