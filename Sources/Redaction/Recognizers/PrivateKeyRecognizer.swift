/// PEM private keys (RFC 7468; OpenSSH and PGP blocks too), also with their line ends written as `\n`.
///
/// A key whose end is missing is taken up to the last byte that can belong to one: half a key is a secret too.
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
    var end = label + 5
    while belongsToKey(text, end) { end += 1 }
    if text.has("-----END", at: end) {
      end = text.end(from: end + 8, limit: 40) { $0.isUppercase || $0 == UInt8(ascii: " ") }
      end = text.end(from: end, limit: 5) { $0 == UInt8(ascii: "-") }
    } else {
      end = text.start(before: end, floor: label) { $0.isWhitespace }
    }
    findings.floor = end
    findings.report(start..<end, score: 1)
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
