/// The check digit of payment cards (ISO/IEC 7812-1, annex B).
enum Luhn {
  /// Whether the decimal digits of `text` pass.
  ///
  /// Spaces, hyphens and dots are skipped. Any other byte fails, and so does a text of fewer than two
  /// digits. Linear, allocates nothing.
  static func isValid(_ text: Span<UInt8>) -> Bool {
    var sum = 0
    var digits = 0
    var index = text.count
    while index > 0 {
      index -= 1
      let byte = text[index]
      guard let digit = ASCII.decimalDigit(byte) else {
        if ASCII.isDigitSeparator(byte) { continue }
        return false
      }
      let weighted = digits & 1 == 0 ? digit : digit * 2
      sum += weighted > 9 ? weighted - 9 : weighted
      digits += 1
    }
    return digits > 1 && sum % 10 == 0
  }
}
