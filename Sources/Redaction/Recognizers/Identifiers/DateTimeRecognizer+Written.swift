// Dates as programs, other calendars' notations and prose write them besides.
extension DateTimeRecognizer {
  /// `20251130T101112Z`, `2025-W49-3`, `1951年8月22日`, `1951년 8월 22일`.
  static func endOfOtherCalendar(_ text: ByteView, from start: Int) -> Int? {
    endOfBasicStamp(text, from: start) ?? endOfWeekDate(text, from: start)
      ?? endOfIdeographicDate(text, from: start)
  }

  /// ISO 8601 in its basic form: the day, `T`, hours and minutes, and what may follow.
  private static func endOfBasicStamp(_ text: ByteView, from start: Int) -> Int? {
    guard text.endOfDigits(start, limit: 9) == start + 8, text[start + 8] | 0x20 == UInt8(ascii: "t"),
      let (year, _) = number(text, start, maximum: 4), 1900...2100 ~= year,
      let (month, _) = number(text, start + 4, maximum: 2), 1...12 ~= month,
      let (day, _) = number(text, start + 6, maximum: 2), 1...31 ~= day
    else { return nil }
    var end = text.endOfDigits(start + 9, limit: 7)
    guard end - start == 13 || end - start == 15, let (hour, _) = number(text, start + 9, maximum: 2),
      hour <= 24
    else { return nil }
    if text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ","), text[end + 1].isDigit {
      end = text.endOfDigits(end + 1, limit: 9)
    }
    if text[end] | 0x20 == UInt8(ascii: "z") { end += 1 } else { end = endOfOffset(text, from: end) }
    return text[end].isWordByte ? nil : end
  }

  /// Behind `+0100`, `-08:00`; `start` where none is.
  private static func endOfOffset(_ text: ByteView, from start: Int) -> Int {
    guard text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-"), text[start + 1].isDigit,
      text[start + 2].isDigit
    else { return start }
    let minutes = text[start + 3] == UInt8(ascii: ":") ? start + 4 : start + 3
    return text[minutes].isDigit && text[minutes + 1].isDigit ? minutes + 2 : start + 3
  }

  private static func endOfWeekDate(_ text: ByteView, from start: Int) -> Int? {
    guard let (year, end) = number(text, start, maximum: 4), end == start + 4, 1900...2100 ~= year,
      text[end] == UInt8(ascii: "-"), text[end + 1] == UInt8(ascii: "W"),
      let (week, weekEnd) = number(text, end + 2, maximum: 2), weekEnd == end + 4, 1...53 ~= week
    else { return nil }
    if text[weekEnd] == UInt8(ascii: "-"), 1...7 ~= text[weekEnd + 1].digitValue,
      !text[weekEnd + 2].isWordByte
    {
      return weekEnd + 2
    }
    return text[weekEnd].isWordByte || text[weekEnd] == UInt8(ascii: "-") ? nil : weekEnd
  }

  private static let ideographs: [(year: StaticString, month: StaticString, day: StaticString)] = [
    ("年", "月", "日"), ("년", "월", "일"),
  ]

  private static func endOfIdeographicDate(_ text: ByteView, from start: Int) -> Int? {
    guard let (year, yearEnd) = number(text, start, maximum: 4), year >= 1000 else { return nil }
    for marks in ideographs where text.has(marks.year, at: yearEnd) {
      let month = behind(marks.year, text, yearEnd)
      guard let (number, monthEnd) = number(text, month, maximum: 2), 1...12 ~= number,
        text.has(marks.month, at: monthEnd)
      else { return nil }
      let day = behind(marks.month, text, monthEnd)
      guard let (number, dayEnd) = Self.number(text, day, maximum: 2), 1...31 ~= number,
        text.has(marks.day, at: dayEnd)
      else { return monthEnd + marks.month.utf8CodeUnitCount }
      return dayEnd + marks.day.utf8CodeUnitCount
    }
    return nil
  }

  /// The position behind a mark and a blank.
  private static func behind(_ mark: StaticString, _ text: ByteView, _ at: Int) -> Int {
    let end = at + mark.utf8CodeUnitCount
    return text[end] == UInt8(ascii: " ") ? end + 1 : end
  }

  /// `-15-2024` behind a month.
  static func endOfJoinedDayAndYear(_ text: ByteView, behind month: Int) -> Int? {
    guard text[month] == UInt8(ascii: "-"), let (day, dayEnd) = number(text, month + 1, maximum: 2),
      1...31 ~= day,
      text[dayEnd] == UInt8(ascii: "-"), let (year, end) = number(text, dayEnd + 1, maximum: 4),
      end == dayEnd + 5,
      1900...2100 ~= year, !text[end].isWordByte, text[end] != UInt8(ascii: "-")
    else { return nil }
    return end
  }

  /// ` 10:11:12 2025 -0800`, ` 10:11:12 UTC 2025` behind a day, as `asctime`, `date` and git print it.
  static func endOfTimeAndYear(_ text: ByteView, behind day: Int) -> Int? {
    guard text[day] == UInt8(ascii: " "), let (hour, hourEnd) = number(text, day + 1, maximum: 2), hour <= 24,
      text[hourEnd] == UInt8(ascii: ":"), let (_, minuteEnd) = number(text, hourEnd + 1, maximum: 2)
    else { return nil }
    var at = minuteEnd
    if text[at] == UInt8(ascii: ":"), let (_, secondEnd) = number(text, at + 1, maximum: 2) { at = secondEnd }
    if text[at] == UInt8(ascii: " "), text[at + 1].isUppercase {
      let zone = text.end(from: at + 1, limit: 6, while: \.isUppercase)
      if zone - at > 2, text[zone] == UInt8(ascii: " ") { at = zone }
    }
    guard text[at] == UInt8(ascii: " "), let (year, end) = number(text, at + 1, maximum: 4), year >= 1000,
      !text[end].isWordByte
    else { return nil }
    guard text[end] == UInt8(ascii: " ") else { return end }
    let offset = endOfOffset(text, from: end + 1)
    return offset > end + 1 && !text[offset].isWordByte ? offset : end
  }

  /// Behind the second day of a few, as in `3-5 May`, `3.–5. Mai`: `end` where there is none.
  static func endOfOtherDay(_ text: ByteView, behind end: Int) -> Int {
    var at = end
    if text[at] == UInt8(ascii: "."), text[at + 1] == UInt8(ascii: "-") || text.has("–", at: at + 1) {
      at += 1
    }
    if text[at] == UInt8(ascii: "-") { at += 1 } else if text.has("–", at: at) { at += 3 } else { return end }
    guard let (day, last) = number(text, at, maximum: 2), 1...31 ~= day else { return end }
    let next = text[last] == UInt8(ascii: ".") ? last + 1 : last
    // No other number goes on behind it.
    guard text[next] == UInt8(ascii: " ") || text[next] == UInt8(ascii: ",") else { return end }
    return endOfOrdinal(text, last)
  }

  /// Whether words before a number with dots say that it is a version: `version 10.12.2023`.
  static func isVersion(_ text: ByteView, _ start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 24)
    guard let word = walk.next(), start - word.upperBound <= 2 else { return false }
    return versions.contains(text, word)
  }

  private static let versions = WordSet([
    "version", "versions", "v", "ver", "release", "build", "firmware", "rev",
  ])

  /// Whether a month in small letters is a verb, `may 2 be`, `march 4 people`: no word stands before it that stands before days.
  static func isVerb(_ text: ByteView, _ month: Range<Int>) -> Bool {
    guard text[month.lowerBound].isLowercase,
      text.hasAnyCase("may", at: month.lowerBound) || text.hasAnyCase("march", at: month.lowerBound)
    else { return false }
    var walk = WordWalk(text, before: month.lowerBound, reach: 24)
    guard let word = walk.next(), month.lowerBound - word.upperBound <= 3 else { return false }
    return !leads.contains(text, word)
  }

  private static let leads = WordSet([
    "on", "by", "until", "till", "since", "from", "to", "before", "after", "of", "for", "and", "due", "date",
    "born", "is", "was",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu",
    "fri", "sat", "sun",
  ])
}
