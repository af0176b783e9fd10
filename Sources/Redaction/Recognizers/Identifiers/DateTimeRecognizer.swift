/// Dates: ISO 8601 with or without a time, day and month in European and American order, and with the month's
/// name, joined by hyphens too, behind a day in six other languages; a month with its name and a year; a month and a
/// year in figures, and days without separators, behind a word for a date; times of day that are written or introduced as such. Off by
/// default: telemetry is full of harmless dates.
struct DateTimeRecognizer: Recognizer {
  let entity = EntityType.dateTime
  let isOnByDefault = false
  let contextWords = ["date", "birthday", "born", "birth", "dob", "expiry", "expires", "yymmdd", "issued"]
  let triggers: [Trigger] =
    [.digits(atLeast: 1)] + months.map { .literal(String($0.description.prefix(3)), anyCase: true) }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard !text[hit.position - 1].isWordByte else { return }
    guard text[hit.position].isDigit else {
      if let end = DateTimeRecognizer.endOfMonthFirst(text, from: hit.position) {
        findings.report(hit.position..<end, score: 0.6)
        findings.floor = end
      }
      return
    }
    let end = text.forEachGroup(at: hit.position) { start in
      if let end = DateTimeRecognizer.endOfDate(text, from: start)
        ?? DateTimeRecognizer.endOfOtherCalendar(text, from: start)
        ?? DateTimeRecognizer.endOfTimeOfDay(text, from: start)
      {
        findings.report(start..<end, score: 0.6)
        return end
      }
      if let month = DateTimeRecognizer.startOfForeignMonth(text, before: start) {
        findings.report(month..<start + 4, score: 0.6)
        return start + 4
      }
      guard
        let end = DateTimeRecognizer.endOfMonthAndYear(text, from: start)
          ?? DateTimeRecognizer.endOfCompactDate(text, from: start)
      else { return nil }
      findings.report(start..<end, score: 0.1)
      return end
    }
    findings.floor = max(findings.floor, end)
  }

  private static func endOfDate(_ text: ByteView, from start: Int) -> Int? {
    if text[start - 1] == UInt8(ascii: "."), text[start - 2].isDigit { return nil }
    if let end = endOfDayAndMonth(text, from: start) { return end }
    guard let date = numericDate(text, from: start) ?? dayBeforeMonth(text, from: start) else { return nil }
    let end = endOfTime(text, from: date) ?? date
    if text[end].isWordByte || (text[end] == UInt8(ascii: ".") && text[end + 1].isDigit) { return nil }
    return end
  }

  /// `05/2021`, `5/21`: nothing but its context tells it from a fraction.
  private static func endOfMonthAndYear(_ text: ByteView, from start: Int) -> Int? {
    guard text[start - 1] != UInt8(ascii: "/"), text[start - 1] != UInt8(ascii: "."),
      let (month, monthEnd) = number(text, start, maximum: 2), 1...12 ~= month,
      text[monthEnd] == UInt8(ascii: "/"),
      let (_, end) = number(text, monthEnd + 1, maximum: 4), end - monthEnd == 3 || end - monthEnd == 5
    else { return nil }
    let isLonger = text[end] == UInt8(ascii: "/") || text[end] == UInt8(ascii: ".") && text[end + 1].isDigit
    return isLonger || text[end].isWordByte ? nil : end
  }

  /// `860412`, `19860412`: nothing but its context tells it from a number.
  private static func endOfCompactDate(_ text: ByteView, from start: Int) -> Int? {
    let end = text.endOfDigits(start, limit: 9)
    guard end - start == 6 || end - start == 8, !text[end].isWordByte, !text[start - 1].isWordByte,
      let (month, _) = number(text, end - 4, maximum: 2), 1...12 ~= month,
      let (day, _) = number(text, end - 2, maximum: 2), 1...31 ~= day
    else { return nil }
    let century = number(text, start, maximum: 2)?.value
    return end - start == 6 || century == 19 || century == 20 ? end : nil
  }

  /// `-2021` or `-21` behind a month.
  private static func endOfYear(_ text: ByteView, behind month: Int) -> Int? {
    guard text[month] == UInt8(ascii: "-"), let (_, end) = number(text, month + 1, maximum: 4),
      end - month == 3 || end - month == 5, !text[end].isWordByte, text[end] != UInt8(ascii: "-")
    else { return nil }
    return end
  }

  /// `August 22, 1951`, `Sept 3rd 2024`, `May 5`, `May-2021`.
  private static func endOfMonthFirst(_ text: ByteView, from start: Int) -> Int? {
    guard let month = endOfMonth(text, from: start) else { return nil }
    if let end = endOfYear(text, behind: month) { return end }
    if let end = endOfYearApart(text, behind: month) ?? endOfJoinedDayAndYear(text, behind: month) {
      return end
    }
    guard text[month] == UInt8(ascii: " ") else { return nil }
    // The C library pads a day of one digit.
    var first = text[month + 1] == UInt8(ascii: " ") ? month + 2 : month + 1
    if text.hasAnyCase("the ", at: first) { first += 4 }
    guard let (day, dayEnd) = number(text, first, maximum: 2), 1...31 ~= day else { return nil }
    let end = endOfOtherDay(text, behind: endOfOrdinal(text, dayEnd))
    if let end = endOfTimeAndYear(text, behind: end) { return end }
    let gap = text.end(from: end, limit: 2) { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
    if gap > end, let (year, yearEnd) = number(text, gap, maximum: 4), year >= 1000 { return yearEnd }
    return text[end].isWordByte || isVerb(text, start..<month) ? nil : end
  }

  /// ` 2021`, `, 2021` or ` '21` behind a month.
  private static func endOfYearApart(_ text: ByteView, behind month: Int) -> Int? {
    var position = text[month] == UInt8(ascii: ",") ? month + 1 : month
    guard text[position] == UInt8(ascii: " ") else { return nil }
    position += 1
    if text[position] == UInt8(ascii: "'"), let (_, end) = number(text, position + 1, maximum: 2),
      end == position + 3, !text[end].isWordByte
    {
      return end
    }
    guard let (year, end) = number(text, position, maximum: 4), 1800...2100 ~= year, !text[end].isWordByte
    else { return nil }
    return end
  }

  /// The position behind `st`, `nd`, `rd`, `th` or French `er`, if one of them follows a day.
  static func endOfOrdinal(_ text: ByteView, _ day: Int) -> Int {
    let suffixes: [StaticString] = ["st", "nd", "rd", "th", "er"]
    return suffixes.contains { text.hasAnyCase($0, at: day) } ? day + 2 : day
  }

  private static func numericDate(_ text: ByteView, from start: Int) -> Int? {
    guard let (first, firstEnd) = number(text, start, maximum: 4) else { return nil }
    let separator = text[firstEnd]
    guard separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") || separator == UInt8(ascii: ".")
    else {
      return nil
    }
    guard let (second, secondEnd) = number(text, firstEnd + 1, maximum: 2), text[secondEnd] == separator
    else {
      return nil
    }
    guard let (third, thirdEnd) = number(text, secondEnd + 1, maximum: 4) else { return nil }
    if firstEnd - start == 4 {
      return 1900...2100 ~= first && 1...12 ~= second && 1...31 ~= third && thirdEnd - secondEnd == 3
        ? thirdEnd : nil
    }
    let isShort = thirdEnd - secondEnd == 3 && separator != UInt8(ascii: "-")
    guard firstEnd - start <= 2, isShort || thirdEnd - secondEnd == 5 && 1900...2100 ~= third else {
      return nil
    }
    let isDotted = separator == UInt8(ascii: ".")
    let isDayFirst = 1...31 ~= first && 1...12 ~= second
    // Nobody who writes the month first puts dots between.
    let isMonthFirst = 1...12 ~= first && 1...31 ~= second && !isDotted
    if isDotted, isVersion(text, start) { return nil }
    return isDayFirst || isMonthFirst ? thirdEnd : nil
  }

  private static func dayBeforeMonth(_ text: ByteView, from start: Int) -> Int? {
    guard let (day, dayEnd) = number(text, start, maximum: 2), 1...31 ~= day else { return nil }
    if let end = endOfRomanMonth(text, behind: dayEnd) ?? endOfJoinedMonth(text, behind: dayEnd) {
      return end
    }
    if text[dayEnd] == UInt8(ascii: "-"), let month = endOfMonth(text, from: dayEnd + 1) {
      return endOfYear(text, behind: month) ?? (text[month] == UInt8(ascii: "-") ? nil : month)
    }
    if text[dayEnd] == UInt8(ascii: "/"), let month = endOfMonth(text, from: dayEnd + 1),
      text[month] == UInt8(ascii: "/"),
      let (year, end) = number(text, month + 1, maximum: 4), 1900...2100 ~= year
    {
      return end
    }
    var position = endOfOtherDay(text, behind: endOfOrdinal(text, dayEnd))
    if text[position] == UInt8(ascii: ".") { position += 1 }
    if text.has("º", at: position) { position += 2 }
    let isMarked = position > dayEnd
    if text.hasAnyCase(" of", at: position) { position += 3 }
    guard text[position] == UInt8(ascii: " ") else { return nil }
    guard let monthEnd = endOfMonth(text, from: position + 1) else {
      let shortest = isDayIntroduced(text, at: start) ? 3 : isMarked ? 4 : 5
      return endOfForeignMonth(text, from: position + 1, shortest: shortest)
    }
    let year = text[monthEnd] == UInt8(ascii: ",") ? monthEnd + 1 : monthEnd
    guard text[year] == UInt8(ascii: " "), let (year, end) = number(text, year + 1, maximum: 4), year >= 1000
    else { return monthEnd }
    return end
  }

  static func number(_ text: ByteView, _ start: Int, maximum: Int) -> (value: Int, end: Int)? {
    var end = start
    var value = 0
    while end - start < maximum, text[end].isDigit {
      value = value * 10 + text[end].digitValue
      end += 1
    }
    return end > start ? (value, end) : nil
  }

  static func endOfMonth(_ text: ByteView, from start: Int) -> Int? {
    for month in months where text.hasAnyCase(month, at: start) {
      return text[start + month.utf8CodeUnitCount].isLetter ? nil : start + month.utf8CodeUnitCount
    }
    for month in months where month.utf8CodeUnitCount > 3 {
      if let end = abbreviation(of: month, text, start) { return end }
    }
    return nil
  }

  private static func abbreviation(of month: StaticString, _ text: ByteView, _ start: Int) -> Int? {
    for index in 0..<3 where text[start + index].lowercased != month.utf8Start[index].lowercased {
      return nil
    }
    var end = start + 3
    if text.hasAnyCase("sept", at: start) { end += 1 }
    if text[end] == UInt8(ascii: ".") { end += 1 }
    return text[end].isLetter ? nil : end
  }

  private static let months: [StaticString] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]
}
