/// IPv4 addresses (RFC 791): four decimal octets.
///
/// Version numbers (`v1.2.3.4`, `version 1.2.3.4`), a fifth part and octets above 255 are left alone.
struct IPv4Recognizer: Recognizer {
  let entity = EntityType.ipAddress
  let triggers: [Trigger] = [.chain(of: ".", gaps: 2...4, count: 3)]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = text.start(before: hit.position, floor: max(0, hit.position - 4)) { $0.isDigit }
    guard start < hit.position, let end = IPv4Recognizer.end(of: text, from: start) else { return }
    let before = text[start - 1]
    if before.isWordByte || (before == UInt8(ascii: ".") && text[start - 2].isWordByte) { return }
    let after = text[end]
    if after.isWordByte || (after == UInt8(ascii: ".") && text[end + 1].isDigit) { return }
    guard !followsVersionWord(text, at: start), !isProductVersion(text, start..<end) else { return }
    findings.report(start..<end, score: 0.95)
    findings.floor = end
  }

  /// The end of four decimal octets without leading zeros that begin at `start`, or nil.
  static func end(of text: ByteView, from start: Int) -> Int? {
    var at = start
    for octet in 0..<4 {
      let first = at
      var value = 0
      while at - first < 3, text[at].isDigit {
        value = value * 10 + text[at].digitValue
        at += 1
      }
      guard at > first, value <= 255 else { return nil }
      if at - first > 1, text[first] == UInt8(ascii: "0") { return nil }
      guard octet < 3 else { break }
      guard text[at] == UInt8(ascii: ".") else { return nil }
      at += 1
    }
    return at
  }

  /// Whether the word right before `start` says that a version number follows.
  private func followsVersionWord(_ text: ByteView, at start: Int) -> Bool {
    let isJoint: (UInt8) -> Bool = {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":")
    }
    let end = text.start(before: start, floor: max(0, start - 4), while: isJoint)
    let words: [StaticString] = ["version", "release", "build", "firmware", "ver", "ver."]
    return words.contains { text.hasAnyCase($0, endingAt: end) }
  }

  /// Whether it is the version of a browser that tells no more than its first number, as `Chrome/131.0.0.0`. Other
  /// addresses behind a slash are taken: `host/10.1.2.3` is how Java writes one.
  private func isProductVersion(_ text: ByteView, _ range: Range<Int>) -> Bool {
    text.has(".0.0.0", at: range.upperBound - 6) && text[range.lowerBound - 1] == UInt8(ascii: "/")
      && text[range.lowerBound - 2].isLetter
  }
}
