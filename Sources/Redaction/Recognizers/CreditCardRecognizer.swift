/// Payment card numbers of every large scheme, with a valid check digit.
///
/// Plain, or in groups as they are printed on cards, joined by one kind of separator: space, hyphen or dot.
/// Digits in other groups are prices, versions and lists far more often than cards.
struct CreditCardRecognizer: Recognizer {
  let entity = EntityType.creditCard
  let triggers: [Trigger] = [.digits(atLeast: 12)]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    var start = hit.position
    // A letter in front makes an identifier of the first group, not of those behind a separator.
    let isIdentifier = text[start - 1].isLetter
    while text[start].isDigit {
      let before = start == hit.position ? 0 : text[start - 1]
      let mayStart = start > hit.position || !isIdentifier
      if mayStart, !isInsideIBAN(text, start), let end = cardEnd(text, from: start, before: before) {
        findings.report(start..<end, score: 1)
        start = end
      } else {
        start = text.end(from: start) { $0.isDigit }
      }
      guard text[start].isCardSeparator else { break }
      start += 1
    }
    findings.floor = start
  }

  /// Whether a country and check digits stand before the group, as in `ES11 6570 5292 0518 7243 4535`: a bank
  /// account with a slip of the pen is still no card.
  private func isInsideIBAN(_ text: ByteView, _ start: Int) -> Bool {
    let head = start - 5
    guard text[start - 1] == UInt8(ascii: " "), text[head].isUppercase, text[head + 1].isUppercase,
      text[head + 2].isDigit, text[head + 3].isDigit, !text[head - 1].isWordByte
    else { return false }
    return IBANChecksum.length(country: text[head], text[head + 1]) != nil
  }

  /// End of the longest card number whose first group starts at `start`. `before` is the separator that
  /// joins it to digits in front, or 0.
  private func cardEnd(_ text: ByteView, from start: Int, before: UInt8) -> Int? {
    var number = CardNumber()
    var at = number.takeGroup(of: text, at: start)
    if number.digits >= 12 {
      return number.isIssued && isPlain(text, end: at, before: before) ? at : nil
    }
    let separator = text[at]
    guard before != separator || separator == UInt8(ascii: " ") else { return nil }
    var best: Int?
    while number.digits < 19, text[at] == separator, separator.isCardSeparator, text[at + 1].isDigit {
      at = number.takeGroup(of: text, at: at + 1)
      let endsHere = !text[at].isAlphanumeric
      let goesOn = text[at] == separator && text[at + 1].isDigit && separator != UInt8(ascii: " ")
      if endsHere, !goesOn, number.isPrinted, number.isIssued { best = at }
    }
    return best
  }

  /// Whether digits without groups stand alone: not in a decimal, nor at the end of a UUID.
  private func isPlain(_ text: ByteView, end: Int, before: UInt8) -> Bool {
    guard before == 0 || before == UInt8(ascii: " ") else { return false }
    let behind = text[end]
    guard !behind.isAlphanumeric else { return false }
    guard behind == UInt8(ascii: "-") || behind == UInt8(ascii: "."), text[end + 1].isDigit else {
      return true
    }
    // A card kept as a floating-point number.
    return behind == UInt8(ascii: ".") && text[end + 1] == UInt8(ascii: "0") && !text[end + 2].isAlphanumeric
  }
}

/// The digits of a number read group by group.
private struct CardNumber {
  private var luhn = Luhn()
  private var prefix = 0
  private var layout: UInt32 = 0

  var digits: Int { luhn.count }

  /// Reads the digits at `start`, 20 in all at most, and answers where they end.
  mutating func takeGroup(of text: ByteView, at start: Int) -> Int {
    var at = start
    while text[at].isDigit, luhn.count < 20 {
      if luhn.count < 6 { prefix = prefix * 10 + text[at].digitValue }
      luhn.append(text[at].digitValue)
      at += 1
    }
    layout = layout << 4 | UInt32(min(at - start, 15))
    return at
  }

  /// Whether a scheme issues such numbers and the check digit is right.
  var isIssued: Bool { luhn.isValid && CardScheme.issues(prefix, digits: digits) }

  /// Whether the group sizes, one a hexadecimal digit, are those of a card.
  var isPrinted: Bool { CardNumber.layouts.contains(layout) }

  private static let layouts: [UInt32] = [
    0x4444, 0x465, 0x464, 0x44443, 0x44442, 0x44441, 0x4443, 0x4442, 0x4441, 0x444, 0x4333, 0x6D, 0x88, 0x8B,
  ]
}

extension UInt8 {
  fileprivate var isCardSeparator: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}
