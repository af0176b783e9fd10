/// The check digit of payment cards (ISO/IEC 7812-1, annex B), digit by digit from the left.
///
/// Which digits count twice depends on how many follow, so both sums are kept and the length decides.
struct Luhn: Sendable {
  private(set) var count = 0
  private var sumIfEven = 0
  private var sumIfOdd = 0

  @inline(__always)
  mutating func append(_ digit: Int) {
    let doubled = digit < 5 ? digit * 2 : digit * 2 - 9
    if count & 1 == 0 {
      sumIfEven += doubled
      sumIfOdd += digit
    } else {
      sumIfEven += digit
      sumIfOdd += doubled
    }
    count += 1
  }

  /// Whether the digits so far end in their check digit.
  var isValid: Bool { (count & 1 == 0 ? sumIfEven : sumIfOdd) % 10 == 0 }
}
