// India, Korea, Singapore, Thailand, the Philippines.
extension NumberChecks {
  /// Aadhaar (UIDAI): twelve digits from 2 on, Verhoeff; no palindrome.
  static func aadhaar(_ number: CompactNumber) -> Bool {
    guard number.digit(0) >= 2, Verhoeff.isValid(number) else { return false }
    return (0..<6).contains { number[$0] != number[11 - $0] }
  }

  /// GSTIN (Central Goods and Services Tax Rules, 2017): state, PAN, number of the registration, Z, check character.
  /// Examples are often made up of a right form alone.
  static func gstinForm(_ number: CompactNumber) -> Bool {
    let state = number.number(0..<2)
    return 1...37 ~= state || state == 97 || state == 99
  }

  /// Checks a number with its check character: Luhn's rule modulo 36.
  static func gstin(_ number: CompactNumber) -> Bool {
    guard gstinForm(number), isPANHolder(number[5]) else { return false }
    var sum = 0
    for index in 0..<14 {
      let product = number.value36(index) * (index & 1 == 0 ? 1 : 2)
      sum += product / 36 + product % 36
    }
    return (sum + number.value36(14)) % 36 == 0
  }

  /// The fourth letter of a PAN is the kind of its holder, P a person (Income Tax Department).
  static func pan(_ number: CompactNumber) -> Bool { isPANHolder(number[3]) }

  private static func isPANHolder(_ letter: UInt8) -> Bool { "ABCEFGHJKLPT".utf8.contains(letter) }

  /// Indian plates (Central Motor Vehicles Rules): no number 0000.
  static func indianPlate(_ number: CompactNumber) -> Bool {
    var start = number.count
    while start > 0, number[start - 1].isDigit { start -= 1 }
    return start == number.count || number.number(start..<number.count) > 0
  }

  /// Korean registration numbers of residents (1 to 4) and foreigners (5 to 8): date of birth, century and sex. Since
  /// October 2020 the rest is random (주민등록법 시행규칙), before it had a check digit.
  static func koreanRegistration(_ number: CompactNumber) -> Bool {
    isDate(day: number.number(4..<6), month: number.number(2..<4))
  }

  static func koreanResidentDigit(_ number: CompactNumber) -> Bool {
    koreanRegistration(number) && number.digit(12) == (11 - koreanSum(number) % 11) % 10
  }

  static func koreanForeignerDigit(_ number: CompactNumber) -> Bool {
    koreanRegistration(number) && number.digit(12) == (13 - koreanSum(number) % 11) % 10
  }

  private static func koreanSum(_ number: CompactNumber) -> Int {
    weightedSum(number, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
  }

  /// Korean 사업자등록번호: weights 1 3 7 1 3 7 1 3 5, the tens of the last product once more, complement to ten.
  static func koreanBusiness(_ number: CompactNumber) -> Bool {
    let sum = weightedSum(number, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + number.digit(8) * 5 / 10
    return (sum + number.digit(9)) % 10 == 0 && number.number(0..<3) > 100
  }

  /// Korean driver's licences begin with the region: 11 to 26, or 28.
  static func koreanDriver(_ number: CompactNumber) -> Bool {
    let region = number.number(0..<2)
    return 11...26 ~= region || region == 28
  }

  /// Singapore's NRIC and FIN: S and T for citizens and residents, F, G and M for foreigners; weights 2 7 6 5 4 3 2,
  /// and for each series its own letters.
  static func singaporeIdentity(_ number: CompactNumber) -> Bool {
    var sum = 0
    let weights = [2, 7, 6, 5, 4, 3, 2]
    for index in 0..<7 { sum += number.digit(index + 1) * weights[index] }
    let letters: StaticString
    switch number[0] {
    case UInt8(ascii: "S"): letters = "JZIHGFEDCBA"
    case UInt8(ascii: "T"): (letters, sum) = ("JZIHGFEDCBA", sum + 4)
    case UInt8(ascii: "F"): letters = "XWUTRQPNMLK"
    case UInt8(ascii: "G"): (letters, sum) = ("XWUTRQPNMLK", sum + 4)
    case UInt8(ascii: "M"): (letters, sum) = ("XWUTRQPNJLK", sum + 3)
    default: return false
    }
    return number[8] == letters.utf8Start[sum % 11]
  }

  /// Singapore's UEN (ACRA): businesses (eight digits), local companies (the year and five), and others (a letter of
  /// the century, the year, two letters of the kind, four digits), each with a check letter.
  static func singaporeEntity(_ number: CompactNumber) -> Bool {
    let last = number[number.count - 1]
    if number[0].isLetter {
      let alphabet: StaticString = "ABCDEFGHJKLMNPQRSTUVWX0123456789"
      let weights = [4, 3, 5, 3, 10, 2, 2, 5, 7]
      var sum = 0
      for index in 0..<9 {
        guard let value = (0..<32).first(where: { alphabet.utf8Start[$0] == number[index] }) else {
          return false
        }
        sum += value * weights[index]
      }
      return last == alphabet.utf8Start[(sum + 6) % 11]
    }
    if number.count == 9 {
      let letters: StaticString = "XMKECAWLJDB"
      return last == letters.utf8Start[weightedSum(number, [10, 4, 9, 3, 8, 2, 7, 1]) % 11]
    }
    let letters: StaticString = "ZKCMDNERGWH"
    guard 1800...2099 ~= number.number(0..<4) else { return false }
    return last == letters.utf8Start[weightedSum(number, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11]
  }

  /// Thai identity numbers: kind of person, province and district of the registration, serial, check digit modulo 11.
  static func thaiIdentity(_ number: CompactNumber) -> Bool {
    let lastProvince = [-1, 9, 7, 9, 9, 8, 7, 7, 6, 6]  // by tens
    guard number.digit(0) != 0, number.digit(2) <= lastProvince[number.digit(1)] else { return false }
    let sum = weightedSum(number, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
    return (11 - sum % 11) % 10 == number.digit(12)
  }

  /// Philippine TIN (BIR): eight digits by weights 9 to 2, the sum modulo 11; then the branch.
  static func philippineTaxpayer(_ number: CompactNumber) -> Bool {
    weightedSum(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == number.digit(8) && number.number(0..<9) > 0
  }
}
