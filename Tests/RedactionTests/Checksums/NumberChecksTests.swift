import Testing

@testable import Redaction

@Suite struct NumberChecksTests {
  @Test(arguments: ["9434765919", "4010232137"])
  func acceptsNHSNumbers(_ number: String) {
    #expect(NumberChecks.nhsNumber(CompactNumber(number)))
  }

  @Test func aRemainderThatNeedsTenHasNoCheckDigit() {
    // 6 weighted by 2 is 12, which leaves 1 modulo 11: the check digit would have to be 10.
    for digit in 0...9 { #expect(!NumberChecks.nhsNumber(CompactNumber("000000006\(digit)"))) }
  }

  /// Of ten last digits one is right, and no digit beside it may change.
  @Test(arguments: ["234123412346", "12345678902", "998877665544332210000"])
  func verhoeffFindsEverySlip(_ start: String) {
    let body = String(start.dropLast())
    let valid = (0...9).filter { Verhoeff.isValid(CompactNumber("\(body)\($0)")) }
    #expect(valid.count == 1)
    let digits = Array("\(body)\(valid[0])".utf8)
    for index in digits.indices {
      for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[index] {
        var other = digits
        other[index] = digit
        #expect(!Verhoeff.isValid(CompactNumber(String(decoding: other, as: UTF8.self))))
      }
    }
    for index in digits.indices.dropLast() where digits[index] != digits[index + 1] {
      var other = digits
      other.swapAt(index, index + 1)
      #expect(!Verhoeff.isValid(CompactNumber(String(decoding: other, as: UTF8.self))))
    }
  }

  /// ISO/IEC 7064 itself has 0794 with the check digit 5.
  @Test func modulus11And10() {
    #expect(NumberChecks.mod11And10(CompactNumber("07945"), 0..<5))
    for digit in [0, 1, 2, 3, 4, 6, 7, 8, 9] {
      #expect(!NumberChecks.mod11And10(CompactNumber("0794\(digit)"), 0..<5))
    }
  }

  /// The specimen of ICAO Doc 9303, part 4: L898902C3 with 6.
  @Test func documentsOfTheirStandard() {
    #expect(NumberChecks.documentDigit(CompactNumber("L898902C36")))
    #expect(!NumberChecks.documentDigit(CompactNumber("L898902C37")))
  }

  @Test func days() {
    #expect(NumberChecks.isDate(day: 29, month: 2))
    #expect(NumberChecks.isDate(day: 29, month: 2, year: 2000))
    #expect(!NumberChecks.isDate(day: 29, month: 2, year: 1900))
    #expect(!NumberChecks.isDate(day: 29, month: 2, year: 2023))
    #expect(!NumberChecks.isDate(day: 31, month: 4))
    #expect(!NumberChecks.isDate(day: 0, month: 1) && !NumberChecks.isDate(day: 1, month: 13))
    #expect(!NumberChecks.isDate(day: 1, month: 0))
  }

  @Test func whatDoesNotFitACompactNumberIsDropped() {
    let number = CompactNumber(String(repeating: "1", count: 40))
    #expect(number.count == CompactNumber.capacity)
    #expect(CompactNumber("a-1 é").count == 2 && CompactNumber("a")[0] == UInt8(ascii: "A"))
  }
}

@Suite struct NumberPatternTests {
  private func texts(_ pattern: String) -> [Int] { NumberPattern.expand(pattern).map(\.count) }

  @Test func repetitionsAreWrittenOut() {
    #expect(texts("##") == [2])
    #expect(texts("#{3}-@?") == [4, 5])
    #expect(texts("*{1,3}") == [1, 2, 3])
    #expect(texts("Ü?A") == [1, 3])
  }

  @Test func choices() throws {
    let row = try #require(NumberPattern.expand("[A-C7 -]").first)
    let allowed = (UInt8(0)..<128).filter { byte in
      guard let code = NumberPattern.code(of: byte) else { return false }
      return row[0] >> UInt64(code) & 1 == 1
    }
    #expect(String(decoding: allowed, as: UTF8.self) == " -7ABCabc")
  }
}
