// South Africa and Nigeria.
extension NumberChecks {
  /// South African identity number (Identification Act, 1997): date of birth, serial, citizenship 0 to 2, an 8 or 9,
  /// Luhn.
  static func southAfricanIdentity(_ number: CompactNumber) -> Bool {
    guard number.digit(10) <= 2, 8...9 ~= number.digit(11) else { return false }
    let year = number.number(0..<2)
    guard isDate(day: number.number(4..<6), month: number.number(2..<4), year: year == 0 ? 2000 : 1900 + year)
    else { return false }
    return luhn(number)
  }

  /// Traffic register numbers have thirteen digits as well; those that are identity numbers are none.
  static func southAfricanTrafficRegister(_ number: CompactNumber) -> Bool { !southAfricanIdentity(number) }

  /// Companies (CIPC): the year of the registration comes first.
  static func southAfricanCompany(_ number: CompactNumber) -> Bool {
    var start = 0
    while number[start].isLetter { start += 1 }
    return 1800...2099 ~= number.number(start..<(start + 4))
  }

  /// South African plates end with the letters of their province.
  static func southAfricanPlate(_ number: CompactNumber) -> Bool {
    let provinces: [StaticString] = ["GP", "ZN", "WP", "EC", "NC", "FS", "LP", "MP", "NW"]
    return provinces.contains { number.has($0, at: number.count - 2) }
  }

  /// South African mobile numbers, without what stands for the country: 6, 7 and 81 to 84.
  static func southAfricanMobile(_ number: CompactNumber) -> Bool {
    let start = number.count - 9
    switch number.digit(start) {
    case 6, 7: return true
    case 8: return 1...4 ~= number.digit(start + 1)
    default: return false
    }
  }

  /// The others: regions 1 to 5, 80, 86 and 87.
  static func southAfricanTelephone(_ number: CompactNumber) -> Bool {
    let start = number.count - 9
    switch number.digit(start) {
    case 1...5: return true
    case 8: return [0, 6, 7].contains(number.digit(start + 1))
    default: return false
    }
  }

  /// Nigeria's NIN (NIMC): eleven digits, Verhoeff.
  static func nigerianIdentity(_ number: CompactNumber) -> Bool {
    Verhoeff.isValid(number) && !number.isUniform
  }
}
