import Testing

@testable import TraceVeil

@Suite struct HTTPDateTests {
  private func unixTime(_ text: String, now: Int64 = 1_750_000_000) -> Int64? {
    HTTPDate(Substring(text).utf8, currentTime: now)?.unixTime
  }

  @Test(arguments: [
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
    ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600), ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
    ("Sun, 28 Feb 2100 23:59:59 GMT", 4_107_542_399), ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
    ("Fri, 31 Dec 2027 23:59:60 GMT", 1_830_297_599), ("wed, 21 OCT 2015 07:28:00 GMT", 1_445_412_480),
  ])
  func knowsTheCalendar(text: String, expected: Int) {
    #expect(unixTime(text) == Int64(expected))
  }

  @Test func guessesTheCenturyOfAShortYear() {
    // In 2025, 94 is 1994, and 70 is 2070: less than 50 years ahead.
    #expect(unixTime("Sunday, 06-Nov-94 08:49:37 GMT") == 784_111_777)
    #expect(unixTime("Thursday, 06-Nov-70 00:00:00 GMT") == 3_182_457_600)
  }

  @Test func readsBothFormsOfAnAsctimeDay() {
    #expect(unixTime("Sun Nov  6 08:49:37 1994") == 784_111_777)
    #expect(unixTime("Wed Nov 16 08:49:37 1994") == 784_975_777)
  }
}
