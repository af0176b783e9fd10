/// What stands behind a phone number.
enum PhoneEnd {
  /// The end of a number with its extension (`x123`, `ext. 123`), or nil when it goes on as something else.
  static func end(of prefix: PhoneDigits.Prefix, in text: ByteView, isInternational: Bool = false) -> Int? {
    let end = prefix.end
    if let extended = endOfExtension(text, from: end) { return extended }
    let after = text[end]
    if after.isWordByte || after == UInt8(ascii: "@") || after == UInt8(ascii: "%") { return nil }
    if after == UInt8(ascii: ":") || after == UInt8(ascii: ",") { return text[end + 1].isDigit ? nil : end }
    let goesOn = after != UInt8(ascii: " ") && after.isPhoneSeparator && text[end + 1].isAlphanumeric
    guard goesOn else { return end }
    // `/users/+12025550143/calls`, and one number of two.
    if isInternational, prefix.groups == 1, prefix.digits >= 10, text[end + 1].isLetter { return end }
    return prefix.groups == 1 && joinsNumbers(text, end) ? end : nil
  }

  /// Whether a slash stands between two runs of digits that are as long as each other, as phone numbers are.
  static func joinsNumbers(_ text: ByteView, _ slash: Int) -> Bool {
    guard text[slash] == UInt8(ascii: "/") else { return false }
    let start = text.start(before: slash, floor: max(0, slash - 13)) { $0.isDigit }
    let count = slash - start
    return 9...12 ~= count && !text[start - 1].isWordByte
      && text.endOfDigits(slash + 1, limit: 13) == slash + 1 + count && !text[slash + 1 + count].isWordByte
  }

