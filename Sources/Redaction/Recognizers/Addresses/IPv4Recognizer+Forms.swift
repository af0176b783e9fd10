// Addresses that are not written with dots alone.
extension IPv4Recognizer {
  /// `10.0.0.1.443`: tcpdump and the netstat of BSD put a dot before the port. An arrow or the name of a protocol says so;
  /// five numbers are a version or an object identifier else.
  func isBeforePort(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    guard !IPv4Recognizer.isNobodys(octets), octets >> 24 > 2, octets >> 24 < 240 else { return false }
    let end = text.end(from: range.upperBound + 1, limit: 6) { $0.isDigit }
    let port = Self.number(text, (range.upperBound + 1)..<end)
    guard 1...65535 ~= port, !text[end].isWordByte,
      text[end] != UInt8(ascii: ".") || !text[end + 1].isAlphanumeric
    else { return false }
    if text.has(" > ", at: end) || text.has(" < ", at: end) { return true }
    let isSecond = text.has("> ", endingAt: range.lowerBound) || text.has("< ", endingAt: range.lowerBound)
    if isSecond, text[range.lowerBound - 3] == UInt8(ascii: " ") { return true }
    var walk = WordWalk(text, before: range.lowerBound, reach: 64)
    for _ in 0..<9 {
      guard let word = walk.next() else { return false }
      if Self.protocols.contains(text, word) { return true }
      guard text[word.lowerBound].isDigit else { return false }
    }
    return false
  }

  private static let protocols = WordSet(["tcp", "tcp4", "tcp46", "udp", "udp4", "udp46", "icm4"])

  /// `ip-172-31-5-9`, `203[.]0[.]113[.]9`, by the first mark between two numbers.
  func confirmRewritten(_ text: ByteView, at mark: Int, into findings: inout Findings) {
    let start = text.start(before: mark, floor: max(findings.floor, mark - 4)) { $0.isDigit }
    let isHost = text[mark] == UInt8(ascii: "-")
    guard start < mark, !text[start - 1].isWordByte,
      let (end, octets) = Self.readRewritten(text, from: start, joint: isHost ? "-" : "[.]")
    else { return }
    findings.floor = end
    guard !text[end].isWordByte, !IPv4Recognizer.isNobodys(octets) else { return }
    guard !isHost || Self.isInHostName(text, start..<end, octets) else { return }
    findings.report(start..<end, score: 0.9)
  }

  /// The number that a few digits are.
  private static func number(_ text: ByteView, _ range: Range<Int>) -> Int {
    range.reduce(0) { $0 * 10 + text[$1].digitValue }
  }

  private static func readRewritten(_ text: ByteView, from start: Int, joint: StaticString)
    -> (end: Int, octets: UInt32)?
  {
    var at = start
    var octets: UInt32 = 0
    for octet in 0..<4 {
      let end = text.end(from: at, limit: 4) { $0.isDigit }
      guard 1...3 ~= end - at, text[at] != UInt8(ascii: "0") || end - at == 1 else { return nil }
      let value = number(text, at..<end)
      guard value <= 255 else { return nil }
      octets = octets << 8 | UInt32(value)
      at = end
      guard octet < 3 else { break }
      guard text.has(joint, at: at) else { return nil }
      at += joint.utf8CodeUnitCount
    }
    return (at, octets)
  }

  /// Whether hyphens join the numbers of a host: a word for one stands before them, or they begin a name with dots.
  private static func isInHostName(_ text: ByteView, _ range: Range<Int>, _ octets: UInt32) -> Bool {
    guard octets >> 24 > 2, text[range.upperBound] != UInt8(ascii: "-") else { return false }
    let leadsLabel = text[range.upperBound] == UInt8(ascii: ".") && text[range.upperBound + 1].isLetter
    if text[range.lowerBound - 1] == UInt8(ascii: "-") {
      let word =
        text.start(before: range.lowerBound - 1, floor: max(0, range.lowerBound - 13)) {
          $0.isAlphanumeric
        }..<(range.lowerBound - 1)
      return hostWords.contains(text, word) || leadsLabel && dialUpWords.contains(text, word)
    }
    guard leadsLabel else { return false }
    let label = text.end(from: range.upperBound + 1, limit: 64) { $0.isTokenByte }
    return text[label] == UInt8(ascii: ".") && text[label + 1].isLetter
  }

  private static let hostWords = WordSet(["ip", "ec2"])
  /// What providers name the lines of their customers by.
  private static let dialUpWords = WordSet([
    "host", "dhcp", "static", "dynamic", "pool", "cpe", "client", "c", "dsl", "adsl", "ppp", "broadband",
    "customer",
    "dyn", "vm", "rev", "unassigned", "node",
  ])
}
