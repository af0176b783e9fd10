/// Payment card numbers of every large scheme, with a valid check digit.
///
/// Plain, or in groups as they are printed on cards, joined by one kind of separator: space, two spaces, hyphen or dot.
/// Joined by tabs, slashes or underscores they need a word for a card. Digits in other groups are prices, versions and lists far more often than cards. A plain run of digits that is
/// called an id, or stands in a column of such numbers, is none; one as long as a number of 64 bits or a barcode needs a word.
struct CreditCardRecognizer: Recognizer {
  let entity = EntityType.creditCard
  let triggers: [Trigger] = [.digits(atLeast: 12), .digitGroups]
  let contextWords = CardContext.words
  let opposingWords = CardContext.ids

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    var start = hit.position
    if hit.count == 0 { return confirmGroups(text, at: start, into: &findings) }
    while text[start].isDigit {
      // A letter in front makes an identifier of the first group, not of those behind a separator.
      let mayStart = start > hit.position || CardContext.mayBegin(text, at: start)
      if mayStart, !isInsideIBAN(text, start),
        let (end, score) = card(text, from: start, isFirst: start == hit.position)
      {
        findings.report(start..<end, score: score)
        start = end
      } else {
        start = text.end(from: start) { $0.isDigit }
      }
      guard let next = text.nextInCluster(from: start) else { break }
      start = next
    }
    findings.floor = start
  }

  /// Groups that a tab, a slash or an underscore joins: columns, paths and names have such, too.
  private func confirmGroups(_ text: ByteView, at start: Int, into findings: inout Findings) {
    var number = CardNumber()
    var end = number.takeGroup(of: text, at: start)
    let mark = text[end]
    while number.digits < 19, text[end] == mark, text[end + 1].isDigit {
      end = number.takeGroup(of: text, at: end + 1)
    }
    findings.floor = end
    guard !text[start - 1].isWordByte, text[start - 1] != mark, !text[end].isWordByte, text[end] != mark,
      number.isPrinted, number.isValid, number.isIssued, !number.isProgression
    else { return }
    findings.report(start..<end, score: CardContext.faintScore)
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

  /// End of the longest card number whose first group starts at `start`.
  private func card(_ text: ByteView, from start: Int, isFirst: Bool) -> (end: Int, score: Float)? {
    let before = isFirst ? 0 : text[start - 1]
    var number = CardNumber()
    var at = number.takeGroup(of: text, at: start)
    if number.digits >= 12 {
      guard number.isValid, isPlain(text, start..<at, before: before), isKnown(number, text, start),
        !CardContext.isNumber(text, start..<at)
      else {
        return nil
      }
      return (
        at, CardContext.digitsAlone.contains(number.digits) ? CardContext.plainScore : CardContext.faintScore
      )
    }
    let separator = text[at]
    guard before != separator || separator == UInt8(ascii: " "),
      separator != UInt8(ascii: ".") || text[start - 1] != separator
    else { return nil }
    var best: Int?
    while number.digits < 19, text[at] == separator, let next = text.nextInCluster(from: at) {
      at = number.takeGroup(of: text, at: next)
      let endsHere = !text[at].isAlphanumeric
      let goesOn = text[at] == separator && text[at + 1].isDigit && separator != UInt8(ascii: " ")
      if endsHere, !goesOn, number.isPrinted, number.isValid, !number.isProgression,
        isKnown(number, text, start)
      {
        best = at
      }
    }
    return best.flatMap { CardContext.isInRow(text, start..<$0) ? nil : ($0, 1) }
  }

  /// Whether a scheme issues such numbers, or a word right before says that one does: there are more than are known.
  private func isKnown(_ number: CardNumber, _ text: ByteView, _ start: Int) -> Bool {
    number.isIssued || 13...19 ~= number.digits && CardContext.isCalledCard(text, start)
  }

  /// Whether digits without groups stand alone: not in a decimal, nor at the end of a UUID.
  private func isPlain(_ text: ByteView, _ digits: Range<Int>, before: UInt8) -> Bool {
    guard before == 0 || before == UInt8(ascii: " ") else { return false }
    let end = digits.upperBound
    let behind = text[end]
    guard CardContext.mayEnd(text, digits) else { return false }
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
  private var group = 0
  private var step = 0
  private var steps = 0

  private var isEven = true

  /// Whether each group is the one before and as much more, as offsets in a table are.
  var isProgression: Bool { isEven && step != 0 }

  var digits: Int { luhn.count }

  /// Reads the digits at `start`, 20 in all at most, and answers where they end.
  mutating func takeGroup(of text: ByteView, at start: Int) -> Int {
    var at = start
    var value = 0
    while text[at].isDigit, luhn.count < 20 {
      if luhn.count < 6 { prefix = prefix * 10 + text[at].digitValue }
      value = value &* 10 &+ text[at].digitValue
      luhn.append(text[at].digitValue)
      at += 1
    }
    if steps > 1, value - group != step { isEven = false }
    step = value - group
    group = value
    steps += 1
    layout = layout << 4 | UInt32(min(at - start, 15))
    return at
  }

  /// Whether the check digit is right.
  var isValid: Bool { luhn.isValid }

  /// Whether a scheme issues such numbers.
  var isIssued: Bool { CardScheme.issues(prefix, digits: digits) }

  /// Whether the group sizes, one a hexadecimal digit, are those of a card.
  var isPrinted: Bool { CardNumber.layouts.contains(layout) }

  private static let layouts: [UInt32] = [
    0x4444, 0x465, 0x464, 0x44443, 0x44442, 0x44441, 0x4443, 0x4442, 0x4441, 0x444, 0x4333, 0x6D, 0x88, 0x8B,
  ]
}
