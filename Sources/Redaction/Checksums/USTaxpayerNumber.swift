/// The nine digits of a Social Security number or an Individual Taxpayer Identification Number: neither has a
/// check digit, but both have ranges that are never issued.
enum USTaxpayerNumber {
  enum Kind: Sendable, Hashable {
    case socialSecurity, individualTaxpayer
  }

  /// What the nine digits of `text` can be, or nil. Spaces, hyphens and dots are skipped.
  ///
  /// Social Security: area 001 to 899 without 666, group 01 to 99, serial 0001 to 9999 (since June 2011 areas
  /// carry no other meaning). ITIN: begins with 9, and its fourth and fifth digits are 50 to 65, 70 to 88,
  /// 90 to 92 or 94 to 99 (IRS Publication 4757; 93 belongs to adoption numbers).
  static func kind(of text: Span<UInt8>) -> Kind? {
    var number = 0
    var digits = 0
    for index in text.indices {
      guard let digit = ASCII.decimalDigit(text[index]) else {
        if ASCII.isDigitSeparator(text[index]) { continue }
        return nil
      }
      guard digits < 9 else { return nil }
      number = number * 10 + digit
      digits += 1
    }
    guard digits == 9 else { return nil }
    return kind(area: number / 1_000_000, group: number / 10_000 % 100, serial: number % 10_000)
  }

  private static func kind(area: Int, group: Int, serial: Int) -> Kind? {
    if area >= 900 {
      switch group {
      case 50...65, 70...88, 90...92, 94...99: return .individualTaxpayer
      default: return nil
      }
    }
    return area != 0 && area != 666 && group != 0 && serial != 0 ? .socialSecurity : nil
  }
}
