import Testing

@testable import TraceVeil

@Suite struct RetryAfterTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110.
  private let example: Int64 = 784_111_777

  @Test(arguments: [
    ("0", 0), ("1", 1), ("120", 120), (" 7 ", 7), ("007", 7), ("99999999999999999999", 31_536_000),
  ])
  func readsSeconds(text: String, seconds: Int) {
    #expect(RetryAfter.parse(text, unixTime: 0) == .seconds(seconds))
  }

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
  ])
  func readsDates(text: String) {
    #expect(RetryAfter.parse(text, unixTime: example - 90) == .seconds(90))
    #expect(RetryAfter.parse(text, unixTime: example) == .zero)
    #expect(RetryAfter.parse(text, unixTime: example + 1) == .zero)
  }

  @Test(arguments: [
    "", " ", "-1", "1.5", "1s", "1 2", "soon", "Sun, 06 Nov 1994 08:49:37", "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nuv 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT+1", "1994-11-06T08:49:37Z", "Sun Nov 06 08:49:37 GMT 1994", "\u{FF11}",
  ])
  func ignoresWhatIsMalformed(text: String) {
    #expect(RetryAfter.parse(text, unixTime: example) == nil)
  }

  @Test func boundsAFarDate() {
    #expect(RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", unixTime: 0) == .seconds(31_536_000))
  }
}
