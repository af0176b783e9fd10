/// PEM private keys (RFC 7468; OpenSSH, PGP and SSH2 blocks too), also with their line ends written as `\n`.
///
/// Something else may stand before each of its lines, as in the log of a container.
///
/// A key whose end is missing is taken up to the last byte that can belong to one: half a key is a secret too. In sources a
/// key may be in several literals. A mark alone, as in a sentence about keys, is none.
struct PrivateKeyRecognizer: Recognizer {
  let entity = EntityType.privateKey
  let triggers: [Trigger] = [.literal("---BEGIN"), .literal("BEGIN SS")]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    if text[hit.position] == UInt8(ascii: "B") { return confirmSSH2(text, at: hit.position, into: &findings) }
    let start = text.start(before: hit.position, floor: max(findings.floor, hit.position - 2)) {
      $0 == UInt8(ascii: "-")
    }
    let label = text.end(from: hit.position + 8, limit: 40, while: \.isOfLabel)
    findings.floor = label
    guard text.has("-----", at: label) else { return }
    let labels: [StaticString] = ["PRIVATE KEY", "PRIVATE KEY BLOCK", "PRIVATE+KEY", "PRIVATE+KEY+BLOCK"]
    guard labels.contains(where: { text.has($0, endingAt: label) }) else { return }
    var end = bodyEnd(text, from: label + 5)
    if !text.has("-----END", at: end), let lines = PrefixedKeyLines.end(text, from: label + 5), lines > end {
      findings.floor = lines
      findings.report(start..<lines, score: 1)
      return
    }
    if text.has("-----END", at: end) {
      end = text.end(from: end + 8, limit: 40, while: \.isOfLabel)
      end = text.end(from: end, limit: 5) { $0 == UInt8(ascii: "-") }
    } else {
      end = text.start(before: end, floor: label) { $0.isWhitespace }
      findings.floor = end
      guard holdsKey(text, label + 5..<end) else { return }
    }
    findings.floor = end
    findings.report(start..<end, score: 1)
  }

  /// `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----` of ssh.com, up to the line of its end: its headers hold any text.
  private func confirmSSH2(_ text: ByteView, at position: Int, into findings: inout Findings) {
    guard position - 5 >= findings.floor, text.has("---- ", at: position - 5),
      text.has("BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", at: position)
    else { return }
    let body = position + 37
    let stop = min(text.count, body + Self.longestSSH2)
    var end = body
    var isClosed = false
    // A string of JSON that a client has cut ends before the key does.
    while end < stop, !isClosed, !text.has("---- END SSH2", at: end) {
      end = text.end(from: end + 1, limit: stop - end) { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "\"") }
      isClosed = text.closesString(end)
    }
    if end < stop, !isClosed {
      end = text.end(from: end + 9, limit: 40) { $0.isAlphanumeric || $0 == UInt8(ascii: " ") }
      end = text.end(from: end, limit: 4) { $0 == UInt8(ascii: "-") }
    } else {
      end = min(end, stop)
      guard holdsKey(text, body..<end) else {
        findings.floor = end
        return
      }
    }
    findings.floor = end
    findings.report(position - 5..<end, score: 1)
  }

  private static let longestSSH2 = 16384

  /// The position behind the body, in as many literals as it has.
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
    // The key of the next member is no literal of this one.
    if text[end] == mark, text[text.end(from: end + 1, limit: 8, while: \.isBlank)] == UInt8(ascii: ":") {
      return nil
    }
    // The last line of a key has whole groups of four; another element of a list seldom has.
    if text[end] == mark, (end - next - 1) % 4 != 0 { return nil }
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
  /// In a form that a browser sends, a `+` stands for a blank.
  fileprivate var isOfLabel: Bool { isUppercase || self == UInt8(ascii: " ") || self == UInt8(ascii: "+") }

  fileprivate var isBase64: Bool {
    isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }
}