  @inline(__always)
  private static func endOfExtension(_ text: ByteView, from end: Int) -> Int? {
    var at = end
    if text[at] == UInt8(ascii: ",") || text[at] == UInt8(ascii: ";") { at += 1 }
    if text[at] == UInt8(ascii: " ") { at += 1 }
    switch text[at].lowercased {
    case UInt8(ascii: "e"):
      guard text.hasAnyCase("ext", at: at) else { return nil }
      at += text.hasAnyCase("extension", at: at) ? 9 : 3
    case UInt8(ascii: "x"): at += 1
    case UInt8(ascii: "#") where at > end: at += 1
    default: return nil
    }
    at = text.end(from: at, limit: 2) {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":")
    }
    let last = text.endOfDigits(at, limit: 7)
    return last > at && last - at < 7 && !text[last].isWordByte ? last : nil
  }

  private static let units = WordSet([
    "b", "byte", "bytes", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "bit", "bits", "ns", "us", "ms", "s",
    "sec", "secs",
    "second", "seconds", "min", "minutes", "hours", "days", "years", "hz", "khz", "mhz", "ghz", "px", "rows",
    "lines",
    "items", "tokens", "times", "users", "calls", "requests", "records", "files", "entries", "events",
    "points", "steps",
    "cycles", "instructions", "blocks", "pages", "km", "kg", "eur", "usd", "dollars", "euro", "euros",
  ])

  /// Whether a unit says that a number before it counts something.
  static func isMeasured(_ text: ByteView, _ end: Int) -> Bool {
    guard text[end] == UInt8(ascii: " "), text[end + 1].isLetter else { return false }
    let word = (end + 1)..<text.end(from: end + 1, limit: 14) { $0.isLetter }
    return !text[word.upperBound].isNonASCII && units.contains(text, word)
  }

  /// What is counted in numbers that a phone has, or of which there are many of phones.
  private static let quantities = WordSet([
    "sold", "shipped", "units", "mah", "wh", "ma", "mw", "mp", "dpi", "ppi", "mm", "cm", "inch", "inches",
    "pieces", "pcs",
    "customers", "subscribers", "subscriptions", "downloads", "installs", "installations", "views", "visits",
    "visitors",
    "clicks", "hits", "impressions", "sessions", "minutes", "mins", "people", "persons", "households",
    "owners", "devices",
    "models", "phones", "handsets", "stores", "shops", "towers", "poles", "boxes", "sheets", "messages",
    "texts",
    "characters", "chars", "words", "samples", "votes", "orders", "sales", "bookings", "percent", "pct",
    "million",
    "millions", "billion", "thousand", "lakh", "crore", "kbps", "mbps", "gbps", "fps", "rpm", "watts", "gbp",
    "chf", "inr",
    "jpy", "yen", "yuan", "cny", "rub", "sek", "nok", "dkk", "pln", "czk", "huf", "rupees", "pounds", "cents",
    "grams",
    "stück", "stk", "unidades", "copies", "jobs", "respondents", "participants", "responses", "transactions",
    "metres",
    "meters", "miles", "months", "weeks", "pixels", "nits", "cores", "threads",
  ])
  private static let wholes = WordSet([
    "total", "all", "sum", "stock", "use", "circulation", "revenue", "sales",
  ])
  private static let periods = WordSet([
    "day", "week", "month", "year", "quarter", "hour", "minute", "second", "user", "unit", "person", "capita",
  ])

  /// Whether what stands behind says that a number behind a word for a phone counts something or is a price: `12000 sold`,
  /// `12345 in total`, `900 000 €`.
  static func isCounted(_ text: ByteView, _ end: Int) -> Bool {
    let start = text[end] == UInt8(ascii: " ") ? end + 1 : end
    if text[start].isNonASCII { return currencies.contains { text.has($0, at: start) } }
    guard start > end, text[start].isLetter else { return false }
    let word = start..<text.end(from: start, limit: 14) { $0.isLetter }
    if quantities.contains(text, word) { return true }
    let isIn = word.count == 2 && text.hasAnyCase("in", at: start)
    guard isIn || word.count == 3 && text.hasAnyCase("per", at: start),
      text[word.upperBound] == UInt8(ascii: " ")
    else { return false }
    let next = (word.upperBound + 1)..<text.end(from: word.upperBound + 1, limit: 14) { $0.isLetter }
    return isIn ? wholes.contains(text, next) : periods.contains(text, next)
  }

  private static let currencies: [StaticString] = ["€", "£", "¥", "₹", "₽", "₩", "₺", "zł", "kč", "руб", "°"]

  /// Whether a currency stands right before, or behind a space.
  static func isPriced(_ text: ByteView, _ start: Int) -> Bool {
    let end = text[start - 1] == UInt8(ascii: " ") ? start - 1 : start
    return text[end - 1] == UInt8(ascii: "$")
      || text[end - 1].isNonASCII && currencies.contains { text.has($0, endingAt: end) }
  }

  /// Whether other numbers stand before or behind in the same line, with nothing but blanks between: groups of digits
  /// are columns of a table or bytes of a dump then.
  static func isInTable(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let isBlank: (UInt8) -> Bool = {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "|")
    }
    let before = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - 16), while: isBlank)
    if before < range.lowerBound, isNumber(text, endingAt: before) { return true }
    let after = text.end(from: range.upperBound, limit: 16, while: isBlank)
    return after > range.upperBound && isNumber(text, at: after)
  }

  /// Whether a decimal stands before or behind, with blanks or a sign between: `-1.5 01 23 45 67 89`.
  static func isAmongDecimals(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let isGap: (UInt8) -> Bool = {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "-")
    }
    let before = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - 4), while: isGap)
    if before < range.lowerBound, isDecimal(text, endingAt: before) { return true }
    let after = text.end(from: range.upperBound, limit: 4, while: isGap)
    guard after > range.upperBound else { return false }
    let point = text.endOfDigits(after, limit: 6)
    let end = text.endOfDigits(point + 1, limit: 17)
    return text[point] == UInt8(ascii: ".") && end > point + 1 && text[end] != UInt8(ascii: ".")
      && !text[end].isWordByte
  }

  private static func isDecimal(_ text: ByteView, endingAt end: Int) -> Bool {
    let places = text.start(before: end, floor: max(0, end - 17)) { $0.isDigit }
    guard places < end, text[places - 1] == UInt8(ascii: ".") else { return false }
    let start = text.start(before: places - 1, floor: max(0, places - 7)) { $0.isDigit }
    return text[start - 1] != UInt8(ascii: ".") && !text[start - 1].isWordByte
  }

  /// Digits alone, or the bytes of a dump.
  private static func isNumber(_ text: ByteView, at start: Int) -> Bool {
    let end = text.end(from: start, limit: 17) { $0.isHexDigit }
    guard end > start, !text[end].isWordByte else { return false }
    return end - start == 2 || (start..<end).allSatisfy { text[$0].isDigit }
  }

  private static func isNumber(_ text: ByteView, endingAt end: Int) -> Bool {
    let start = text.start(before: end, floor: max(0, end - 17)) { $0.isHexDigit }
    guard start < end, !text[start - 1].isWordByte else { return false }
    return end - start == 2 || (start..<end).allSatisfy { text[$0].isDigit }
  }
}
