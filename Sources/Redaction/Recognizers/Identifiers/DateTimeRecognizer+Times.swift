/// Times of day, behind a date and alone.
extension DateTimeRecognizer {
  /// Behind a date: `T16:56:13Z`, ` 16:56`, `, 4:56 pm`, ` 16:56:13,907 +0530`, `:16:56:13`.
  static func endOfTime(_ text: ByteView, from end: Int) -> Int? {
    let isApart =
      text[end] == UInt8(ascii: "T") || text[end] == UInt8(ascii: " ") || text[end] == UInt8(ascii: ":")
    let isBehindComma = text[end] == UInt8(ascii: ",") && text[end + 1] == UInt8(ascii: " ")
    guard isApart || isBehindComma, let clock = endOfClock(text, from: end + (isBehindComma ? 2 : 1)) else {
      return nil
    }
    return endOfMark(text, from: clock) ?? endOfOffset(text, from: clock) ?? clock
  }

  /// Alone: with a mark as in `5:30 am`, `7pm`, `18h30`, `17.45 Uhr`, `09:15 UTC`, behind a word that stands before times,
  /// `at 14:25`, `um 9:30`, or with two figures for the hour: `17:30`, `08:20:11`. Others may as well be durations, scores or
  /// places in a file.
  static func endOfTimeOfDay(_ text: ByteView, from start: Int) -> Int? {
    guard !isPartOfNumber(text, at: start) else { return nil }
    if let clock = endOfClock(text, from: start) {
      let mark = endOfMark(text, from: clock) ?? endOfOffset(text, from: clock)
      let end = mark ?? clock
      let isWhole = !text[end].isWordByte && text[end] != UInt8(ascii: ":")
      let isOne =
        mark != nil || isIntroduced(text, at: start)
        || text[start + 2] == UInt8(ascii: ":") && !isDuration(text, start..<end)
      return isWhole && isOne ? end : nil
    }
    guard let (hour, hourEnd) = number(text, start, maximum: 2), hour < 24 else { return nil }
    if text[hourEnd] == UInt8(ascii: "h"), let (minute, end) = number(text, hourEnd + 1, maximum: 2),
      end - hourEnd == 3, minute < 60, !text[end].isWordByte
    {
      return end
    }
    if text[hourEnd] == UInt8(ascii: "."), let (minute, end) = number(text, hourEnd + 1, maximum: 2),
      end - hourEnd == 3, minute < 60
    {
      return endOfMark(text, from: end)
    }
    return endOfMark(text, from: hourEnd)
  }

  /// Whether words beside two or three numbers say how long something takes: `duration=00:14:22`, `took 01:30`, `12:30 min`,
  /// or marks say where in a recording something is: `[00:03:10]`.
  private static func isDuration(_ text: ByteView, _ range: Range<Int>) -> Bool {
    if text[range.lowerBound - 1] == UInt8(ascii: "["), text.has("00:", at: range.lowerBound) { return true }
    let unit = text[range.upperBound] == UInt8(ascii: " ") ? range.upperBound + 1 : range.upperBound
    let word = unit..<text.end(from: unit, limit: 8, while: \.isLetter)
    if durations.contains(text, word) { return true }
    var walk = WordWalk(text, before: range.lowerBound, reach: 24)
    guard let before = walk.next(), range.lowerBound - before.upperBound <= 3 else { return false }
    return durations.contains(text, before)
  }

  private static let durations = WordSet([
    "duration", "elapsed", "took", "takes", "length", "runtime", "uptime", "offset", "eta", "remaining",
    "lap", "pace", "split",
    "min", "mins", "minutes", "h", "hrs", "hours", "sec", "secs", "seconds", "line", "column", "ratio",
    "score", "verse",
  ])

  /// `16:56`, `4:56:13`, `16:56:13.907`.
  private static func endOfClock(_ text: ByteView, from start: Int) -> Int? {
    guard let (hour, hourEnd) = number(text, start, maximum: 2), hour < 24,
      text[hourEnd] == UInt8(ascii: ":"),
      let (minute, minuteEnd) = number(text, hourEnd + 1, maximum: 2), minuteEnd - hourEnd == 3, minute < 60
    else { return nil }
    guard text[minuteEnd] == UInt8(ascii: ":"),
      let (second, secondEnd) = number(text, minuteEnd + 1, maximum: 2),
      secondEnd - minuteEnd == 3, second <= 60
    else { return minuteEnd }
    let joint = text[secondEnd]
    guard joint == UInt8(ascii: ".") || joint == UInt8(ascii: ","), text[secondEnd + 1].isDigit else {
      return secondEnd
    }
    return text.end(from: secondEnd + 1, limit: 9) { $0.isDigit }
  }

  /// Behind `Z`, or an offset from UTC that begins at `time` or a space behind it: `+02:00`, ` +0530`, `+01`.
  private static func endOfOffset(_ text: ByteView, from time: Int) -> Int? {
    if text[time] == UInt8(ascii: "Z"), !text[time + 1].isWordByte { return time + 1 }
    let sign = text[time] == UInt8(ascii: " ") ? time + 1 : time
    guard text[sign] == UInt8(ascii: "+") || text[sign] == UInt8(ascii: "-"),
      let (hours, hoursEnd) = number(text, sign + 1, maximum: 2), hoursEnd - sign == 3, hours < 15
    else { return nil }
    let minutes = text[hoursEnd] == UInt8(ascii: ":") ? hoursEnd + 1 : hoursEnd
    guard let (_, end) = number(text, minutes, maximum: 2), end - minutes == 2 else {
      return sign == time && !text[hoursEnd].isWordByte ? hoursEnd : nil
    }
    return text[end].isWordByte ? nil : end
  }

  /// Behind a word that says that a time of day ends at `time`, or a space before it.
  private static func endOfMark(_ text: ByteView, from time: Int) -> Int? {
    let start = text[time] == UInt8(ascii: " ") ? time + 1 : time
    for mark in marks where text.hasAnyCase(mark, at: start) {
      let end = start + mark.utf8CodeUnitCount
      if !text[end].isWordByte, !text[end].isNonASCII { return end }
    }
    return nil
  }

  private static func isIntroduced(_ text: ByteView, at start: Int) -> Bool {
    guard text[start - 1] == UInt8(ascii: " ") else { return false }
    return introductions.contains {
      let word = start - 1 - $0.utf8CodeUnitCount
      return text.hasAnyCase($0, at: word) && !text[word - 1].isWordByte && !text[word - 1].isNonASCII
    }
  }

  /// Whether what begins at `start` goes on with something before it, as in `12:30:45`, `1.30` and `v10`.
  private static func isPartOfNumber(_ text: ByteView, at start: Int) -> Bool {
    let before = text[start - 1]
    let isJoined = [
      UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/"),
    ].contains(before)
    return before.isWordByte || isJoined
  }

  private static let marks: [StaticString] = [
    "am", "pm", "a.m.", "p.m.", "uhr", "uur", "o'clock", "utc", "gmt", "cest", "cet",
  ]
  private static let introductions: [StaticString] = [
    "at", "by", "from", "until", "till", "since", "before", "after", "um", "ab", "bis", "gegen", "à", "vers",
    "alle", "ore", "las", "às",
    "om", "vanaf", "tot",
  ]
}
