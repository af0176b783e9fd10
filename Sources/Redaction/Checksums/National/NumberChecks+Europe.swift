// Spain, Italy, France, the Netherlands, Poland, Finland, Sweden, Turkey.
extension NumberChecks {
  /// Letter of the Spanish DNI and NIE: the number modulo 23 (Real Decreto 1553/2005; Orden INT/2058/2008). X, Y and
  /// Z of a NIE count as 0, 1 and 2.
  static func spanishLetter(_ number: CompactNumber) -> Bool {
    let letters: StaticString = "TRWAGMYFPDXBNJZSQVHLCKE"
    let last = number.count - 1
    let first = number[0].isDigit ? number.digit(0) : Int(number[0]) - 0x58
    var value = first
    for index in 1..<last { value = value * 10 + number.digit(index) }
    return number[last] == letters.utf8Start[value % 23]
  }

  /// Italian codice fiscale (D.M. 23 December 1976): names, date of birth (40 is added to a woman's day), place,
  /// check letter. Digits that would come twice are letters (omocodia).
  static func italianFiscalCodeForm(_ number: CompactNumber) -> Bool {
    guard let tens = italianDigit(number[9]), let ones = italianDigit(number[10]) else { return false }
    guard italianDigit(number[6]) != nil, italianDigit(number[7]) != nil else { return false }
    for index in 12..<15 where italianDigit(number[index]) == nil { return false }
    let months: StaticString = "ABCDEHLMPRST"
    let month = (0..<12).first { months.utf8Start[$0] == number[8] }
    guard let month else { return false }
    let day = tens * 10 + ones
    guard isDate(day: day > 40 ? day - 40 : day, month: month + 1) else { return false }
    return isItalianName(number, 0) && isItalianName(number, 3)
  }

  static func italianFiscalCode(_ number: CompactNumber) -> Bool {
    guard italianFiscalCodeForm(number) else { return false }
    let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    var sum = 0
    for index in 0..<15 {
      let value = number[index].isDigit ? number.digit(index) : Int(number[index]) - 0x41
      sum += index & 1 == 0 ? odd[value] : value
    }
    return number[15] == UInt8(0x41 + sum % 26)
  }

  /// A digit, or the letter in its place: L M N P Q R S T U V.
  private static func italianDigit(_ byte: UInt8) -> Int? {
    if byte.isDigit { return byte.digitValue }
    let letters: StaticString = "LMNPQRSTUV"
    return (0..<10).first { letters.utf8Start[$0] == byte }
  }

  /// Consonants come before vowels, and X fills up.
  private static func isItalianName(_ number: CompactNumber, _ start: Int) -> Bool {
    var sawVowel = false
    for index in start..<(start + 3) {
      let isVowel = "AEIOU".utf8.contains(number[index])
      if !isVowel, sawVowel, number[index] != UInt8(ascii: "X") { return false }
      sawVowel = sawVowel || isVowel
    }
    return true
  }

  /// Italian partita IVA: eleven digits, Luhn, in other countries behind `IT`.
  static func italianVAT(_ number: CompactNumber) -> Bool {
    luhn(number, from: number.count - 11) && !number.isUniform
  }

  /// French numéro de sécurité sociale (INSEE, NIR): sex, year and month of birth, département, commune, order, and
  /// 97 less the rest modulo 97. Corsica's 2A and 2B count as 19 and 18.
  static func frenchNIR(_ number: CompactNumber) -> Bool {
    let month = number.number(3..<5)
    guard [1, 2, 3, 4, 7, 8].contains(number.digit(0)),
      1...12 ~= month || 20...42 ~= month || 50...99 ~= month
    else { return false }
    let isCorsica = number[6].isLetter
    let department = isCorsica ? (number.has("2A", at: 5) ? 19 : 18) : number.number(5..<7)
    guard !isCorsica || number.has("2A", at: 5) || number.has("2B", at: 5), department > 0 else {
      return false
    }
    let place = number.number(7..<10)
    let order = number.number(10..<13)
    guard place > 0, order > 0 else { return false }
    let value = ((number.number(0..<5) * 100 + department) * 1000 + place) * 1000 + order
    return 97 - value % 97 == number.number(13..<15)
  }

