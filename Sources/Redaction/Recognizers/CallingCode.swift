/// Country calling codes (ITU-T E.164, list of assigned codes) and how many digits follow them.
enum CallingCode {
  /// Whether the digits of an international number begin with an assigned code and have a length in use there.
  static func accepts(_ number: PhoneDigits.Prefix) -> Bool {
    guard 8...15 ~= number.digits, number.digit(0) != 0 else { return false }
    let one = number.digit(0)
    let two = one * 10 + number.digit(1)
    if one == 1 { return number.digits == 11 && number.digit(1) >= 2 && number.digit(4) >= 2 }
    if one == 7 { return number.digits == 11 }
    if let lengths = twoDigitLengths(two) { return lengths.contains(number.digits - 2) }
    return isThreeDigitCode(two * 10 + number.digit(2))
  }

  /// National significant digits behind the two-digit codes, nil when the code has three digits.
  private static func twoDigitLengths(_ code: Int) -> ClosedRange<Int>? {
    switch code {
    case 33, 34, 32, 31, 41, 48, 45, 47, 46, 36, 40, 43, 30, 39: return europeanLengths(code)
    case 44: return 9...10
    case 49: return 6...13
    case 20, 27, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93,
      94, 95,
      98:
      return 8...12
    default: return nil
    }
  }

  private static func europeanLengths(_ code: Int) -> ClosedRange<Int> {
    switch code {
    case 33, 34, 31, 41, 48: return 9...9
    case 32: return 8...9
    case 45, 47: return 8...8
    case 46: return 7...10
    case 36, 40: return 8...9
    case 43: return 7...13
    default: return 8...11
    }
  }

  private static func isThreeDigitCode(_ code: Int) -> Bool {
    switch code {
    case 211...299, 350...389, 420...423, 500...509, 590...599, 670...692, 800, 808, 850...886, 960...998:
      return true
    default: return false
    }
  }
}
