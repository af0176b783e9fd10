/// MAC addresses (IEEE 802, EUI-48): six pairs of hexadecimal digits joined by `:` or `-`, or three groups of
/// four joined by dots. Behind a word for one also twelve digits, plain or in two or three groups, and pairs without
/// their leading zeros.
///
/// A longer chain (an EUI-64, a certificate's fingerprint) is left alone, and so is nobody's: zeros, and the broadcast.
struct MACAddressRecognizer: Recognizer {
  let entity = EntityType.macAddress
  let triggers: [Trigger] =
    [
      .chain(of: ":", gaps: 3...3, count: 5), .chain(of: "-", gaps: 3...3, count: 5),
      .chain(of: ".", gaps: 5...5, count: 2),
    ] + MACAddressRecognizer.words.map { .literal($0, anyCase: true) }

  /// Words for such an address, with what joins them to it.
  private static let words =
    [
      "mac=", "mac:", "mac\":", "mac ", "mac_addr", "mac-addr", "mac addr", "macaddr", "hwaddr", "lladdr",
      "bssid",
      "nk/ether ",
    ] + (0...9).map { "ether \($0)" }  // Not "ether" alone, in which "together" ends.
  /// Bytes between a word and its address, at most: `MAC address of eth0 is `.
  private static let reach = 24

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let separator = text[hit.position]
    guard !separator.isLetter else {
      named(text, hit, into: &findings)
      return
    }
    let isDotted = separator == UInt8(ascii: ".")
    let width = isDotted ? 4 : 2
    let start = hit.position - width
    guard !text[start - 1].isWordByte, !(text[start - 1] == separator && text[start - 2].isHexDigit) else {
      return
    }
    guard let end = end(of: text, from: start, width: width, groups: isDotted ? 3 : 6, separator: separator)
    else {
      return
    }
    guard !text[end].isWordByte, !(text[end] == separator && text[end + 1].isHexDigit) else { return }
    findings.floor = end
    guard !isNobodys(text, start..<end) else { return }
    findings.report(start..<end, score: 0.9)
  }

  private func end(of text: ByteView, from start: Int, width: Int, groups: Int, separator: UInt8) -> Int? {
    var at = start
    for group in 0..<groups {
      if group > 0 {
        guard text[at] == separator else { return nil }
        at += 1
      }
      let end = text.end(from: at, limit: width) { $0.isHexDigit }
      guard end - at == width else { return nil }
      at = end
    }
    return at
  }

  /// What stands behind a word for an address: other words, then twelve digits.
  private func named(_ text: ByteView, _ hit: TriggerHit, into findings: inout Findings) {
    guard !text[hit.position - 1].isLetter || text[hit.position + 2] == UInt8(ascii: "/") else { return }
    var first = hit.position + hit.count
    if text[first - 1].isDigit { first -= 1 }
    let limit = first + Self.reach
    findings.floor = first
    var at = text.end(from: first, limit: Self.reach) { $0.isLetter }
    while at < limit {
      if text[at].isHexDigit, !text[at - 1].isWordByte, let end = endOfDigits(text, from: at) {
        findings.floor = end
        if !isNobodys(text, at..<end) { findings.report(at..<end, score: 0.85) }
        return
      }
      guard text[at] != 0, text[at] != UInt8(ascii: "\n") else { return }
      at += 1
    }
  }

  /// The end of twelve hexadecimal digits: plain, or joined by one mark in groups of one length (two when they may be
  /// short).
  private func endOfDigits(_ text: ByteView, from start: Int) -> Int? {
    var at = start
    var digits = 0
    var groups = 0
    var separator: UInt8 = 0
    var longest = 0
    while groups < 6 {
      let end = text.end(from: at, limit: 13) { $0.isHexDigit }
      guard end > at else { return nil }
      digits += end - at
      longest = max(longest, end - at)
      groups += 1
      at = end
      let mark = text[at]
      guard mark == UInt8(ascii: ":") || mark == UInt8(ascii: "-") || mark == UInt8(ascii: "."),
        text[at + 1].isHexDigit,
        separator == 0 || separator == mark, groups < 6
      else { break }
      separator = mark
      at += 1
    }
    guard !text[at].isWordByte, !(text[at] == separator && text[at + 1].isHexDigit) else { return nil }
    switch groups {
    case 1, 2, 3: return digits == 12 && longest == 12 / groups ? at : nil
    case 6: return longest == 2 ? at : nil
    default: return nil
    }
  }

  private func isNobodys(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let (zero, ones) = (UInt8(ascii: "0"), UInt8(ascii: "f"))
    return range.allSatisfy { text[$0] == zero || !text[$0].isHexDigit }
      || range.allSatisfy { text[$0].lowercased == ones || !text[$0].isHexDigit }
  }
}
