/// PEM private keys (RFC 7468; OpenSSH and PGP blocks too), also with their line ends written as `\n`.
///
/// A key whose end is missing is taken up to the last byte that can belong to one: half a key is a secret too. In sources a
/// key may be in several literals. A mark alone, as in a sentence about keys, is none.
struct PrivateKeyRecognizer: Recognizer {
  let entity = EntityType.privateKey
  let triggers: [Trigger] = [.literal("---BEGIN")]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = text.start(before: hit.position, floor: max(findings.floor, hit.position - 2)) {
      $0 == UInt8(ascii: "-")
    }
    let label = text.end(from: hit.position + 8, limit: 40) { $0.isUppercase || $0 == UInt8(ascii: " ") }
    findings.floor = label
    guard text.has("-----", at: label) else { return }
    guard text.has("PRIVATE KEY", endingAt: label) || text.has("PRIVATE KEY BLOCK", endingAt: label) else {
      return
    }
    var end = bodyEnd(text, from: label + 5)
    if text.has("-----END", at: end) {
      end = text.end(from: end + 8, limit: 40) { $0.isUppercase || $0 == UInt8(ascii: " ") }
      end = text.end(from: end, limit: 5) { $0 == UInt8(ascii: "-") }
    } else {
      end = text.start(before: end, floor: label) { $0.isWhitespace }
      findings.floor = end
      guard holdsKey(text, label + 5..<end) else { return }
    }
    findings.floor = end
    findings.report(start..<end, score: 1)
  }

  /// Behind the body, in as many literals as it has.
  private func bodyEnd(_ text: ByteView, from start: Int) -> Int {
    var end = start
    while true {
      while belongsToKey(text, end) { end += 1 }
      guard text[end].isQuote, let next = nextLiteral(text, behind: end) else { return end }
      end = next
    }
  }

  /// Where the text of the next literal begins that is joined to the one which ends at `quote`, and goes on with the key.
  private func nextLiteral(_ text: ByteView, behind quote: Int) -> Int? {
    let mark = text[quote]
    let next = text.end(from: quote + 1, limit: 64) {
      $0.isWhitespace || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
        || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&")
    }
    guard text[next] == mark else { return nil }
    if text.has("-----END", at: next + 1) { return next + 1 }
    let end = text.end(from: next + 1, limit: Self.shortest) { $0.isBase64 }
    guard end - next > Self.shortest || text[end] == mark || text[end] == UInt8(ascii: "\\") else {
      return nil
    }
    return end > next + 1 ? next + 1 : nil
  }

  /// Letters of a key in a row: words are shorter.
  private static let shortest = 20

  /// Whether what nothing ends is a key all the same: letters in a row as no sentence has.
  private func holdsKey(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      let end = text.end(from: at, limit: range.upperBound - at) { $0.isBase64 }
      if end - at >= Self.shortest { return true }
      at = end + 1
    }
    return false
  }

  /// Base64, white space, escaped line ends, and the header lines of an encrypted key.
  private func belongsToKey(_ text: ByteView, _ index: Int) -> Bool {
    let byte = text[index]
    if byte.isAlphanumeric || byte.isWhitespace { return true }
    switch byte {
    case UInt8(ascii: "-"): return text[index + 1] != UInt8(ascii: "-")
    case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "\\"), UInt8(ascii: ":"),
      UInt8(ascii: ","):
      return true
    default: return false
    }
  }
}

extension UInt8 {
  fileprivate var isBase64: Bool {
    isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }
}
