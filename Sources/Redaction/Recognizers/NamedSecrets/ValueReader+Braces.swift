// Values in braces.
extension ValueReader {
  /// What a variable of C++ is made from: `std::string password{"VALUE"};`
  func readInitializer(_ start: Int, _ body: (SecretValue) -> Bool) {
    let close = text.quotedEnd(
      from: start + 1,
      quote: text[start],
      isEscaped: false,
      limit: SecretValue.preview
    )
    let next = text.end(from: close + 1, limit: 16) { $0.isWhitespace }
    if text[close] == text[start], text[next] == UInt8(ascii: "}") { readLiteral(start, .loose, body) }
  }

  /// The password of a connection string of ODBC, in which a closing brace is doubled: `PWD={VALUE};UID=sa`.
  func bracedParameter(_ start: Int) -> SecretValue? {
    guard text[start] == UInt8(ascii: "{"), text[start - 1] == UInt8(ascii: "=") else { return nil }
    let stop = min(text.count, start + SecretValue.preview)
    var end = start + 1
    while end < stop, !text[end].isLineEnd {
      if text[end] == UInt8(ascii: "}") {
        guard text[end + 1] == UInt8(ascii: "}") else { break }
        end += 1
      }
      end += 1
    }
    guard text[end] == UInt8(ascii: "}"), end > start + 1, endsParameter(end + 1) else { return nil }
    let range = start + 1..<end
    guard isOfODBC || isNoExpression(range) else { return nil }
    return SecretValue(range: range, form: .literal, closing: UInt8(ascii: "}"))
  }

  /// Whether a parameter of a connection string ends, and the name is one, too.
  private func endsParameter(_ index: Int) -> Bool {
    let next = text[index]
    if next == UInt8(ascii: ";") { return true }
    guard index >= text.count || next.isQuote || next.isLineEnd || next == UInt8(ascii: "\\") else {
      return false
    }
    return text[name.lowerBound - 1] == UInt8(ascii: ";")
  }

  /// Whether the name of a driver stands before, in braces and with a blank in it: these are no braces of a template.
  private var isOfODBC: Bool {
    let low = max(floor, name.lowerBound - 160)
    let line = text.start(before: name.lowerBound, floor: low) { !$0.isLineEnd }
    for at in line..<name.lowerBound where text[at] == UInt8(ascii: "{") {
      guard text.hasAnyCase("driver=", endingAt: at), text[at + 1] != UInt8(ascii: "{") else { continue }
      let end = text.end(from: at + 1, limit: 64) { $0 != 0x20 && $0 != UInt8(ascii: "}") && !$0.isQuote }
      return text[end] == 0x20
    }
    return false
  }

  /// Whether braces hold no expression of a template: `{password}`, `{cfg["pw1"]}`, `{pw!r}`, `{0:>8}`.
  private func isNoExpression(_ range: Range<Int>) -> Bool {
    let look = ValueLook(text, range)
    if range.allSatisfy({ text[$0].isAlphanumeric }) {
      return look.isChosen
        || (look.count >= 6 && look.digits >= 2 && look.letters >= 3 && !look.isWordy
          && SecretName.named(text, range) == nil
          && !Placeholder.isNumbered(text, text.letters(of: range)))
    }
    return look.letters > 1
      && range.contains { index in
        switch text[index] {
        case UInt8(ascii: ";"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "^"),
          UInt8(ascii: "&"), UInt8(ascii: "?"), UInt8(ascii: "~"), UInt8(ascii: "}"), UInt8(ascii: "@"):
          true
        case UInt8(ascii: "!"): index + 2 != range.upperBound && text[index + 2] != UInt8(ascii: ":")
        default: false
        }
      }
  }

  /// A password in braces, as ODBC has it. Where a closing brace was not doubled it ends at the last brace before the
  /// next parameter.
  func readBraces(_ start: Int, _ body: (SecretValue) -> Bool) -> Int? {
    // An object has members, which have names of their own.
    guard !text[text.end(from: start + 1, limit: 32, while: \.isWhitespace)].isQuote else { return nil }
    var end = start + 1
    var first: Int?
    let stop = start + SecretValue.preview
    while end < stop, end < text.count, !text[end].isLineEnd {
      if text[end] == UInt8(ascii: "{"), first != nil { break }
      if text[end] == UInt8(ascii: "}") {
        if text[end + 1] == UInt8(ascii: "}") {
          end += 1
        } else {
          guard text[end + 1].isAlphanumeric else { break }
          first = first ?? end
        }
      }
      end += 1
    }
    if let first, text[end] != UInt8(ascii: "}") { end = first }
    if text[end] != UInt8(ascii: "}"), text[start + 1].isAlphanumeric { return readBracketed(start, body) }
    guard text[end] == UInt8(ascii: "}"),
      !Placeholder.holds(text, start..<end + 1) || ValueLook(text, start + 1..<end).isChosen
    else { return nil }
    _ = body(SecretValue(range: start + 1..<end, form: .loose))
    return nil
  }
}
