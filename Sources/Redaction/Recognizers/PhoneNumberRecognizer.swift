/// Phone numbers: international ones (ITU-T E.164, at most 15 digits behind `+`), North American ones, and the
/// common European and Asian national forms.
///
/// What is grouped like a phone number stands for itself; a plain run of digits needs a context word. Part
/// numbers, ISBNs and decimals are left alone because a digit stands on the other side of a joint.
struct PhoneNumberRecognizer: Recognizer {
  let entity = EntityType.phoneNumber
  let triggers: [Trigger] = [.digits(atLeast: 7)]
  let contextWords = [
    "phone", "telephone", "tel", "mobile", "cell", "cellphone", "call", "text", "sms", "fax", "dial",
    "whatsapp", "contact", "hotline", "phones",
    "telefon", "telefonnummer", "rufnummer", "handy", "handynummer", "mobil", "mobilnummer", "mobiltelefon",
    "telefono", "movil", "celular", "telefone", "cellulare", "telefoon", "telefoonnummer", "mobiel",
  ]

  private static let internationalScore: Float = 0.75
  private static let groupedScore: Float = 0.5
  private static let plainScore: Float = 0.1

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let floor = findings.floor
    let end = text.forEachGroup(at: hit.position) { digit in
      guard let found = match(text, at: digit == hit.position ? start(text, of: digit, floor) : digit) else {
        return nil
      }
      findings.report(found.range, score: found.score)
      return found.range.upperBound
    }
    findings.floor = max(findings.floor, end)
  }

  /// Where a number begins whose first cluster of digits is at `digit`: an area code in brackets and a country
  /// code may stand before it, as in `+1 (206) 410-9364`.
  private func start(_ text: ByteView, of digit: Int, _ floor: Int) -> Int {
    var at = digit
    if text[at - 1] == UInt8(ascii: " ") || text[at - 1] == UInt8(ascii: "-") { at -= 1 }
    guard text[at - 1] == UInt8(ascii: ")") else {
      let isArea =
        text[digit - 1] == UInt8(ascii: "(")
        && text[text.end(from: digit, limit: 5) { $0.isDigit }] == UInt8(ascii: ")")
      return isArea ? digit - 1 : digit
    }
    let area = text.start(before: at - 1, floor: max(floor, at - 6)) { $0.isDigit }
    guard area < at - 1, text[area - 1] == UInt8(ascii: "("), area > floor else { return digit }
    let bracket = area - 1
    let gap = text[bracket - 1].isPhoneSeparator ? bracket - 1 : bracket
    let country = text.start(before: gap, floor: max(floor, gap - 4)) { $0.isDigit }
    return country < gap && text[country - 1] == UInt8(ascii: "+") ? country : bracket
  }

  private func match(_ text: ByteView, at start: Int) -> (range: Range<Int>, score: Float)? {
    if text[start - 1] == UInt8(ascii: "+") {
      return longest(text, from: start, begin: start - 1) {
        CallingCode.accepts($0) ? PhoneNumberRecognizer.internationalScore : nil
      }
    }
    guard canBegin(text, at: start) else { return nil }
    return longest(text, from: start, begin: start, score: PhoneNumberRecognizer.nationalScore)
  }

  /// The longest run of groups from `start` that `score` accepts and that ends well.
  private func longest(
    _ text: ByteView,
    from start: Int,
    begin: Int,
    score: (PhoneDigits.Prefix) -> Float?
  ) -> (range: Range<Int>, score: Float)? {
    if begin < start, text[begin - 1].isWordByte || text[begin - 1] == UInt8(ascii: "+") { return nil }
    let digits = PhoneDigits(text, from: start)
    for groups in stride(from: digits.groups, to: 0, by: -1) {
      let prefix = digits.prefix(groups)
      if let score = score(prefix), let end = end(of: prefix, in: text) { return (begin..<end, score) }
    }
    return nil
  }

  private static func nationalScore(of prefix: PhoneDigits.Prefix) -> Float? {
    if prefix.isNorthAmerican { return prefix.groups == 1 ? plainScore : groupedScore }
    if prefix.isTrunkGrouped { return groupedScore }
    if prefix.isMobileForm { return plainScore }
    let isPlainTrunk =
      prefix.groups == 1 && prefix.digit(0) == 0 && prefix.digit(1) > 0 && 9...11 ~= prefix.digits
    return isPlainTrunk ? plainScore : nil
  }

  private func canBegin(_ text: ByteView, at start: Int) -> Bool {
    let before = text[start - 1]
    if before.isWordByte || before == UInt8(ascii: "+") || before == UInt8(ascii: "$") { return false }
    if before == UInt8(ascii: ":") || before == UInt8(ascii: ",") { return !text[start - 2].isDigit }
    return !(before != UInt8(ascii: " ") && before.isPhoneSeparator && text[start - 2].isAlphanumeric)
  }

  /// The end of a number with its extension (`x123`, `ext. 123`), or nil when it goes on as something else.
  private func end(of prefix: PhoneDigits.Prefix, in text: ByteView) -> Int? {
    let end = prefix.end
    if let extended = endOfExtension(text, from: end) { return extended }
    let after = text[end]
    if after.isWordByte || after == UInt8(ascii: "@") { return nil }
    let goesOn = after != UInt8(ascii: " ") && after.isPhoneSeparator && text[end + 1].isAlphanumeric
    return goesOn ? nil : end
  }

  private func endOfExtension(_ text: ByteView, from end: Int) -> Int? {
    var at = end
    if text[at] == UInt8(ascii: " ") { at += 1 }
    if text.hasAnyCase("ext", at: at) {
      at += 3
      if text[at] == UInt8(ascii: ".") { at += 1 }
      if text[at] == UInt8(ascii: " ") { at += 1 }
    } else if text[at].lowercased == UInt8(ascii: "x") {
      at += 1
    } else {
      return nil
    }
    let last = text.end(from: at, limit: 6) { $0.isDigit }
    return last > at && !text[last].isWordByte ? last : nil
  }
}

extension UInt8 {
  var isPhoneSeparator: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
      || self == UInt8(ascii: "/")
  }
}
