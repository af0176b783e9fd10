/// Private keys that are written in other ways than as PEM: keys of PuTTY (`Private-Lines:`), JSON Web Keys (RFC 7517), and
/// XML of .NET (`<RSAKeyValue>`). Only what is private of them is taken.
struct KeyMaterialRecognizer: Recognizer {
  let entity = EntityType.privateKey
  let triggers: [Trigger] = [.literal("TY-User-"), .literal("kty\""), .literal("RSAKeyVa")]

  /// Bytes of a key on either side of what it is found by, at most.
  private static let reach = 8192
  /// Letters of a number of a key, at least: those of curves have 43.
  private static let shortest = 16

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    switch text[hit.position] {
    case UInt8(ascii: "T"): confirmPuTTY(text, hit.position, into: &findings)
    case UInt8(ascii: "R"): confirmXML(text, hit.position, into: &findings)
    default: confirmJSON(text, hit.position, into: &findings)
    }
  }

  /// `PuTTY-User-Key-File-3: ssh-rsa`, other lines, `Private-Lines: 14`, and lines of Base64.
  private func confirmPuTTY(_ text: ByteView, _ start: Int, into findings: inout Findings) {
    var at = start
    let stop = min(text.count, start + Self.reach)
    while at < stop, !text.has("Private-Lines: ", at: at) {
      let end = text.end(from: at, limit: stop - at) { !$0.isLineEnd }
      at = text.end(from: end, limit: 2) { $0.isLineEnd }
    }
    findings.floor = at
    guard at < stop else { return }
    let digits = text.end(from: at + 15, limit: 3) { $0.isDigit }
    let first = text.end(from: digits, limit: 2) { $0.isLineEnd }
    guard digits > at + 15, first > digits else { return }
    at = first
    var end = first
    for _ in 0..<200 {
      end = text.end(from: at, limit: 65, while: \.isBase64)
      guard end > at, text[end].isLineEnd || end >= text.count else { break }
      at = text.end(from: end, limit: 2) { $0.isLineEnd }
      findings.floor = end
    }
    end = text.start(before: at, floor: first) { $0.isLineEnd }
    guard end - first >= Self.shortest else { return }
    findings.floor = end
    findings.report(first..<end, score: 1)
  }

  /// The private members of the object that `"kty"` is in.
  private func confirmJSON(_ text: ByteView, _ position: Int, into findings: inout Findings) {
    let low = max(findings.floor, position - Self.reach)
    var at = text.start(before: position, floor: low) { $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
    let stop = text.end(from: position, limit: Self.reach) { $0 != UInt8(ascii: "}") }
    findings.floor = stop
    while at < stop {
      let quote = text.end(from: at, limit: stop - at) { $0 != UInt8(ascii: "\"") }
      guard quote < stop else { return }
      let close = text.end(from: quote + 1, limit: stop - quote) { $0 != UInt8(ascii: "\"") }
      at = close + 1
      var value = text.end(from: at, limit: 4) { $0.isWhitespace }
      guard text[value] == UInt8(ascii: ":"), Self.members.contains(text, quote + 1..<close) else { continue }
      value = text.end(from: value + 1, limit: 4) { $0.isWhitespace }
      guard text[value] == UInt8(ascii: "\"") else { continue }
      let end = text.end(from: value + 1, limit: stop - value) { $0.isTokenByte || $0 == UInt8(ascii: "=") }
      at = end + 1
      guard text[end] == UInt8(ascii: "\""), end - value > Self.shortest else { continue }
      findings.report(value + 1..<end, score: 1)
    }
  }

  private static let members = WordSet(["d", "p", "q", "dp", "dq", "qi", "k"])

  /// `<RSAKeyValue>` with elements behind the public ones.
  private func confirmXML(_ text: ByteView, _ start: Int, into findings: inout Findings) {
    var at = start
    let stop = min(text.count, start + Self.reach)
    for _ in 0..<16 {
      at = text.end(from: at, limit: max(0, stop - at)) { $0 != UInt8(ascii: ">") } + 1
      guard at < stop, !text.has("</RSAKey", at: at) else { break }
      let end = text.end(from: at, limit: stop - at, while: \.isBase64)
      let tag = text.start(before: at - 1, floor: start) { $0.isLetter }
      if text[tag - 1] == UInt8(ascii: "<"), text.has("</", at: end), end - at >= Self.shortest,
        Self.elements.contains(text, tag..<at - 1)
      {
        findings.report(at..<end, score: 1)
      }
      at = end
    }
    findings.floor = max(findings.floor, min(at, stop))
  }

  private static let elements = WordSet(["d", "p", "q", "dp", "dq", "inverseq"])
}

extension UInt8 {
  fileprivate var isBase64: Bool {
    isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }
}
