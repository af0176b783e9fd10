import Testing

@testable import Redaction

/// Times of day behind dates and alone, and days without separators.
@Suite struct TimeOfDayTests {
  private let redactor: Redactor

  init() throws {
    var policy = RedactionPolicy()
    policy.entities = [.dateTime]
    redactor = try Redactor(policy: policy)
  }

  @Test(arguments: [
    "2025-03-14 06:22:41,907", "2026-11-05 10:21:00 +0100", "2026-11-05T10:21+01:00", "2026-11-05 10:21 UTC",
    "11 Feb 2025 08:04:51 +0530",
    "August 22, 1951", "3 May 2026, 4:30 pm", "09/Oct/2025:13:55:36 +0000",
    "5:30 am", "7pm", "6 p.m.", "18h30", "17:45 Uhr", "17.45 Uhr", "9.40 uur", "09:15 UTC", "23:59:01.5Z",
    "09:15+02:00",
  ])
  func isFoundWhole(_ time: String) {
    #expect(redactor.redact("a \(time) b") == "a <DATE_TIME> b")
  }

  @Test(arguments: [
    ("at 14:25.", "at <DATE_TIME>."), ("um 9:30 los", "um <DATE_TIME> los"), ("à 08:15", "à <DATE_TIME>"),
  ])
  func isFoundBehindAWord(_ text: String, _ redacted: String) {
    #expect(redactor.redact(text) == redacted)
  }

  @Test(arguments: [
    "elapsed 12:36:51 of 24:00:00", "John 3:16", "main.c:10:25", "a ratio of 16:9", "won 3:15", "at 14:25:7",
    "at 99:25", "at 1.30", "24 h",
    "5 ampere", "v7 pm2", "at 12:30:45:12", "7 pmx",
  ])
  func isNone(_ text: String) {
    #expect(redactor.redact(text) == text)
  }

  @Test(arguments: [
    ("dob: 860412", "dob: <DATE_TIME>"), ("date 19860412", "date <DATE_TIME>"),
    ("born 20021231,", "born <DATE_TIME>,"),
  ])
  func aDayWithoutSeparatorsIsFoundBehindAWordForIt(_ text: String, _ redacted: String) {
    #expect(redactor.redact(text) == redacted)
  }

  @Test(arguments: [
    "order 860412", "date 861342", "date 8604123", "date 21860412", "date 860432", "id 19860412",
  ])
  func otherNumbersAreNone(_ text: String) {
    #expect(redactor.redact(text) == text)
  }
}
