/// IPv4 addresses (RFC 791): four decimal octets.
///
/// Version numbers, object identifiers and numbers of sections are left alone, by what stands round them
/// (``VersionContext``); so are a fifth part and octets above 255. Addresses that are nobody's stay as well: loopback,
/// unspecified, broadcast, and netmasks.
struct IPv4Recognizer: Recognizer {
  let entity = EntityType.ipAddress
  let triggers: [Trigger] = [
    .chain(of: ".", gaps: 2...4, count: 3), .chain(of: "-", gaps: 2...4, count: 3), .literal("[.]"),
  ]
  let opposingWords = ["version", "versions", "ver", "build", "firmware", "release", "revision", "oid"]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard text[hit.position] == UInt8(ascii: ".") else {
      confirmRewritten(text, at: hit.position, into: &findings)
      return
    }
    var start = text.start(before: hit.position, floor: max(0, hit.position - 4)) { $0.isDigit }
    // The chain may begin with the dot behind a word.
    if start == hit.position { start += 1 }
    guard let (end, octets) = IPv4Recognizer.read(text, from: start) else { return }
    guard VersionContext.mayBegin(text, start, octets) else { return }
    let after = text[end]
    if after.isWordByte { return }
    if after == UInt8(ascii: "."), text[end + 1].isDigit {
      guard isBeforePort(text, start..<end, octets) else { return }
      findings.floor = end
      findings.report(start..<end, score: 0.95)
      return
    }
    findings.floor = end
    guard !IPv4Recognizer.isNobodys(octets) else { return }
    guard !VersionContext.isVersion(text, start..<end, octets) else { return }
    findings.report(start..<end, score: 0.95)
  }

  /// The end of four decimal octets without leading zeros that begin at `start`, or nil.
  static func end(of text: ByteView, from start: Int) -> Int? { read(text, from: start)?.end }

  /// Reads an address. The first octet is the highest.
  static func read(_ text: ByteView, from start: Int) -> (end: Int, octets: UInt32)? {
    var at = start
    var octets: UInt32 = 0
    for octet in 0..<4 {
      let first = at
      var value = 0
      while at - first < 3, text[at].isDigit {
        value = value * 10 + text[at].digitValue
        at += 1
      }
      guard at > first, value <= 255 else { return nil }
      if at - first > 1, text[first] == UInt8(ascii: "0") { return nil }
      octets = octets << 8 | UInt32(value)
      guard octet < 3 else { break }
      guard text[at] == UInt8(ascii: ".") else { return nil }
      at += 1
    }
    return (at, octets)
  }

  /// Loopback (127.0.0.0/8), "this network" (0.0.0.0/8), broadcast, and masks: ones, then zeros, at least eight of them
  /// ones.
  static func isNobodys(_ octets: UInt32) -> Bool {
    let isMask = octets >> 24 == 255 && (~octets & (~octets &+ 1)) == 0
    return octets >> 24 == 127 || octets >> 24 == 0 || isMask
  }

  /// Networks for use inside of an organisation or a link (RFC 1918, 3927, 6598): no version begins like them.
  static func isPrivate(_ octets: UInt32) -> Bool {
    let two = octets >> 16
    return octets >> 24 == 10 || two == 0xC0A8 || two == 0xA9FE || two & 0xFFF0 == 0xAC10
      || two & 0xFFC0 == 0x6440
  }
}
