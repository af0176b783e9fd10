/// Dates without a month's full name or without a year, in forms that say that they are dates.
extension DateTimeRecognizer {
  /// Behind a day: `-IX-2020`, `.VII.25`, `/XII/1999`, as records of vaccinations have them.
  static func endOfRomanMonth(_ text: ByteView, behind day: Int) -> Int? {
    let joint = text[day]
    guard joint == UInt8(ascii: "-") || joint == UInt8(ascii: ".") || joint == UInt8(ascii: "/") else {
      return nil
    }
    let month = text.end(from: day + 1, limit: 5) {
      $0 == UInt8(ascii: "I") || $0 == UInt8(ascii: "V") || $0 == UInt8(ascii: "X")
    }
    guard text[month] == joint,
      romanMonths.contains(where: { $0.utf8CodeUnitCount == month - day - 1 && text.has($0, at: day + 1) })
    else { return nil }
    return endOfYearInFigures(text, from: month + 1)
  }

  /// Behind a day: `DEC24`, `Dec2024`, as tickets have them. In small letters it may be hexadecimal.
  static func endOfJoinedMonth(_ text: ByteView, behind day: Int) -> Int? {
    guard text[day].isUppercase, let month = endOfMonth(text, from: day), month == day + 3 else { return nil }
    return endOfYearInFigures(text, from: month)
  }

  /// `3.4.`, `22.06.` behind a word that stands before days, as in `am 3.4. um neun`: elsewhere it numbers a paragraph. `15/8`
  /// there is no fraction either.
  static func endOfDayAndMonth(_ text: ByteView, from start: Int) -> Int? {
    guard let (day, dayEnd) = number(text, start, maximum: 2), 1...31 ~= day else { return nil }
    if text[dayEnd] == UInt8(ascii: "/"), let (month, end) = number(text, dayEnd + 1, maximum: 2),
      1...31 ~= month,
      min(day, month) <= 12, !text[end].isWordByte, text[end] != UInt8(ascii: "/"),
      text[end] != UInt8(ascii: "%"),
      isDayIntroduced(text, at: start)
    {
      return end
    }
    guard text[dayEnd] == UInt8(ascii: "."),
      let (month, monthEnd) = number(text, dayEnd + 1, maximum: 2), 1...12 ~= month,
      text[monthEnd] == UInt8(ascii: "."), !text[monthEnd + 1].isWordByte, isDayIntroduced(text, at: start)
    else { return nil }
    return monthEnd + 1
  }

  /// Whether a word stands before `start` that stands before days.
  static func isDayIntroduced(_ text: ByteView, at start: Int) -> Bool {
    guard text[start - 1] == UInt8(ascii: " ") else { return false }
    return introductions.contains {
      let word = start - 1 - $0.utf8CodeUnitCount
      return text.hasAnyCase($0, at: word) && !text[word - 1].isWordByte && !text[word - 1].isNonASCII
    }
  }

  /// Two figures or four.
  private static func endOfYearInFigures(_ text: ByteView, from start: Int) -> Int? {
    guard let (year, end) = number(text, start, maximum: 4), !text[end].isWordByte,
      text[end] != UInt8(ascii: "-"),
      end - start == 2 || 1000...2100 ~= year
    else { return nil }
    return end
  }

  private static let romanMonths: [StaticString] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
  ]
  private static let introductions: [StaticString] = [
    "on", "by", "until", "am", "vom", "bis", "zum", "ab", "den", "seit", "le", "du", "au", "dès", "el", "del",
    "hasta", "desde", "il", "dal", "al", "dia", "em", "até", "op", "vanaf", "tot", "voor", "before", "since",
    "due",
  ]
}
