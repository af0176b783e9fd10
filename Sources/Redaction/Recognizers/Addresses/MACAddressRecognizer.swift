/// MAC addresses (IEEE 802, EUI-48): six pairs of hexadecimal digits joined by `:` or `-`, or three groups of
/// four joined by dots. Groups joined by `:` may lack their leading zeros. Behind a word for one also twelve digits, plain
/// or in two or three groups.
///
/// Longer chains match if they hold an address: the head of a frame (`MAC=` in the log of a firewall), an EUI-64 that
/// was made from one (`ff:fe` in the middle), and the client identifier of DHCP. Others, such as a certificate's
/// fingerprint, do not match. Decimal digits without a word, zeros and the broadcast address do not match either.
struct MACAddressRecognizer: Recognizer {
  let entity = EntityType.macAddress
  let triggers: [Trigger] =
    [
      .chain(of: ":", gaps: 2...3, count: 5), .chain(of: "-", gaps: 3...3, count: 5),
      .chain(of: ".", gaps: 5...5, count: 2),
    ] + MACAddressRecognizer.words.map { .literal($0, anyCase: true) }

  /// Words for such an address, with what joins them to it.
  private static let words =
    [
      "mac=", "mac:", "mac\":", "mac ", "mac_addr", "mac-addr", "mac addr", "macaddr", "hwaddr", "lladdr",
      "bssid",
      "nk/ether ", "dev_", "hw_addr", "chaddr", "btaddr", "physical", "bluetoot", "ethernet", "ether=",
      "ether:",
      "ether\":",
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
    if separator == UInt8(ascii: ":"), !text[start].isHexDigit {
      return short(text, at: hit.position, into: &findings)
    }
    // Behind a low line as in `mac_00:1a:...`, where colons join the pairs.
    guard !text[start - 1].isWordByte || separator == UInt8(ascii: ":") && text[start - 1] == 0x5F,
      text[start - 1] != separator || !isDotted && !endsGroup(text, start - 1)
    else { return }
    guard let end = end(of: text, from: start, width: width, groups: isDotted ? 3 : 6, separator: separator)
    else {
      if separator == UInt8(ascii: ":") { short(text, at: hit.position, into: &findings) }
      return
    }
    guard !text[end].isWordByte else { return }
    guard text[end] != separator || !text[end + 1].isHexDigit else {
      if !isDotted { longer(text, start, separator, into: &findings) }
      return
    }
    findings.floor = end
    // `[*02C1.0020.0002]`: weights of a collation.
    let isWeights = isDotted && text.has(".00", at: start + 4) && text.has(".00", at: start + 9)
    guard !isWeights && !isDecimal(text, start..<end) || isNamed(text, start) else { return }
    report(text, start..<end, into: &findings)
  }

  /// Whether a group of digits stands before a colon, and no word that ends like one: `device:3c:22:...`.
  private func endsGroup(_ text: ByteView, _ colon: Int) -> Bool {
    let start = text.start(before: colon, floor: max(0, colon - 3)) { $0.isHexDigit }
    return 1...2 ~= colon - start && !text[start - 1].isWordByte || colon > start && text[start].isDigit
  }

  /// Six groups without their leading zeros, as `arp -a` prints them: `8:0:27:ab:c:9`. Two of them have two digits at least,
  /// and letters and digits are among them, so that it is no time and no list of letters; and nothing of IPv6 stands
  /// before or behind.
  private func short(_ text: ByteView, at colon: Int, into findings: inout Findings) {
    let start = text.start(before: colon, floor: max(0, colon - 3)) { $0.isHexDigit }
    guard 1...2 ~= colon - start, !text[start - 1].isWordByte, text[start - 1] != UInt8(ascii: ":") else {
      return
    }
    var at = start
    var (pairs, letters, digits) = (0, 0, 0)
    for group in 0..<6 {
      if group > 0 {
        guard text[at] == UInt8(ascii: ":") else { return }
        at += 1
      }
      let end = text.end(from: at, limit: 3) { $0.isHexDigit }
      guard 1...2 ~= end - at else { return }
      if end - at == 2 { pairs += 1 }
      for index in at..<end { if text[index].isDigit { digits += 1 } else { letters += 1 } }
      at = end
    }
    guard pairs > 1, letters > 0, digits > 1, !text[at].isWordByte,
      text[at] != UInt8(ascii: ":") || !text[at + 1].isHexDigit && text[at + 1] != UInt8(ascii: ":"),
      text[at] != UInt8(ascii: ".") || !text[at + 1].isAlphanumeric, text[at] != UInt8(ascii: "/")
    else { return }
    findings.floor = at
    report(text, start..<at, into: &findings)
  }

  private func report(_ text: ByteView, _ range: Range<Int>, into findings: inout Findings) {
    if !isNobodys(text, range) { findings.report(range, score: 0.9) }
  }

  /// The addresses in a chain of more pairs that begins at `start`.
  private func longer(_ text: ByteView, _ start: Int, _ separator: UInt8, into findings: inout Findings) {
    var pairs = 1
    var end = start + 2
    while pairs < 15, text[end] == separator, text[end + 1].isHexDigit, text[end + 2].isHexDigit {
      pairs += 1
      end += 3
    }
    guard !text[end].isWordByte, text[end] != separator || !text[end + 1].isHexDigit else { return }
    findings.floor = end
    switch pairs {
    case 14 where Self.etherTypes.contains { text.hasAnyCase($0, endingAt: end) }:
      report(text, start..<(start + 17), into: &findings)
      report(text, (start + 18)..<(start + 35), into: &findings)
    case 8 where text.hasAnyCase("ff", at: start + 9) && text.hasAnyCase("fe", at: start + 12):
      report(text, start..<end, into: &findings)
    case 8 where isNamed(text, start): report(text, start..<end, into: &findings)
    case 7 where text.has("01", at: start) && isOfClient(text, start):
      report(text, (start + 3)..<end, into: &findings)
    default: break
    }
  }

