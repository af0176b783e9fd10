// The United Kingdom.
extension NumberChecks {
  /// NHS number of England, Wales and the Isle of Man: weights 10 to 2, modulus 11.
  static func nhsNumber(_ number: CompactNumber) -> Bool {
    var sum = 0
    for index in 0..<9 { sum += number.digit(index) * (10 - index) }
    // A remainder of 1 would need the check digit 10: equal to no digit, as such numbers are never issued.
    let expected = 11 - sum % 11
    return number.digit(9) == (expected == 11 ? 0 : expected)
  }

  /// National Insurance number (HMRC, NIM39110): D F I Q U V begin none, O is no second letter, and some prefixes are
  /// not given out.
  static func nationalInsurance(_ number: CompactNumber) -> Bool {
    let none: [StaticString] = ["BG", "GB", "NK", "KN", "NT", "TN", "ZZ"]
    return !none.contains { number.has($0) }
  }

  /// Driver number (DVLA): surname, then decade, month (50 more for a woman), day and year of birth.
  static func britishDriver(_ number: CompactNumber) -> Bool {
    let month = number.number(6..<8)
    return isDate(day: number.number(8..<10), month: month > 50 ? month - 50 : month)
  }

  /// Plates since 2001: two letters, the half-year (02 to 29 from March, 51 to 79 from September), three letters.
  static func britishPlate(_ number: CompactNumber) -> Bool {
    guard number.count == 7, number[1].isLetter, number.isDigits(2..<4), number[4].isLetter else {
      return true
    }
    let age = number.number(2..<4)
    return 2...29 ~= age || 51...79 ~= age
  }
}
