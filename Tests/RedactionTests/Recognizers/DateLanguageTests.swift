import Testing

@testable import Redaction

/// Dates with a month's name in other languages than English.
@Suite struct DateLanguageTests {
  private let redactor: Redactor

  init() throws {
    var policy = RedactionPolicy()
    policy.entities = [.dateTime]
    redactor = try Redactor(policy: policy)
  }

  @Test(arguments: [
    "14. Februar 2026", "3. März", "23. Juni", "1er mars 2026", "8 mars 2026", "12 août 1987", "25 décembre",
    "6 de abril de 2026", "6 de mayo del 2026", "30 junio 2026", "6 aprile 2026", "2 giugno",
    "15 luglio 1999",
    "7 de março de 2025", "9 de maio de 2025", "21 de setembro", "3 mei 2026", "31 januari 2027",
    "5 augustus",
    "4 juni 2026", "5 de junho de 2026",
    "mars 2024", "août 2024", "Februar 2026", "März 2026", "gennaio 2019", "junho de 2011", "mayo del 2026",
    "oktober 2025", "Juli 1888", "1er mars", "1º de mayo", "1.º de maio de 1889",
  ])
  func isADate(_ date: String) {
    #expect(redactor.redact("a \(date), b") == "a <DATE_TIME>, b")
  }

  @Test(arguments: [
    ("op 12 juli bij", "op <DATE_TIME> bij"), ("le 8 mars", "le <DATE_TIME>"), ("am 3 mai", "am <DATE_TIME>"),
    ("am 3.4. um", "am <DATE_TIME> um"), ("on 22.06. and", "on <DATE_TIME> and"),
    ("dal 1.12.", "dal <DATE_TIME>"),
  ])
  func isADateBehindAWord(_ text: String, _ redacted: String) {
    #expect(redactor.redact(text) == redacted)
  }

  @Test(arguments: [
    "12-IX-2020", "1-VII-2025", "3.XII.99", "15DEC24", "05Jan2024", "30/IX/2026",
  ])
  func isADateInAShortForm(_ date: String) {
    #expect(redactor.redact("a \(date), b") == "a <DATE_TIME>, b")
  }

  @Test(arguments: [
    "3.4. Results", "see 1.12. there", "on 3.4.1", "on 33.4. x", "12-IXX-2020", "40-IX-2020", "a 15dec24 b",
    "15DEC245",
    "12-IX-20201", "x15DEC24", "9.X.1.2", "15-DEC24",
  ])
  func isNoShortForm(_ text: String) {
    #expect(redactor.redact(text) == text)
  }

  @Test(arguments: [
    "2 mars bars", "3 mei", "we buy 4 marzocco grinders", "12 de maiores", "40 juni 2026", "10 outubrox",
    "5 aoûtx", "Mars 2020 rover", "magenta 2024", "mei 12", "outubros 2024",
  ])
  func isNone(_ text: String) {
    #expect(redactor.redact(text) == text)
  }
}
