// Days with a month's name in German, French, Spanish, Italian, Portuguese or Dutch.
extension DateTimeRecognizer {
  /// Where a date ends whose month may begin at `start`, behind a day: `14. Februar 2026`, `8 mars`,
  /// `6 de abril de 2026`. Names of months that are shorter than `shortest`, and words elsewhere, need a year.
  static func endOfForeignMonth(_ text: ByteView, from start: Int, shortest: Int) -> Int? {
    let first = text.hasAnyCase("de ", at: start) ? start + 3 : start
    guard let length = foreignMonth(text, at: first)?.utf8CodeUnitCount else { return nil }
    return endOfForeignYear(text, behind: first + length)
      ?? (length >= shortest ? first + length : nil)
  }

  /// Where a month begins that stands before the year at `year`: `mars 2024`, `junho de 2011`. With a capital, Mars is a planet.
  static func startOfForeignMonth(_ text: ByteView, before year: Int) -> Int? {
    guard let (value, end) = number(text, year, maximum: 4), 1800...2100 ~= value, !text[end].isWordByte
    else { return nil }
    let joint = ([" del ", " de ", " "] as [StaticString]).first { text.hasAnyCase($0, endingAt: year) }
    guard let monthEnd = joint.map({ year - $0.utf8CodeUnitCount }),
      let month = foreignMonths.first(where: { text.hasAnyCase($0, endingAt: monthEnd) })
    else { return nil }
    let start = monthEnd - month.utf8CodeUnitCount
    let isWord = !text[start - 1].isWordByte && !text[start - 1].isNonASCII && !text.has("Mars", at: start)
    let isBehindNumber = text[start - 1] == UInt8(ascii: " ") && text[start - 2].isDigit
    return isWord && !isBehindNumber ? start : nil
  }

  private static func foreignMonth(_ text: ByteView, at start: Int) -> StaticString? {
    foreignMonths.first {
      let end = start + $0.utf8CodeUnitCount
      return text.hasAnyCase($0, at: start) && !text[end].isLetter && !text[end].isNonASCII
    }
  }

  /// ` 2026`, ` de 2026`, ` del 2026`
  private static func endOfForeignYear(_ text: ByteView, behind month: Int) -> Int? {
    var at = month
    for word in [" del ", " de ", " "] as [StaticString] where text.hasAnyCase(word, at: month) {
      at = month + word.utf8CodeUnitCount
      break
    }
    guard at > month, let (year, end) = number(text, at, maximum: 4), 1000...2100 ~= year,
      !text[end].isWordByte
    else { return nil }
    return end
  }

  private static let foreignMonths: [StaticString] = [
    "januari", "januar", "jänner", "februari", "februar", "märz", "maart", "juni", "juli", "augustus",
    "oktober", "dezember",
    "janvier", "février", "fevrier", "mars", "avril", "juin", "juillet", "août", "aout", "septembre",
    "octobre", "novembre", "décembre", "decembre",
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
    "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre",
    "janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro",
    "mai", "mei",
  ]
}
