// What has been put in the place of a secret: marks, words between marks, and marks between the ends of a secret.
extension Placeholder {
  /// `****`, `xxxx`, `••••`, `...`, `pa***rd`, `***FILTERED***`, `[hidden 12 chars]`
  static func isMask(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let first = text[range.lowerBound]
    if first >= 0x80 { return isRowOfSymbols(text, range) || holdsMask(text, range) }
    guard first.isAlphanumeric else {
      return beginsMask(text, range) || holdsMask(text, range) || isMarkedWord(text, range)
    }
    return first | 0x20 == UInt8(ascii: "x") && beginsMask(text, range) || holdsMask(text, range)
  }

  /// What is masked often shows its ends.
  private static func beginsMask(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let first = text[range.lowerBound]
    switch first | 0x20 {
    case UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_") | 0x20,
      UInt8(ascii: "#"), UInt8(ascii: "?"):
      let end = text.end(from: range.lowerBound, limit: range.count) { $0 == first }
      let run = end - range.lowerBound
      if end == range.upperBound || run >= 4 || (run == 3 && text[end] == 0x20) { return true }
      return range.prefix(SecretValue.preview).allSatisfy { isMaskByte(text[$0]) }
    default: return false
    }
  }

  /// What masks are made of.
  private static func isMaskByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: "?"):
      true
    default: false
    }
  }

  /// Three stars inside of it, eight `x` in a row that are a quarter of it, or dots at its end.
  private static func holdsMask(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var letters = 0
    for index in range.prefix(SecretValue.preview) {
      letters = text[index] | 0x20 == UInt8(ascii: "x") ? letters + 1 : 0
      // In a long secret they may be there by chance, or hide little of it.
      if letters >= 8, letters * 4 >= min(range.count, SecretValue.preview) { return true }
    }
    if text.mayHold(UInt8(ascii: "*"), UInt8(ascii: "*"), in: range) {
      var run = 0
      for index in range.prefix(SecretValue.preview) {
        run = text[index] == UInt8(ascii: "*") ? run + 1 : 0
        if run == 3 { return true }
      }
    }
    return text.has("...", endingAt: range.upperBound) || text.has("…", endingAt: range.upperBound)
  }

  /// Two of the same symbol: `••`, `●●`, `██`, `……`, `＊＊`.
  private static func isRowOfSymbols(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    if text.has("«", at: start), text.has("»", endingAt: range.upperBound) {
      return range.count > 4 && isMaskWords(text, start + 2..<range.upperBound - 2)
    }
    guard text[start] == 0xE2 || text.has("＊", at: start), range.count >= 6 else { return false }
    return (0..<3).allSatisfy { text[start + $0] == text[start + 3 + $0] }
  }

  /// A word that says that something was taken away, between two marks of a kind.
  private static func isMarkedWord(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard range.count <= 64 else { return false }
    let start = text.end(from: range.lowerBound, limit: range.count) { !$0.isAlphanumeric && !$0.isNonASCII }
    let end = text.start(before: range.upperBound, floor: start) { !$0.isAlphanumeric && !$0.isNonASCII }
    guard start < end, end < range.upperBound,
      text[range.upperBound - 1] == closing(text[range.lowerBound])
    else { return false }
    let stars = min(start - range.lowerBound, range.upperBound - end)
    if isMaskWords(text, start..<end) { return true }
    guard text[range.lowerBound] == UInt8(ascii: "*"), stars > 1 else { return false }
    return (start..<end).allSatisfy { index in
      text[index].isUppercase || text[index] == 0x5F || text[index] == UInt8(ascii: "-")
        || text[index] == 0x20
    } || SecretName.named(text, start..<end) != nil
  }

  private static func closing(_ mark: UInt8) -> UInt8 {
    switch mark {
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    default: mark
    }
  }

  /// Whether one of several words says that something was taken away, and no digit is in any of them: numbers stand
  /// alone.
  private static func isMaskWords(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    var isMask = false
    while at < range.upperBound {
      let end = min(range.upperBound, text.end(from: at, limit: range.count) { $0.isLetter || $0.isNonASCII })
      if end > at {
        if text[end].isDigit, end < range.upperBound { return false }
        isMask = isMask || maskWords.holds(at..<end, of: text)
        at = end
      } else if text[at].isDigit {
        at = text.end(from: at, limit: 4) { $0.isDigit }
        if at < range.upperBound, text[at].isLetter { return false }
      } else {
        at += 1
      }
    }
    return isMask
  }

  private static let maskWords = NameWords([
    "redacted", "redact", "filtered", "filter", "hidden", "hide", "masked", "mask", "removed", "omitted",
    "scrubbed", "sanitized", "sanitised", "censored", "obfuscated", "suppressed", "stripped", "concealed",
    "withheld", "anonymized", "anonymised", "encrypted", "protected", "sensitive", "elided", "truncated",
    "deleted", "confidential", "blanked", "cleared", "erased", "invisible", "unavailable", "geschwärzt",
    "verborgen", "versteckt", "entfernt", "zensiert", "maskiert", "masqué", "caché", "supprimé", "oculto",
    "ocultado", "eliminado", "nascosto", "скрыто", "удалено", "已隐藏", "已脱敏", "非表示", "伏字",
  ])
}
