/// A moment as signatures of AWS name it, in UTC.
struct SigningTime: Sendable, Hashable {
  /// `20150830`.
  let date: String
  /// `20150830T123600Z`.
  let text: String

  /// - Parameter unixTime: Seconds since 1970, not before.
  init(unixTime: Int64) {
    let (days, second) = unixTime.quotientAndRemainder(dividingBy: 86_400)
    // Years begin in March here, so that the leap day is the last one.
    let shifted = Int(days) + 719_468
    let (era, dayOfEra) = shifted.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    date = "\(year)" + Self.twoDigits(month) + Self.twoDigits(day)
    let (hours, rest) = Int(second).quotientAndRemainder(dividingBy: 3600)
    text = "\(date)T\(Self.twoDigits(hours))\(Self.twoDigits(rest / 60))\(Self.twoDigits(rest % 60))Z"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