  /// What a frame may hold: IP of both versions, ARP, a tag of a VLAN.
  private static let etherTypes: [StaticString] = ["08:00", "86:dd", "08:06", "81:00"]

  /// `client-id 01:...`
  private func isOfClient(_ text: ByteView, _ start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 32)
    for _ in 0..<2 {
      guard let word = walk.next() else { return false }
      if Self.clientWords.contains(text, word) { return true }
    }
    return false
  }

  private static let clientWords = WordSet(["client", "clientid", "cid", "dhcp"])
  private static let nameWords = WordSet([
    "mac", "macaddr", "macs", "ether", "hwaddr", "lladdr", "bssid", "addr", "address", "station", "ethernet",
    "physical", "hardware", "hw", "bluetooth", "wifi", "wlan", "lan", "eth", "interface", "src", "dst",
    "device", "eui", "eui64", "ieee", "longaddr",
  ])

  /// Six pairs or three groups of decimal digits: as often a time or numbers of a table. Not the pairs that vendors'
  /// numbers begin with, nor those of QEMU.
  private func isDecimal(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let isPair = text[range.lowerBound + 2] != UInt8(ascii: ".") && !text[range.lowerBound + 2].isHexDigit
    let vendors: [StaticString] = ["00", "08:00:27", "08-00-27", "02:42", "52:54:00", "52-54-00"]
    if isPair, vendors.contains(where: { text.has($0, at: range.lowerBound) }) { return false }
    guard range.allSatisfy({ !text[$0].isLetter }) else { return false }
    // Behind a 0 as many other pairs would be no time.
    let isTime = stride(from: range.lowerBound, to: range.upperBound, by: 3).allSatisfy {
      text[$0] < UInt8(ascii: "6")
    }
    return !isPair || isTime || text[range.lowerBound] != UInt8(ascii: "0")
  }

  private func isNamed(_ text: ByteView, _ start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: 48)
    for _ in 0..<4 {
      guard let word = walk.next() else { return false }
      if Self.nameWords.contains(text, word) { return true }
    }
    return false
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
    if text.hasAnyCase("physical", at: hit.position) || text.hasAnyCase("bluetoot", at: hit.position),
      !isOfAddress(text, hit.position)
    {
      return
    }
    var first = hit.position + hit.count
    if text[first - 1].isDigit { first -= 1 }
    let limit = first + Self.reach
    findings.floor = first
    if text.hasAnyCase("dev_", at: hit.position) {
      // BlueZ: `/org/bluez/hci0/dev_00_1A_...`.
      guard text[first + 2] == UInt8(ascii: "_"), let end = endOfDigits(text, from: first) else { return }
      findings.floor = end
      report(text, first..<end, into: &findings)
      return
    }
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

  /// `physicalAddress`, `Bluetooth address`; but not `physical memory`.
  private func isOfAddress(_ text: ByteView, _ start: Int) -> Bool {
    let end = start + (text.hasAnyCase("physical", at: start) ? 8 : 9)
    return text.hasAnyCase("addr", at: text.end(from: end, limit: 1) { !$0.isLetter })
  }

  /// The end of twelve hexadecimal digits: plain, or joined by one mark in groups of one length (two when they may be
  /// short).
  private func endOfDigits(_ text: ByteView, from start: Int) -> Int? {
    var at = start
    var digits = 0
    var groups = 0
    var separator: UInt8 = 0
    var (longest, shortest) = (0, 12)
    while groups < 6 {
      let end = text.end(from: at, limit: 13) { $0.isHexDigit }
      guard end > at else { return nil }
      digits += end - at
      longest = max(longest, end - at)
      shortest = min(shortest, end - at)
      groups += 1
      at = end
      let mark = text[at]
      guard isJoint(text, at, first: start), text[at + 1].isHexDigit,
        separator == 0 || separator == mark, groups < 6
      else { break }
      separator = mark
      at += 1
    }
    guard !text[at].isWordByte, !(text[at] == separator && text[at + 1].isHexDigit) else { return nil }
    let isLoose = separator == UInt8(ascii: " ") || separator == UInt8(ascii: "_")
    switch groups {
    case 1, 2, 3: return digits == 12 && longest == 12 / groups && !isLoose ? at : nil
    case 6: return longest == 2 && (shortest == 2 || !isLoose) ? at : nil
    default: return nil
    }
  }

  /// Whether a mark joins digits. A space and a low line stand between words, too: with these, pairs alone are joined.
  private func isJoint(_ text: ByteView, _ at: Int, first start: Int) -> Bool {
    switch text[at] {
    case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    case UInt8(ascii: " "), UInt8(ascii: "_"):
      text[start + 2] == text[at] && text[at + 2].isHexDigit && !text[at + 3].isAlphanumeric
    default: false
    }
  }

  private func isNobodys(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let (zero, ones) = (UInt8(ascii: "0"), UInt8(ascii: "f"))
    return range.allSatisfy { text[$0] == zero || !text[$0].isHexDigit }
      || range.allSatisfy { text[$0].lowercased == ones || !text[$0].isHexDigit }
  }
}
