// The United States, Canada, Brazil.
extension NumberChecks {
  /// Canadian SIN: Luhn. 0 and 8 begin none of a person.
  static func canadianSIN(_ number: CompactNumber) -> Bool { luhn(number) }

  /// Brazilian CPF (Receita Federal): two check digits modulo 11. All digits alike is none.
  static func brazilianCPF(_ number: CompactNumber) -> Bool {
    brazilianDigit(number, 9, longest: 10) && brazilianDigit(number, 10, longest: 11) && !number.isUniform
  }

  /// Brazilian CNPJ: the same with weights up to 9. Since July 2026 (Instrução Normativa RFB 2.229/2024) the first
  /// twelve may be letters, which count as their place in ASCII behind `0`.
  static func brazilianCNPJ(_ number: CompactNumber) -> Bool {
    brazilianDigit(number, 12, longest: 9) && brazilianDigit(number, 13, longest: 9) && !number.isUniform
  }

  /// Whether the digit at `place` checks those before it, by weights 2, 3, .. from the right up to `longest`.
  private static func brazilianDigit(_ number: CompactNumber, _ place: Int, longest: Int) -> Bool {
    var sum = 0
    var weight = 2
    for index in stride(from: place - 1, through: 0, by: -1) {
      sum += Int(number[index] - 0x30) * weight
      weight = weight == longest ? 2 : weight + 1
    }
    let rest = sum % 11
    return number.digit(place) == (rest < 2 ? 0 : 11 - rest)
  }

  /// ABA routing number: the Federal Reserve's districts, weights 3 7 1.
  static func routingNumber(_ number: CompactNumber) -> Bool {
    switch number.number(0..<2) {
    case 0...12, 21...32, 61...72, 80: break
    default: return false
    }
    return weightedSum(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0 && !number.isUniform
  }

  /// National Provider Identifier (45 CFR 162.406): Luhn with 80840 in front, which adds 24.
  static func nationalProvider(_ number: CompactNumber) -> Bool {
    var luhn = Luhn()
    for digit in [8, 0, 8, 4, 0] { luhn.append(digit) }
    var isUniform = true
    for index in 0..<10 {
      luhn.append(number.digit(index))
      if index < 9, number[index] != number[0] { isUniform = false }
    }
    return luhn.isValid && !isUniform
  }

  /// DEA registration (21 CFR 1301): two letters, six digits, and the last digit of the first, third and fifth and
  /// twice the others.
  static func deaRegistration(_ number: CompactNumber) -> Bool {
    var sum = 0
    for index in 0..<6 { sum += number.digit(index + 2) * (index & 1 == 0 ? 1 : 2) }
    return sum % 10 == number.digit(8)
  }

  /// The first two digits of an EIN are those of a campus of the IRS.
  static func employerNumber(_ number: CompactNumber) -> Bool {
    switch number.number(0..<2) {
    case 0, 7...9, 17...19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97: false
    default: true
    }
  }

  /// Whether there is at least one digit and one letter.
  static func lettersAndDigits(_ number: CompactNumber) -> Bool {
    var letters = 0
    for index in 0..<number.count where number[index].isLetter { letters += 1 }
    return letters > 0 && letters < number.count
  }
}
