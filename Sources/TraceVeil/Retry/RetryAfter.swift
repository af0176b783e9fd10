/// The value of a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or a date.
enum RetryAfter {
  /// - Parameter unixTime: The time to compare a date with, in seconds since 1970.
  /// - Returns: How long to wait; zero for a date that has passed; nil when the value is malformed.
  static func parse(_ value: String, unixTime: Int64) -> Duration? {
    let text = value.utf8.drop(while: isBlank)
    if let seconds = seconds(text) { return .seconds(seconds) }
    guard let date = HTTPDate(text, currentTime: unixTime) else { return nil }
    return .seconds(max(0, min(date.unixTime - unixTime, longest)))
  }

  /// Bound on the wait, far over every retry policy: a year.
  private static let longest: Int64 = 31_536_000

  private static func seconds(_ text: Substring.UTF8View) -> Int64? {
    var total: Int64 = 0
    var digits = 0
    for byte in text.prefix(while: { !isBlank($0) }) {
      guard let digit = HTTPDate.digit(byte) else { return nil }
      total = min(total * 10 + Int64(digit), longest)
      digits += 1
    }
    let rest = text.dropFirst(digits)
    return digits > 0 && rest.allSatisfy(isBlank) ? total : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
