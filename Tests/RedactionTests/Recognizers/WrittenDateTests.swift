import Testing

@testable import Redaction

/// Dates of programs and of other calendars, and of a few days.
@Suite struct WrittenDateTests {
  private let redactor: Redactor

  init() throws {
    var policy = RedactionPolicy()
    policy.entities = [.dateTime]
    redactor = try Redactor(policy: policy)
  }

  @Test(arguments: [
    "Dec  3 10:11:12 2025 -0800", "Dec 13 10:11:12 2025", "Dec  3 10:11:12 UTC 2025", "20251130T101112Z",
    "20251130T101112", "20251130T1011+0100", "20251130T101112.123Z", "2025-W49-3", "2025-W49", "Aug-15-2024",
    "August the 22nd, 1951", "1951年8月22日", "1951年8月", "1951년 8월 22일", "May 3-5, 2024", "May 3–5, 2024",
    "3-5 May 2024", "3.–5. Mai 2024", "2 December, 2025", "may 5, 2024", "march 4 2024",
  ])
  func isADate(_ date: String) {
    #expect(redactor.redact("a \(date), b") == "a <DATE_TIME>, b")
    #expect(redactor.redact(date) == "<DATE_TIME>")
  }

  @Test(arguments: [
    ("next ferry is 17:30.", "next ferry is <DATE_TIME>."),
    (#"{"depart":"08:20"}"#, #"{"depart":"<DATE_TIME>"}"#),
    ("12:07:33.518 shipment=77", "<DATE_TIME> shipment=77"),
    ("09:00 Anna\n09:45 Otto", "<DATE_TIME> Anna\n<DATE_TIME> Otto"),
    ("sale el 15/8 y", "sale el <DATE_TIME> y"), ("dia 25/12 não", "dia <DATE_TIME> não"),
    ("due 4/5", "due <DATE_TIME>"),
  ])
  func isATimeOrADay(_ text: String, _ redacted: String) {
    #expect(redactor.redact(text) == redacted)
  }

  @Test(arguments: [
    "duration=00:14:22", "took 01:30 to run", "[00:03:10] Magnus", "12:30 min", "line 10:20", "a.swift:10:20",
    "ratio 16:09",
    "score 2/10", "attempt 2/5", "on 20/30", "won 1:04:22", "http://h:8080", "25:10", "-p 80:80",
  ])
  func durationsAndScoresStay(_ text: String) {
    #expect(redactor.redact(text) == text)
  }

  @Test(arguments: [("see you on may 5", "see you on <DATE_TIME>"), ("due march 4!", "due <DATE_TIME>!")])
  func isADateBehindAWord(_ text: String, _ redacted: String) {
    #expect(redactor.redact(text) == redacted)
  }

  @Test(arguments: [
    "version 10.12.2023", "v10.12.2023", "release 10.12.2023", "3.14.15", "we march 4 people at a time",
    "it may 2 be", "20251330T101112Z", "20251130T99", "X20251130T101112Z", "2025-W60-3", "1951年18月",
    "Aug-15-2024-x",
  ])
  func othersStay(_ text: String) {
    #expect(redactor.redact(text) == text)
  }

  @Test(arguments: ["20251130T", "May 3-", "Dec  3 ", "1951年8月", "2025-W49-", "may 5 ", "3-5 "])
  func hostileTextIsReadABoundedNumberOfTimes(unit: String) throws {
    expectLinear(unit, size: 1 << 16, try RecognizerProbe(DateTimeRecognizer()))
  }
}
