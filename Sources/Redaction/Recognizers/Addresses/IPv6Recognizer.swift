/// IPv6 addresses (RFC 4291 section 2.2, zone ids of RFC 4007).
///
/// Loopback (`::1`) and unspecified (`::`) are nobody's and stay; so do EUI-64 identifiers, eight pairs of digits. A
/// bare `::`, slices such as `[1::2]` and names such as `a::b` are left alone: a compressed address must
/// hold three groups, a group of three digits, or a group that mixes letters and digits.
struct IPv6Recognizer: Recognizer {
  let entity = EntityType.ipAddress
  let triggers: [Trigger] = [.literal("::"), .chain(of: ":", gaps: 2...5, count: 6)]

  /// Eight groups of four digits and seven colons, or six groups and an IPv4 address.
  private static let maximumLength = 45

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let floor = max(findings.floor, hit.position - IPv6Recognizer.maximumLength)
    var start = text.start(before: hit.position, floor: floor) { $0.isHexDigit || $0 == UInt8(ascii: ":") }
    var isNamed = true
    if text[start - 1].isWordByte {
      guard let label = label(text, before: start, hit.position) else { return }
      isNamed = Self.labels.end(text, label)
      start = label.upperBound + 1
    }
    var address = IPv6Groups()
    var end = address.read(text, from: start)
    guard address.isAddress, isNamed || address.isLong, !address.isCode(text, start..<end),
      !text[end].isWordByte,
      text[end] != UInt8(ascii: ":")
    else { return }
    if text[end] == UInt8(ascii: "%"), text[end + 1].isWordByte {
      end = text.end(from: end + 1, limit: 32) { $0.isTokenByte }
    }
    findings.report(start..<end, score: 0.95)
    findings.floor = end
  }

  /// The word before a colon that glues an address to it, as in `ip6:2001:db8::25:1`, which may end in letters that are
  /// hexadecimal digits, too. Nil for the scopes of C++, and where the word is one more group.
  private func label(_ text: ByteView, before start: Int, _ hit: Int) -> Range<Int>? {
    guard !text[start - 1].isHexDigit else { return nil }
    let colon = text.end(from: start, limit: Self.maximumLength) { $0.isHexDigit }
    guard text[colon] == UInt8(ascii: ":"), colon <= hit, text[colon + 1].isHexDigit else { return nil }
    return text.start(before: start, floor: max(0, start - 24)) { $0.isTokenByte }..<colon
  }

  /// What an address is called where it is glued to the word; behind others it must have four groups.
  private static let labels = NameWords([
    "ip", "ips", "ip6", "ipv6", "inet6", "addr", "address", "addresses", "host", "hostname", "for", "from",
    "by", "to", "server", "client", "peer", "remote", "src", "dst", "source", "dest", "destination", "listen",
    "bind", "gateway", "gw", "dns", "ns", "nameserver", "router", "origin", "via", "endpoint", "proxy",
  ])
}

/// The groups of one address, and what tells an address from code that looks like one.
private struct IPv6Groups {
  private var count = 0
  private var isCompressed = false
  private var isBelievable = false
  private var isPairs = true
  private var isNobodys = false
  /// Ones alone, and zeros behind them: a netmask.
  private var isMask = true

  /// Whether it has more groups than names with such colons.
  var isLong: Bool { count >= 4 }

  var isAddress: Bool {
    guard isCompressed else { return count == 8 && !isPairs && !isMask }
    return count <= 7 && !isNobodys && !isMask && (isBelievable || count >= 3)
  }

  /// Whether it is a label or a pair of numbers that looks like one: `128::` at the end of a line of reStructuredText,
  /// `us-east-2::ec2`, `800::800`.
  func isCode(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard isCompressed, count <= 2, range.count < text.count else { return false }
    let first = range.lowerBound..<text.end(from: range.lowerBound, limit: 4) { $0.isHexDigit }
    if first.count < 3, text[range.lowerBound - 1] == UInt8(ascii: "-") { return true }
    if text[range.upperBound] == UInt8(ascii: "/") { return false }
    if count == 1, text.has("::", endingAt: range.upperBound) {
      // `SHA-256::`: no network begins with three decimal digits.
      let isNumber = first.count <= 3 && first.allSatisfy { text[$0].isDigit }
      if isNumber, text[range.lowerBound - 1] != UInt8(ascii: "[") { return true }
      return text[range.upperBound] == 0 || text[range.upperBound].isLineEnd
    }
    return first.count == 3 && count == 2
      && range.allSatisfy { text[$0].isDigit || text[$0] == UInt8(ascii: ":") }
      && text[range.lowerBound - 1] != UInt8(ascii: "[")
  }

  /// Reads groups from `start` and answers where they end.
  mutating func read(_ text: ByteView, from start: Int) -> Int {
    var at = start
    if text.has("::", at: at) {
      isCompressed = true
      at += 2
    }
    while count < 8 {
      let end = text.end(from: at, limit: 4) { $0.isHexDigit }
      guard end > at else { break }
      if text[end] == UInt8(ascii: "."), let (end, octets) = IPv4Recognizer.read(text, from: at) {
        count += 2
        isBelievable = true
        isPairs = false
        isMask = false
        isNobodys = IPv4Recognizer.isNobodys(octets)
        return end
      }
      note(text, at..<end)
      at = end
      guard let next = nextGroup(text, at) else { break }
      at = next
    }
    return at
  }

  private mutating func nextGroup(_ text: ByteView, _ end: Int) -> Int? {
    guard text[end] == UInt8(ascii: ":") else { return nil }
    if text[end + 1] == UInt8(ascii: ":") {
      guard !isCompressed else { return nil }
      isCompressed = true
      return end + 2
    }
    return text[end + 1].isHexDigit ? end + 1 : nil
  }

  private mutating func note(_ text: ByteView, _ group: Range<Int>) {
    count += 1
    let isOnes = group.count == 4 && group.allSatisfy { text[$0].lowercased == UInt8(ascii: "f") }
    if !isOnes, count <= 2 || !group.allSatisfy({ text[$0] == UInt8(ascii: "0") }) { isMask = false }
    if group.count != 2 { isPairs = false }
    var digits = 0
    for index in group where text[index].isDigit { digits += 1 }
    if digits > 0, group.count >= 3 || digits < group.count { isBelievable = true }
  }
}
