/// A date of HTTP (RFC 9110, section 5.6.7) in any of its three forms:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
///
/// The name of the day is not compared with the date, and letters may be of either case.
struct HTTPDate: Sendable, Hashable {
  /// Seconds since 1970.
  let unixTime: Int64

  /// - Parameter currentTime: Seconds since 1970, to tell the century of a year of two digits.
  init?(_ text: Substring.UTF8View, currentTime: Int64) {
    var reader = Reader(rest: text)
    let date =
      reader.asctime() ?? reader.fixdate() ?? reader.rfc850(currentYear: Self.year(ofUnixTime: currentTime))
    guard let date, let unixTime = date.unixTime else { return nil }
    self.unixTime = unixTime
  }

  static func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }
}

// MARK: - Calendar

extension HTTPDate {
  fileprivate struct Fields {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int

    /// Nil when a field is out of its range. A leap second counts as the second before it.
    var unixTime: Int64? {
      guard (1...31).contains(day), hour < 24, minute < 60, second <= 60 else { return nil }
      let days = HTTPDate.daysSince1970(year: year, month: month, day: day)
      return Int64(days * 86_400 + hour * 3600 + minute * 60 + min(second, 59))
    }
  }

  /// The number of days, in the proleptic Gregorian calendar. Years begin in March here, so that the leap day is the
  /// last one.
  fileprivate static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Exact to a day at the turn of a year, which is enough to tell a century.
  fileprivate static func year(ofUnixTime time: Int64) -> Int {
    1970 + Int(Double(time) / 31_556_952)
  }
}

// MARK: - Reading

extension HTTPDate {
  /// Each form starts at the beginning, and leaves the reader as it was when the text is not of that form.
  fileprivate struct Reader {
    var rest: Substring.UTF8View

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    mutating func fixdate() -> Fields? {
      attempt { reader in
        guard reader.letters() == 3, reader.skip(", "), let day = reader.number(digits: 2),
          reader.skip(" "), let month = reader.month(), reader.skip(" "),
          let year = reader.number(digits: 4), reader.skip(" "),
          let time = reader.time(), reader.zoneAndEnd()
        else { return nil }
        return Fields(year, month, day, time)
      }
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`. A year that seems more than 50 ahead is of the century before.
    mutating func rfc850(currentYear: Int) -> Fields? {
      attempt { reader in
        guard reader.letters() > 3, reader.skip(", "), let day = reader.number(digits: 2),
          reader.skip("-"), let month = reader.month(), reader.skip("-"),
          let twoDigits = reader.number(digits: 2), reader.skip(" "),
          let time = reader.time(), reader.zoneAndEnd()
        else { return nil }
        let year = currentYear / 100 * 100 + twoDigits
        return Fields(year > currentYear + 50 ? year - 100 : year, month, day, time)
      }
    }

    /// `Sun Nov  6 08:49:37 1994`
    mutating func asctime() -> Fields? {
      attempt { reader in
        guard reader.letters() == 3, reader.skip(" "), let month = reader.month(), reader.skip(" "),
          let day = reader.skip(" ") ? reader.number(digits: 1) : reader.number(digits: 2),
          reader.skip(" "), let time = reader.time(), reader.skip(" "),
          let year = reader.number(digits: 4), reader.isAtEnd
        else { return nil }
        return Fields(year, month, day, time)
      }
    }

    private mutating func attempt(_ form: (inout Reader) -> Fields?) -> Fields? {
      var copy = self
      return form(&copy)
    }

    private var isAtEnd: Bool { rest.allSatisfy { $0 == UInt8(ascii: " ") } }

    private mutating func letters() -> Int {
      let count = rest.prefix { HTTPDate.isLetter($0) }.count
      rest = rest.dropFirst(count)
      return count
    }

    private mutating func skip(_ text: StaticString) -> Bool {
      let matches = text.withUTF8Buffer { rest.starts(with: $0) }
      if matches { rest = rest.dropFirst(text.utf8CodeUnitCount) }
      return matches
    }

    private mutating func number(digits: Int) -> Int? {
      let values = rest.prefix(digits).compactMap(HTTPDate.digit)
      guard values.count == digits else { return nil }
      rest = rest.dropFirst(digits)
      return values.reduce(0) { $0 * 10 + $1 }
    }

    private mutating func month() -> Int? {
      let name = rest.prefix(3).map { $0 | 0x20 }
      guard let index = HTTPDate.months.firstIndex(where: { Array($0.utf8) == name }) else { return nil }
      rest = rest.dropFirst(3)
      return index + 1
    }

    private mutating func time() -> (hour: Int, minute: Int, second: Int)? {
      guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), skip(":"),
        let second = number(digits: 2)
      else { return nil }
      return (hour, minute, second)
    }

    private mutating func zoneAndEnd() -> Bool { skip(" GMT") && isAtEnd }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

extension HTTPDate.Fields {
  init(_ year: Int, _ month: Int, _ day: Int, _ time: (hour: Int, minute: Int, second: Int)) {
    self.init(
      year: year,
      month: month,
      day: day,
      hour: time.hour,
      minute: time.minute,
      second: time.second
    )
  }
}
