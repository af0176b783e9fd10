// Cookies that are members of a map, or arguments of a call.
extension CookieHeader {
  /// So many cookies of a map are read, and so much of each.
  private static let maximumCookies = 64
  private static let maximumName = 128
  private static let maximumValue = 8192

  /// `cookies={'PHPSESSID': 'VALUE'}`, `"cookies":{"JSESSIONID":"VALUE"}`: calls `body` with the values that carry a session,
  /// and answers where what was read ends. Nil where no map of literals follows the name.
  static func readMap(_ text: ByteView, behind name: Range<Int>, _ body: (Range<Int>) -> Void) -> Int? {
    var at = text.end(from: name.upperBound, limit: 3) { $0.isQuote || $0 == UInt8(ascii: "\\") }
    at = text.end(from: at, limit: 4) { $0.isBlank }
    guard text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "=") else { return nil }
    at = text.end(from: at + 1, limit: 16) { $0.isWhitespace }
    guard text[at] == UInt8(ascii: "{"), literal(text, at + 1, limit: maximumName) != nil else { return nil }
    for _ in 0..<maximumCookies {
      guard let name = literal(text, at + 1, limit: maximumName) else { break }
      at = text.end(from: behind(text, name), limit: 4) { $0.isBlank }
      guard text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "=") else { break }
      if text[at + 1] == UInt8(ascii: ">") { at += 1 }
      if let value = literal(text, at + 1, limit: maximumValue) {
        if isSecret(text, name, value) { body(value) }
        at = behind(text, value)
      } else {
        at = text.end(from: at + 1, limit: 64) { $0.isBlank || $0.isTokenByte || $0 == UInt8(ascii: ".") }
      }
      at = text.end(from: at, limit: 64) { $0.isWhitespace }
      guard text[at] == UInt8(ascii: ",") else { break }
    }
    return at
  }

  /// `cookies.set("session", "VALUE")`, `setCookie("session", "VALUE")`: nil where no such call of two literals is at `start`.
  static func readCall(_ text: ByteView, at start: Int, _ body: (Range<Int>) -> Void) -> Int? {
    guard text[start] | 0x20 == UInt8(ascii: "c"), text.hasAnyCase("cookie", at: start) else { return nil }
    var at = text.end(from: start + 6, limit: 1) { $0 | 0x20 == UInt8(ascii: "s") }
    if text.has(".set", at: at) { at += 4 }
    guard text[at] == UInt8(ascii: "("), let name = literal(text, at + 1, limit: maximumName) else {
      return nil
    }
    let comma = behind(text, name)
    guard text[comma] == UInt8(ascii: ","), let value = literal(text, comma + 1, limit: maximumValue) else {
      return nil
    }
    if isSecret(text, name, value) { body(value) }
    return value.upperBound
  }

  /// The literal behind white space at `start`, without its marks.
  private static func literal(_ text: ByteView, _ start: Int, limit: Int) -> Range<Int>? {
    var at = text.end(from: start, limit: 64) { $0.isWhitespace }
    let isEscaped = text[at] == UInt8(ascii: "\\")
    if isEscaped { at += 1 }
    guard text[at].isQuote else { return nil }
    let end = text.quotedEnd(from: at + 1, quote: text[at], isEscaped: isEscaped, limit: limit)
    return end > at + 1 ? at + 1..<end : nil
  }

  /// Where the marks end that close a literal.
  private static func behind(_ text: ByteView, _ literal: Range<Int>) -> Int {
    text.end(from: literal.upperBound, limit: text[literal.upperBound] == UInt8(ascii: "\\") ? 2 : 1) {
      $0.isQuote || $0 == UInt8(ascii: "\\")
    }
  }
}
