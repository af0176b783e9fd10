/// US Social Security numbers and Individual Taxpayer Identification Numbers: nine digits in assigned ranges.
///
/// Dashed numbers stand for themselves, and so do spaced ones that stand in no table and count nothing. Plain and dotted
/// ones need a word for such a number, or what forms say round it ("her number"). "Security" and "tax" alone are words
/// for much else.
struct USTaxpayerNumberRecognizer: Recognizer {
  let entity: EntityType
  let triggers: [Trigger] = [.digits(atLeast: 9)]
  let contextWords = [
    "ssn", "ssns", "socsec", "itin", "itins", "taxpayer", "social security", "social insurance",
    "social number",
    "social no", "my social", "her social", "his social", "your social", "their social", "socialsecurity",
    "socialsecuritynumber", "ssnumber", "ss number", "ss no", "tax id", "tax identification", "tax number",
    "tax no", "taxid",
    "individual taxpayer",
    "tin", "ssid",
  ]
  let opposingWords = [
    "policy", "group", "id", "hash", "count", "size", "offset", "time", "timestamp", "version",
  ]
  private let kind: USTaxpayerNumber.Kind

  static let socialSecurity = USTaxpayerNumberRecognizer(.socialSecurity, entity: .usSocialSecurityNumber)
  static let individualTaxpayer = USTaxpayerNumberRecognizer(.individualTaxpayer, entity: .usTaxpayerNumber)

  private init(_ kind: USTaxpayerNumber.Kind, entity: EntityType) {
    self.kind = kind
    self.entity = entity
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let end = text.forEachGroup(at: hit.position) { start in
      guard let (end, separator) = self.end(of: text, from: start), isAlone(text, start..<end) else {
        return nil
      }
      guard USTaxpayerNumber.kind(of: text.slice(start..<end).unsafeBytes.span) == kind else { return nil }
      findings.report(start..<end, score: score(of: separator, text, start..<end))
      return end
    }
    findings.floor = end
  }

  private func score(of separator: UInt8, _ text: ByteView, _ range: Range<Int>) -> Float {
    if separator == UInt8(ascii: "-") { return 0.85 }
    if isSomebodysNumber(text, before: range.lowerBound) { return 0.5 }
    let isWhole = range.lowerBound <= 1 && range.upperBound >= text.count - 1
    switch separator {
    case UInt8(ascii: " "):
      let isFollowed = text[range.upperBound] == UInt8(ascii: " ") && text[range.upperBound + 1].isDigit
      return isFollowed || PhoneEnd.isMeasured(text, range.upperBound) || PhoneEnd.isInTable(text, range)
        ? 0.3 : 0.5
    case UInt8(ascii: "."): return isWhole ? 0.5 : 0.3
    default: return 0.05
    }
  }

  /// Three, two and four digits with one kind of separator, or nine digits (separator 0).
  @inline(__always)
  private func end(of text: ByteView, from start: Int) -> (end: Int, separator: UInt8)? {
    let first = text.endOfDigits(start, limit: 10)
    if first - start == 9 { return (first, 0) }
    guard first - start == 3 else { return nil }
    let separator = text[first]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: " ") || separator == UInt8(ascii: ".")
    else { return nil }
    let second = text.endOfDigits(first + 1, limit: 3)
    guard second - first == 3, text[second] == separator else { return nil }
    let third = text.endOfDigits(second + 1, limit: 5)
    return third - second == 5 ? (third, separator) : nil
  }

  /// Whether it is not a part of a longer number, of an identifier or of a decimal.
  private func isAlone(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let before = text[range.lowerBound - 1]
    if before.isWordByte
      || ((before == UInt8(ascii: "-") || before == UInt8(ascii: "."))
        && text[range.lowerBound - 2].isAlphanumeric)
    {
      return false
    }
    let after = text[range.upperBound]
    if after.isWordByte || text.isNegative(at: range.lowerBound) { return false }
    return !((after == UInt8(ascii: "-") || after == UInt8(ascii: ".")) && text[range.upperBound + 1].isDigit)
  }

  /// `his number`, `her number,`, `my number is`.
  private func isSomebodysNumber(_ text: ByteView, before start: Int) -> Bool {
    var end = text.start(before: start, floor: max(0, start - 6)) { !$0.isAlphanumeric }
    if text.hasAnyCase(" is", endingAt: end) { end -= 3 }
    let phrases: [StaticString] = ["his number", "her number", "my number", "their number", "your number"]
    return phrases.contains { text.hasAnyCase($0, endingAt: end) }
  }
}