  /// Dutch burgerservicenummer: the weighted sum 9 8 7 6 5 4 3 2 and minus 1 is a multiple of 11 (elfproef).
  static func dutchBSN(_ number: CompactNumber) -> Bool {
    let sum = weightedSum(number, [9, 8, 7, 6, 5, 4, 3, 2]) - number.digit(8)
    return sum % 11 == 0 && !number.isUniform
  }

  /// Polish PESEL (ustawa o ewidencji ludności, 2010): date of birth with 20, 40, 60 or 80 on its month for other
  /// centuries than the twentieth, serial, check digit by weights 1 3 7 9.
  static func polishPESEL(_ number: CompactNumber) -> Bool {
    let month = number.number(2..<4)
    let centuries = [1900, 2000, 2100, 2200, 1800]
    guard month < 100,
      isDate(
        day: number.number(4..<6),
        month: month % 20,
        year: centuries[month / 20] + number.number(0..<2)
      )
    else { return false }
    return (weightedSum(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) + number.digit(10)) % 10 == 0
  }

  /// Finnish henkilötunnus (Digi- ja väestötietovirasto): date of birth, sign of the century, individual number from
  /// 002 on, and the character that stands for date and number modulo 31. The signs `+` and `-` are joints: without a
  /// letter in between the number has ten characters.
  static func finnishIdentity(_ number: CompactNumber) -> Bool {
    let characters: StaticString = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    let individual = number.count == 11 ? 7 : 6
    let isLater = number.count == 11 && 0x41...0x46 ~= number[6]
    guard
      isDate(
        day: number.number(0..<2),
        month: number.number(2..<4),
        year: (isLater ? 2000 : 1900) + number.number(4..<6)
      )
    else { return false }
    let serial = number.number(individual..<(individual + 3))
    let value = number.number(0..<6) * 1000 + serial
    return serial >= 2 && number[number.count - 1] == characters.utf8Start[value % 31]
  }

  /// Swedish personnummer and samordningsnummer (Skatteverket): date of birth, for the latter with 60 on its day,
  /// serial, Luhn over the last ten digits.
  static func swedishPerson(_ number: CompactNumber) -> Bool {
    let start = number.count - 10
    let day = number.number((start + 4)..<(start + 6))
    let century = start == 2 ? number.number(0..<2) : nil
    guard century == nil || 18...20 ~= century ?? 0 else { return false }
    let year = century.map { $0 * 100 + number.number(2..<4) }
    guard isDate(day: day > 60 ? day - 60 : day, month: number.number((start + 2)..<(start + 4)), year: year)
    else {
      return false
    }
    return luhn(number, from: start)
  }

  /// Swedish organisationsnummer: the third digit is 2 at least, so that it is no person's; Luhn.
  static func swedishOrganisation(_ number: CompactNumber) -> Bool { number.digit(2) >= 2 && luhn(number) }

  /// Turkish T.C. kimlik numarası: two check digits over the nine before.
  static func turkishIdentity(_ number: CompactNumber) -> Bool {
    guard number.digit(0) != 0 else { return false }
    var odd = 0
    var even = 0
    for index in 0..<9 {
      if index & 1 == 0 { odd += number.digit(index) } else { even += number.digit(index) }
    }
    let tenth = (odd * 7 - even + 100) % 10
    return tenth == number.digit(9) && (odd + even + tenth) % 10 == number.digit(10)
  }

  /// Turkish plates (Karayolları Trafik Yönetmeliği): province 01 to 81, then the more letters the fewer digits.
  /// Months make dates of them.
  static func turkishPlate(_ number: CompactNumber) -> Bool {
    var letters = 2
    while number[letters].isLetter { letters += 1 }
    guard letters == 5 else { return true }
    let months: [StaticString] = [
      "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    return !months.contains { number.has($0, at: 2) }
  }
}
