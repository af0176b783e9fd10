/// Signatures of signed URLs, such as `X-Amz-Signature`, `X-Goog-Signature` and `sig`: who has one has the URL's rights.
/// OpenTelemetry's conventions for `url.full` and `url.query` demand that they are redacted. Also the signature of an
/// assertion of SAML, without which nobody can show the assertion again.
struct URLSignatureRecognizer: Recognizer {
  let entity = EntityType.urlSignature
  let triggers: [Trigger] =
    ["gnature=", "gnature\"", "gnature:", "gnature-256", "sig=", "sig\""].map {
      .literal($0, anyCase: true)
    } + [.literal("gnatureV")]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    if text.has("gnatureValue>", at: hit.position) {
      return confirmElement(text, behind: hit.position + 13, into: &findings)
    }
    let position = text[hit.position].isNameByte ? hit.position : hit.position + 1
    let end = text.end(from: position, limit: 16) { $0.isNameByte }
    let start = text.start(before: position, floor: max(findings.floor, position - 32)) { $0.isNameByte }
    let floor = findings.floor
    findings.floor = end
    let before = text[start - 1]
    let isParameter =
      text[end] == UInt8(ascii: "=") && (before == UInt8(ascii: "?") || before == UInt8(ascii: "&"))
      && text.hasAnyCase("signature", endingAt: end)
    let isKnown = isParameter || isOfRequest(text, start..<end)
    let name = isKnown ? SecretName(kind: .signature) : SecretName.named(text, start..<end)
    guard let name, name.kind == .signature else { return }
    ValueReader(text, behind: start..<end, floor: floor).forEachValue { value in
      guard value.isSecret(text, of: name) else { return true }
      let whole = value.wholeParameter(in: text)
      findings.floor = max(findings.floor, whole.upperBound)
      findings.report(whole, score: 0.9)
      return true
    }
  }

  /// The last part of what AWS4-HMAC-SHA256 makes of a request, wherever that is written.
  private func isOfRequest(_ text: ByteView, _ name: Range<Int>) -> Bool {
    guard name.count == 9, text.has("Signature=", at: name.lowerBound) else { return false }
    let low = max(0, name.lowerBound - 256)
    return (low..<name.lowerBound).contains {
      text[$0] == UInt8(ascii: "S") && text.has("SignedHeaders=", at: $0)
    }
  }

  /// `<ds:SignatureValue>` and Base64, in as many lines as it has.
  private func confirmElement(_ text: ByteView, behind start: Int, into findings: inout Findings) {
    let first = text.end(from: start, limit: 64) { $0.isWhitespace }
    let stop = text.end(from: first, limit: Self.longestElement) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=")
        || $0.isWhitespace
    }
    let end = text.start(before: stop, floor: first) { $0.isWhitespace }
    findings.floor = max(findings.floor, end)
    guard end - first >= Self.shortestElement, text[stop] == UInt8(ascii: "<") || stop >= text.count else {
      return
    }
    findings.report(first..<end, score: 0.9)
  }

  /// The length for 512 bits of RSA. Signatures of elliptic curves are as long.
  private static let shortestElement = 64
  private static let longestElement = 2048
}
