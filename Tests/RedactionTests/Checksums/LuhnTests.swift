import Testing

@testable import Redaction

@Suite struct LuhnTests {
  @Test(arguments: [
    "4095260993934932", "378282246310005", "371449635398431", "30569309025904", "6011111111111117",
    "3530111333300000", "5555555555554444", "2223003122003222", "4222222222222", "79927398713",
  ])
  func acceptsPublishedNumbers(_ number: String) {
    #expect(isValid(number))
  }

  @Test(arguments: ["79927398710", "4111111111111112", "1"])
  func refusesOthers(_ number: String) {
    #expect(!isValid(number))
  }

  @Test func everySingleWrongDigitIsFound() {
    let valid = Array("5555555555554444".utf8)
    for place in valid.indices {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != valid[place] {
        var wrong = valid
        wrong[place] = digit
        #expect(!isValid(String(decoding: wrong, as: UTF8.self)))
      }
    }
  }

  private func isValid(_ digits: String) -> Bool {
    var luhn = Luhn()
    for digit in digits.utf8 { luhn.append(digit.digitValue) }
    return luhn.isValid
  }
}
