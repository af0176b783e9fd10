/// E-mail addresses: `local@host.domain`, international ones included.
///
/// The local part is what people use and what breaks nothing around it: letters, digits, `._%+-`, letters
/// outside of ASCII, and an apostrophe between letters. The wider set of RFC 5322 would swallow the `=` of
/// `to=bob@example.com`. The host needs a dot and a last label of letters, and that label must not be the
/// extension of a file: `icon@2x.png` is a picture.
struct EmailAddressRecognizer: Recognizer {
  let entity = EntityType.emailAddress
  let triggers: [Trigger] = [.literal("@")]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let at = hit.position
    let local = localStart(text, before: at, floor: findings.floor)
    findings.floor = at + 1
    guard local < at, !isPassword(text, endingAt: local) else { return }
    guard let end = domainEnd(text, from: at + 1) else { return }
    findings.floor = end
    findings.report(local..<end, score: 1)
  }

  private func localStart(_ text: ByteView, before at: Int, floor: Int) -> Int {
    var start = at
    while start > floor {
      let byte = text[start - 1]
      if byte.isNonASCII {
        let lead = text.start(before: start, floor: max(floor, start - 4)) { $0.isContinuation } - 1
        guard lead >= floor, text[lead].leadsLetter else { break }
        start = lead
        continue
      }
      let isApostrophe =
        byte == UInt8(ascii: "'") && start < at && text[start].isLetter && text[start - 2].isLetter
      guard byte.isLocalPart || isApostrophe else { break }
      start -= 1
    }
    while start < at,
      !(text[start].isAlphanumeric || text[start].isNonASCII || text[start] == UInt8(ascii: "_"))
    {
      start += 1
    }
    return start
  }

  /// `pass@db.internal` in `postgres://user:pass@db.internal` is a password and a host.
  private func isPassword(_ text: ByteView, endingAt local: Int) -> Bool {
    guard text[local - 1] == UInt8(ascii: ":") else { return false }
    let user = text.start(before: local - 1, floor: max(0, local - 66)) { $0.isLocalPart }
    return text.has("//", at: user - 2)
  }

  /// End of the longest host name at `start` that ends in a believable top-level domain.
  private func domainEnd(_ text: ByteView, from start: Int) -> Int? {
    var label = start
    var end: Int?
    while label - start < 254 {
      let next = text.end(from: label, limit: 64) {
        $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0.isPartOfLetter
      }
      guard next > label, next - label < 64 else { break }
      if label > start, let top = topLevelEnd(text, label..<next) { end = top }
      guard text[next] == UInt8(ascii: ".") else { break }
      label = next + 1
    }
    return end
  }

  /// Where a last label ends: it has two letters at least, and `com-` or `com--x` means `com`.
  private func topLevelEnd(_ text: ByteView, _ label: Range<Int>) -> Int? {
    if text.hasAnyCase("xn--", at: label.lowerBound) { return label.upperBound }
    let end = text.end(from: label.lowerBound, limit: label.count) { $0.isLetter || $0.isPartOfLetter }
    guard end - label.lowerBound >= 2, !text[end].isDigit else { return nil }
    return FileExtensions.contains(text.slice(label.lowerBound..<end)) ? nil : end
  }
}

extension UInt8 {
  fileprivate var isContinuation: Bool { self & 0xC0 == 0x80 }
  /// Whether it begins a character outside of ASCII that can be a letter: not the punctuation and symbols of
  /// U+2000 to U+2FFF, nor what lies from U+F000 on, emoji among them.
  fileprivate var leadsLetter: Bool { self >= 0xC2 && self < 0xEF && self != 0xE2 }
  fileprivate var isPartOfLetter: Bool { leadsLetter || isContinuation }

  fileprivate var isLocalPart: Bool {
    if isAlphanumeric { return true }
    return self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "+") || self == UInt8(ascii: "%")
  }
}

/// Last labels that name a kind of file. None of them is a top-level domain in use for mail.
private enum FileExtensions {
  private static let names: [StaticString] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "scss", "js", "mjs", "ts", "tsx", "jsx", "json",
    "html", "htm", "xml", "yaml", "yml", "toml", "txt", "pdf", "mp4", "webm", "ttf", "woff", "tgz", "gz",
  ]

  static func contains(_ label: ByteView) -> Bool {
    names.contains { $0.utf8CodeUnitCount == label.count && label.hasAnyCase($0, at: 0) }
  }
}
