// Days with a month's name in German, French, Spanish, Italian, Portuguese or Dutch.
extension DateTimeRecognizer {
  /// Where a date ends whose month may begin at `start`, behind a day: `14. Februar 2026`, `8 mars`,
  /// `6 de abril de 2026`. Short names, which are words elsewhere, need a year.
  static func endOfForeignMonth(_ text: ByteView, from start: Int) -> Int? {
    let first = text.hasAnyCase("de ", at: start) ? start + 3 : start
    let month = foreignMonths.first {
      let end = first + $0.utf8CodeUnitCount
      return text.hasAnyCase($0, at: first) && !text[end].isLetter && !text[end].isNonASCII
    }
    guard let length = month?.utf8CodeUnitCount else { return nil }
    return endOfForeignYear(text, behind: first + length) ?? (length > 4 ? first + length : nil)
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
