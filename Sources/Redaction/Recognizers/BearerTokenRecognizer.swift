/// Credentials of an `Authorization` header (RFC 7235, RFC 6750): what stands behind `Bearer`, `Basic`, `Token` or
/// `ApiKey`, or right behind the header's name. Only the credential is taken, not the name of the scheme.
struct BearerTokenRecognizer: Recognizer {
  let entity = EntityType.bearerToken
  let triggers: [Trigger] = [.literal("bearer ", anyCase: true), .literal("authoriz", anyCase: true)]

  private static let name: StaticString = "authorization"
  private static let schemes: [StaticString] = ["bearer ", "basic ", "token ", "apikey ", "digest "]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let isHeader = text.hasAnyCase(BearerTokenRecognizer.name, at: hit.position)
    guard
      let first = isHeader ? credential(text, at: hit.position) : credentialOfBearer(text, at: hit.position)
    else {
      return
    }
    var end = text.end(from: first) { $0.isToken68 }
    findings.floor = end
    end = text.start(before: end, floor: first) { $0 == UInt8(ascii: ".") }
    let isCredential = isHeader ? end - first >= 8 : looksRandom(text, first..<end)
    guard isCredential else { return }
    findings.report(first..<end, score: 0.9)
  }

  private func credentialOfBearer(_ text: ByteView, at start: Int) -> Int? {
    guard !text[start - 1].isWordByte else { return nil }
    return text.end(from: start + 7, limit: 8) { $0 == UInt8(ascii: " ") }
  }

  /// Skips `: Bearer `, `": "Basic `, `=` behind the header's name.
  private func credential(_ text: ByteView, at start: Int) -> Int? {
    let end = start + BearerTokenRecognizer.name.utf8CodeUnitCount
    var at = text.end(from: end, limit: 8) { $0.isNameDelimiter }
    guard at > end,
      (end..<at).contains(where: { text[$0] == UInt8(ascii: ":") || text[$0] == UInt8(ascii: "=") })
    else {
      return nil
    }
    if let scheme = BearerTokenRecognizer.schemes.first(where: { text.hasAnyCase($0, at: at) }) {
      at = text.end(from: at + scheme.utf8CodeUnitCount, limit: 8) { $0 == UInt8(ascii: " ") }
    }
    return at
  }

  /// Not a word of English behind "bearer".
  private func looksRandom(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var digits = 0
    var uppercase = 0
    for index in range.prefix(64) {
      if text[index].isDigit { digits += 1 }
      if text[index].isUppercase { uppercase += 1 }
    }
    return (range.count >= 16 && (digits > 0 || uppercase >= 2)) || (range.count >= 8 && digits >= 2)
  }
}

extension UInt8 {
  /// RFC 7235 token68.
  fileprivate var isToken68: Bool {
    isTokenByte || self == UInt8(ascii: ".") || self == UInt8(ascii: "~") || self == UInt8(ascii: "+")
      || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }

  fileprivate var isNameDelimiter: Bool {
    switch self {
    case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "\\"):
      true
    default: false
    }
  }
}
