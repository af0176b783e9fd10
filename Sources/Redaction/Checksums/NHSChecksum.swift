/// NHS numbers of England, Wales and the Isle of Man: ten digits, the last a modulus 11 check digit.
enum NHSChecksum {
  /// Whether the text holds exactly ten digits that pass. Spaces, hyphens and dots are skipped.
  static func isValid(_ text: Span<UInt8>) -> Bool {
    var sum = 0
    var digits = 0
    var last = 0
    for index in text.indices {
      guard let digit = ASCII.decimalDigit(text[index]) else {
        if ASCII.isDigitSeparator(text[index]) { continue }
        return false
      }
      guard digits < 10 else { return false }
      if digits < 9 { sum += digit * (10 - digits) }
      last = digit
      digits += 1
    }
    guard digits == 10 else { return false }
    // A remainder of 1 would need the check digit 10: equal to no digit, as such numbers are never issued.
    let expected = 11 - sum % 11
    return last == (expected == 11 ? 0 : expected)
  }
}
