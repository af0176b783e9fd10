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
    "oktober 2025",
  ])
  func isADate(_ date: String) {
    #expect(redactor.redact("a \(date), b") == "a <DATE_TIME>, b")
  }

  @Test(arguments: [
    "2 mars bars", "3 mei", "we buy 4 marzocco grinders", "12 de maiores", "40 juni 2026", "10 outubrox",
    "5 aoûtx", "Mars 2020 rover", "magenta 2024", "mei 12", "outubros 2024",
  ])
  func isNone(_ text: String) {
    #expect(redactor.redact(text) == text)
  }
}
