/// URLs with a scheme and a host (RFC 3986), and hosts of the largest top-level domains without one. Off by default: most of
/// them name services, not people.
struct URLRecognizer: Recognizer {
  let entity = EntityType.url
  let triggers: [Trigger] =
    [.literal("://"), .literal("www.")] + URLRecognizer.domains.map { .literal(".\($0)") } + [
      .literal(".co.")
    ]
  let isOnByDefault = false

  /// Top-level domains that neither files nor members of programs are called by.
  private static let domains = ["com", "org", "net", "edu", "gov", "info", "biz"]
  /// What stands before the domain of a country: `co.il`.
  private static let seconds = WordSet(["co", "com", "org", "net", "edu", "gov", "ac"])
  private static let topLevels = WordSet(domains)

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard text[hit.position] == UInt8(ascii: ":") else {
      return confirmHost(text, at: hit.position, &findings)
    }
    let start = text.start(before: hit.position, floor: max(findings.floor, hit.position - 16)) {
      $0.isLetter
    }
    let rest = text.end(from: hit.position + 3) { !$0.endsURL }
    findings.floor = rest
    let end = text.start(before: rest, floor: hit.position + 3) { $0.isClosingPunctuation }
    guard start < hit.position, !text[start - 1].isWordByte, end > hit.position + 3 else { return }
    findings.report(start..<end, score: 0.6)
  }

  private func confirmHost(_ text: ByteView, at position: Int, _ findings: inout Findings) {
    let start = text.start(before: position, floor: max(findings.floor, position - 253)) { $0.isPartOfHost }
    var end = text.end(from: position, limit: 253) { $0.isPartOfHost }
    findings.floor = end
    end = text.start(before: end, floor: position) { !$0.isAlphanumeric }
    guard text[start].isAlphanumeric, isOpen(text, before: start), !text[end].isWordByte,
      text[end] != UInt8(ascii: "@"), text[end] != UInt8(ascii: "("), isDomain(text, start..<end)
    else { return }
    let mark = text[end]
    if mark == UInt8(ascii: "/") || mark == UInt8(ascii: "?")
      || mark == UInt8(ascii: ":") && text[end + 1].isDigit
    {
      let rest = text.end(from: end) { !$0.endsURL }
      findings.floor = rest
      end = text.start(before: rest, floor: end) { $0.isClosingPunctuation }
    }
    findings.report(start..<end, score: 0.6)
  }

  private func isOpen(_ text: ByteView, before start: Int) -> Bool {
    let before = text[start - 1]
    return !before.isWordByte && before != UInt8(ascii: "@") && before != UInt8(ascii: "/")
      && before != UInt8(ascii: "\\") && before != UInt8(ascii: "$")
  }

  /// Whether a host ends in a domain of the list, or of a country behind one; behind `www.` in any.
  private func isDomain(_ text: ByteView, _ host: Range<Int>) -> Bool {
    let last = text.start(before: host.upperBound, floor: host.lowerBound) { $0.isLowercase }
    guard host.upperBound - last >= 2, last > host.lowerBound + 1, text[last - 1] == UInt8(ascii: ".") else {
      return false
    }
    if Self.topLevels.contains(text, last..<host.upperBound)
      || text.has("www.", at: host.lowerBound) && last > host.lowerBound + 4
    {
      return true
    }
    let second = text.start(before: last - 1, floor: host.lowerBound) { $0.isLowercase }
    return host.upperBound - last == 2 && second > host.lowerBound + 1
      && text[second - 1] == UInt8(ascii: ".")
      && Self.seconds.contains(text, second..<last - 1)
  }
}

extension UInt8 {
  fileprivate var isPartOfHost: Bool {
    isAlphanumeric || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }
}
