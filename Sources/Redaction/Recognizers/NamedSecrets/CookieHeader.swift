/// The value of a `Cookie` or `Set-Cookie` header (RFC 6265).
enum CookieHeader {
  /// Calls `body` with the values that carry a session or a token, and answers where the header ends. What is there for
  /// looks, such as `theme=dark`, stays.
  static func forEachSecret(_ text: ByteView, from start: Int, _ body: (Range<Int>) -> Void) -> Int {
    var at = start
    for _ in 0..<64 {
      at = text.end(from: at, limit: 8) { $0.isBlank }
      let name = at..<text.end(from: at, limit: 128) { $0 != UInt8(ascii: "=") && !$0.endsCookie }
      at = name.upperBound
      if text[at] == UInt8(ascii: "=") {
        var first = at + 1
        if text[first] == UInt8(ascii: "\"") { first += 1 }
        at = text.end(from: first, limit: 8192) { !$0.endsCookie && $0 != UInt8(ascii: ",") }
        if isSecret(text, name, first..<at) { body(first..<at) }
        // The date of `Expires` has blanks in it.
        at = text.end(from: at, limit: 64) { $0 != UInt8(ascii: ";") && !$0.isLineEnd && !$0.isQuote }
      }
      guard text[at] == UInt8(ascii: ";") else { break }
      at += 1
    }
    return at
  }

  static func isSecret(_ text: ByteView, _ name: Range<Int>, _ value: Range<Int>) -> Bool {
    guard !name.isEmpty, !attributes.holds(name, of: text), !Placeholder.holds(text, value) else {
      return false
    }
    let look = ValueLook(text, value)
    guard look.digits < look.count, look.letters > 0 else { return false }
    if carriesSession(text, name) {
      return look.count >= 6 && (look.digits > 0 || look.isGibberish || look.humps > 1)
    }
    return look.alphanumerics >= 16 && look.looksRandom
      && (look.marks * 8 <= look.count || text.has("eyJ", at: value.lowerBound))
  }

  private static func carriesSession(_ text: ByteView, _ name: Range<Int>) -> Bool {
    if SecretName.named(text, name) != nil { return true }
    return (name.lowerBound..<name.upperBound).contains { index in
      parts.contains { text.hasAnyCase($0, at: index) && index + $0.utf8CodeUnitCount <= name.upperBound }
    }
  }

  private static let parts: [StaticString] = ["sess", "auth", "token", "login", "remember", "sid", "jwt"]

  private static let attributes = NameWords([
    "path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "priority", "version",
    "comment",
    // Of statistics: they tell visitors apart, and open nothing.
    "_ga", "_gid", "_gcl_au", "_fbp",
  ])
}

extension UInt8 {
  fileprivate var endsCookie: Bool {
    self <= 0x20 || self == UInt8(ascii: ";") || self == UInt8(ascii: "\"") || self == UInt8(ascii: "'")
      || self == UInt8(ascii: "<") || self == UInt8(ascii: "\\")
  }
}
