extension ConnectionStringRecognizer {
  /// `connect("db", "otto", "...")`, `DriverManager.getConnection(url, "otto", "...")`, `new mysqli("db", "otto", "...")`,
  /// `oci_connect("otto", "...", "db")`: the bracket of the call is at `open`.
  func confirmCall(_ text: ByteView, at open: Int, into findings: inout Findings) {
    let name = text.start(before: open, floor: max(0, open - 32)) { $0.isTokenByte }
    let call = name..<open
    guard
      text.hasAnyCase("connect", endingAt: open) || text.hasAnyCase("mysqli", endingAt: open)
        || text.hasAnyCase("getconnection", endingAt: open)
        || text.hasAnyCase("createconnection", endingAt: open)
    else { return }
    // Oracle has the name of the database last.
    let isUserFirst = call.count > 7 && text.hasAnyCase("oci_", at: name)
    guard let start = argument(isUserFirst ? 1 : 2, text, behind: open), text[start].isQuote else { return }
    let end = text.quotedEnd(
      from: start + 1,
      quote: text[start],
      isEscaped: false,
      limit: SecretValue.preview
    )
    guard text[end] == text[start] else { return }
    let value = SecretValue(range: start + 1..<end, form: .loose, closing: text[start])
    guard value.isSecret(text, of: SecretName(kind: .password)), !isNumbered(text, value.range) else {
      return
    }
    findings.floor = end
    findings.report(value.range, score: 0.85)
  }

  /// Whether it is a numbered identifier of a program: `handler2`.
  private func isNumbered(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let letters = text.end(from: range.lowerBound, limit: range.count) { $0.isLetter }
    let digits = text.end(from: letters, limit: 2) { $0.isDigit }
    return letters > range.lowerBound && digits == range.upperBound
  }

  /// Where an argument of a call begins: those before are literals or names.
  private func argument(_ place: Int, _ text: ByteView, behind open: Int) -> Int? {
    var at = text.end(from: open + 1, limit: 32) { $0.isWhitespace }
    for _ in 0..<place {
      let end: Int
      if text[at].isQuote {
        end = text.quotedEnd(from: at + 1, quote: text[at], isEscaped: false, limit: 128) + 1
      } else {
        end = text.end(from: at, limit: 64) {
          $0.isTokenByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: ">")
        }
      }
      let comma = text.end(from: end, limit: 8) { $0.isWhitespace }
      guard end > at, text[comma] == UInt8(ascii: ",") else { return nil }
      at = text.end(from: comma + 1, limit: 32) { $0.isWhitespace }
    }
    return at
  }
}
