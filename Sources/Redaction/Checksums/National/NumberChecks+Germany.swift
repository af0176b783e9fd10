// Germany.
extension NumberChecks {
  /// Steuerliche Identifikationsnummer (§ 139b AO; Bundeszentralamt für Steuern): eleven digits, no leading zero, ISO
  /// 7064 mod 11,10. Among the first ten, one digit occurs two or three times and no other more than once. Numbers of
  /// examples have ten different ones; they pass, too.
  static func germanTaxID(_ number: CompactNumber) -> Bool {
    guard number.digit(0) != 0 else { return false }
    var counts: UInt64 = 0  // of each digit, four bits
    for index in 0..<10 { counts += 1 << UInt64(4 * number.digit(index)) }
    var repeated = 0
    for digit in 0..<10 {
      let count = counts >> UInt64(4 * digit) & 15
      if count > 3 { return false }
      if count > 1 { repeated += 1 }
    }
    return repeated <= 1 && mod11And10(number, 0..<11)
  }

  /// Umsatzsteuer-Identifikationsnummer: `DE` and nine digits, ISO 7064 mod 11,10. The first is no zero.
  static func germanVAT(_ number: CompactNumber) -> Bool {
    number.digit(2) != 0 && mod11And10(number, 2..<11)
  }

  /// Versicherungsnummer of the Rentenversicherung (§ 147 SGB VI, VKVV § 4): area, date of birth, initial, serial,
  /// check digit. The letter counts as two digits; weights 2 1 2 5 7 1 2 1 2 1 2 1, of each product the sum of its
  /// digits. A number that is given out anew adds 50 to the day.
  static func germanPension(_ number: CompactNumber) -> Bool {
    let day = number.number(2..<4)
    guard isDate(day: day > 50 ? day - 50 : day, month: number.number(4..<6)) else { return false }
    let letter = number.value36(8) - 9
    var sum = 0
    var place = 0
    let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
    for index in 0..<11 {
      let digits = index == 8 ? [letter / 10, letter % 10] : [number.digit(index)]
      for digit in digits {
        let product = digit * weights[place]
        sum += product / 10 + product % 10
        place += 1
      }
    }
    return sum % 10 == number.digit(11)
  }

  /// Krankenversichertennummer (§ 290 SGB V): a letter, which counts as two digits, and nine; weights 1 and 2 in
  /// turn, of each product the sum of its digits.
  static func germanHealthInsurance(_ number: CompactNumber) -> Bool {
    let letter = number.value36(0) - 9
    var sum = letter / 10 + crossSum(2 * (letter % 10))
    for index in 1..<9 { sum += crossSum(number.digit(index) * (index & 1 == 0 ? 2 : 1)) }
    return sum % 10 == number.digit(9)
  }

  private static func crossSum(_ value: Int) -> Int { value / 10 + value % 10 }

  /// Lebenslange Arztnummer (KBV, Richtlinie zur Vergabe): six digits, weights 4 and 9 in turn, the complement to
  /// ten, then two digits of the speciality.
  static func germanPhysician(_ number: CompactNumber) -> Bool {
    (weightedSum(number, [4, 9, 4, 9, 4, 9]) + number.digit(6)) % 10 == 0 && !number.isUniform
  }

  /// Betriebsstättennummer (KBV): two digits of the Kassenärztliche Vereinigung, which has no check digit.
  static func germanPractice(_ number: CompactNumber) -> Bool { !number.isUniform }

  /// Steuernummer of thirteen digits (ELSTER): the first ones are those of a Bundesland's tax offices, or its key.
  /// With strokes it is the tax office's own, of which nothing is known.
  static func germanTaxNumber(_ number: CompactNumber) -> Bool {
    guard number.count == 13 else { return true }
    switch number.number(0..<2) {
    case 1...16, 21...24, 26...28, 30...32, 40, 41, 50...59, 90...99: return true
    default: return false
    }
  }

  /// Postal codes begin with 01 to 99; 01000 and 99999 are none.
  static func germanPostalCode(_ number: CompactNumber) -> Bool {
    1001...99998 ~= number.number(0..<5)
  }
}
