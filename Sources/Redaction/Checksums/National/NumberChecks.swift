/// Whether a number of letters and digits may be what it looks like: check digits, dates and ranges, country by
/// country in the extensions. Pure functions; each looks only at as many characters as it is given.
enum NumberChecks {}

// What several countries have in common.
extension NumberChecks {
  /// The sum of the first digits, each times its weight.
  static func weightedSum(_ number: CompactNumber, _ weights: StaticWeights) -> Int {
    var sum = 0
    for (index, weight) in weights.values.enumerated() { sum += number.digit(index) * weight }
    return sum
  }

  /// ISO/IEC 7812-1, annex B, over all digits from `start` on.
  static func luhn(_ number: CompactNumber, from start: Int = 0) -> Bool {
    var luhn = Luhn()
    for index in start..<number.count { luhn.append(number.digit(index)) }
    return luhn.isValid
  }

  /// ISO 7064, mod 11,10 over a range of digits of which the last is the check digit.
  static func mod11And10(_ number: CompactNumber, _ range: Range<Int>) -> Bool {
    var product = 10
    for index in range.dropLast() {
      let sum = (number.digit(index) + product) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (product + number.digit(range.upperBound - 1)) % 10 == 1
  }

  /// Weights 7, 3, 1 over characters (letters from 10 on) and the sum's last digit: ICAO Doc 9303, part 3, 4.9.
  static func documentDigit(_ number: CompactNumber) -> Bool {
    let weights = [7, 3, 1]
    var sum = 0
    for index in 0..<(number.count - 1) { sum += number.value36(index) * weights[index % 3] }
    return sum % 10 == number.digit(number.count - 1)
  }

  /// Whether there is such a day. Without a year, the 29th of February is one.
  static func isDate(day: Int, month: Int, year: Int? = nil) -> Bool {
    guard 1...12 ~= month, day >= 1 else { return false }
    switch month {
    case 2: return day <= (year.map { $0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0) } ?? true ? 29 : 28)
    case 4, 6, 9, 11: return day <= 30
    default: return day <= 31
    }
  }
}

/// Weights of the digits of a number, from the left.
struct StaticWeights: Sendable, ExpressibleByArrayLiteral {
  let values: [Int]
  init(arrayLiteral values: Int...) { self.values = values }
}

/// The check digit of J. Verhoeff (Error detecting decimal codes, 1969): sums of the symmetry group of a pentagon,
/// the digits permuted by their place from the right.
enum Verhoeff {
  static func isValid(_ number: CompactNumber) -> Bool {
    var sum = 0
    for place in 0..<number.count {
      sum = add(sum, permuted(number.digit(number.count - 1 - place), times: place % 8))
    }
    return sum == 0
  }

  /// Rotations are 0 to 4, reflections 5 to 9.
  private static func add(_ a: Int, _ b: Int) -> Int {
    switch (a < 5, b < 5) {
    case (true, true): (a + b) % 5
    case (true, false): 5 + (a + b - 5) % 5
    case (false, true): 5 + (a - 5 - b + 5) % 5
    case (false, false): (a - b + 5) % 5
    }
  }

  private static func permuted(_ digit: Int, times: Int) -> Int {
    let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    var digit = digit
    for _ in 0..<times { digit = permutation[digit] }
    return digit
  }
}
