/// URLs and connection strings with a password or a token before the host (RFC 3986 section 3.2.1):
/// `scheme://user:password@host/...`. The whole URL is taken.
struct URLCredentialsRecognizer: Recognizer {
  let entity = EntityType.urlCredentials
  let triggers: [Trigger] = [.literal("://")]

  /// A user name longer than people's is a token, as in `https://<token>@host`.
  private static let tokenLength = 20

  /// Where a name alone is a token or a password, as in `nats://<token>@host`: none is that short by chance.
  private static let shortTokenLength = 8
  private static let tokenSchemes = WordSet([
    "nats", "tls", "redis", "rediss", "valkey", "valkeys", "mqtt", "mqtts",
  ])

  /// A password that nobody has encoded may hold `/`, `?` and `#`: so far behind the colon the `@` is looked for.
  private static let passwordReach = 96

  /// So much behind a hit is looked through at once.
  private static let shortRest = 256

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let authority = hit.position + 3
    // Most texts with a URL are little more than that, and have none with an `@`.
    if text.count - authority <= Self.shortRest,
      text.index(of: UInt8(ascii: "@"), from: authority, before: text.count) == text.count
    {
      findings.floor = text.count
      return
    }
    let floor = max(findings.floor, hit.position - 32)
    var start = text.start(before: hit.position, floor: floor) { $0.isSchemeByte }
    while start < hit.position, !text[start].isLetter { start += 1 }
    let path = text.end(from: authority) { !$0.endsURL && !$0.endsAuthority }
    findings.floor = path
    guard start < hit.position else { return }
    // Most URLs have none.
    let reach = min(path, text.count - Self.passwordReach) + Self.passwordReach
    guard text.index(of: UInt8(ascii: "@"), from: authority, before: reach) < reach else { return }
    guard
      let at = lastAt(text, authority..<path) ?? hiddenAt(text, authority..<path)
        ?? atBehindQuote(text, authority..<path, before: text[start - 1]),
      holdsSecret(text, authority..<at, hasTokens: Self.tokenSchemes.contains(text, start..<hit.position)),
      !isTemplate(text, behind: at)
    else { return }
    var end = text.end(from: max(path, at)) { !$0.endsURL }
    findings.floor = end
    end = text.start(before: end, floor: at + 1) { $0.isClosingPunctuation }
    guard end > at + 1 else { return }
    findings.report(start..<end, score: 1)
  }

  /// Whether the host has a word for its port: `user:pass@host:port` says how such a URL is written.
  private func isTemplate(_ text: ByteView, behind at: Int) -> Bool {
    if text[at + 1] == UInt8(ascii: "]") { return true }
    var mark = text.end(from: at + 1, limit: 64) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
    if text[mark] == UInt8(ascii: "[") || text[mark] == UInt8(ascii: "<") { mark += 1 }
    guard text[mark] == UInt8(ascii: ":") else { return false }
    if text[mark + 1] == UInt8(ascii: "<") || text[mark + 1] == UInt8(ascii: "{") { mark += 1 }
    return Self.ports.contains(text, mark + 1..<text.end(from: mark + 1, limit: 16) { $0.isTokenByte })
  }

  private static let ports = WordSet([
    "port", "poort", "puerto", "porta", "portnumber", "port-number", "port_number",
  ])

  private func lastAt(_ text: ByteView, _ authority: Range<Int>) -> Int? {
    authority.last { text[$0] == UInt8(ascii: "@") }
  }

  /// The `@` behind a password with a `/`, `?` or `#` in it. What stands before that must be `user:` and no port, and what
  /// stands behind the `@` a host.
  private func hiddenAt(_ text: ByteView, _ authority: Range<Int>) -> Int? {
    let colon = text.end(from: authority.lowerBound, limit: authority.count) { $0 != UInt8(ascii: ":") }
    guard colon < authority.upperBound, text[authority.upperBound].endsAuthority else { return nil }
    let port = text.end(from: colon + 1, limit: 6) { $0.isDigit }
    guard port < authority.upperBound || colon + 1 == authority.upperBound else { return nil }
    let stop = text.end(from: authority.upperBound, limit: Self.passwordReach) { !$0.endsURL }
    var found: Int?
    for at in authority.upperBound..<stop where text[at] == UInt8(ascii: "@") {
      let host = text.end(from: at + 1, limit: 64) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
      guard host > at + 1, text[at + 1].isAlphanumeric else { continue }
      let next = text[host]
      let isHost =
        next.endsURL || next.endsAuthority || next.isClosingPunctuation
        || (next == UInt8(ascii: ":") && text[host + 1].isDigit) || next == UInt8(ascii: ",")
      if isHost { found = at }
      if isHost, next.endsAuthority { break }
    }
    return found
  }

  /// The `@` behind a password with a `'` in it, which RFC 3986 lets stand there. A mark that closes a literal around the
  /// URL ends it: the one that is before the scheme, and one with what separates literals behind it.
  private func atBehindQuote(_ text: ByteView, _ authority: Range<Int>, before: UInt8) -> Int? {
    var quote = authority.upperBound
    guard before != UInt8(ascii: "'"), text[quote] == UInt8(ascii: "'") else { return nil }
    let colon = text.end(from: authority.lowerBound, limit: authority.count) { $0 != UInt8(ascii: ":") }
    let port = text.end(from: colon + 1, limit: 6) { $0.isDigit }
    guard colon < quote, port < quote || colon + 1 == quote else { return nil }
    let stop = colon + Self.passwordReach
    while quote < stop, text[quote] == UInt8(ascii: "'"), !text[quote + 1].separatesLiterals {
      let next = text.end(from: quote + 1, limit: stop - quote) { !$0.endsURL && !$0.endsAuthority }
      if let at = lastAt(text, quote + 1..<next),
        text[at + 1].isAlphanumeric || text[at + 1] == UInt8(ascii: "[")
      {
        return at
      }
      quote = next
    }
    return nil
  }

  private func holdsSecret(_ text: ByteView, _ userInfo: Range<Int>, hasTokens: Bool) -> Bool {
    let colon = text.end(from: userInfo.lowerBound, limit: userInfo.count) { $0 != UInt8(ascii: ":") }
    guard text[userInfo.lowerBound] != UInt8(ascii: "("), text[userInfo.lowerBound] != UInt8(ascii: "[")
    else {
      return false
    }
    if colon < userInfo.upperBound - 1 {
      return !Placeholder.isStandIn(text, colon + 1..<userInfo.upperBound)
    }
    return userInfo.count >= (hasTokens ? Self.shortTokenLength : Self.tokenLength)
      && ValueLook(text, userInfo.lowerBound..<colon).looksRandom
  }
}

extension UInt8 {
  fileprivate var isSchemeByte: Bool {
    isAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }

  fileprivate var endsAuthority: Bool {
    self == UInt8(ascii: "/") || self == UInt8(ascii: "?") || self == UInt8(ascii: "#")
  }

  /// What stands behind the end of a literal.
  fileprivate var separatesLiterals: Bool {
    isClosingPunctuation || endsURL || self == UInt8(ascii: ":") || self == UInt8(ascii: "@")
  }

  /// White space, controls, quotes and brackets that no URL holds.
  var endsURL: Bool {
    switch self {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "`"),
      UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  /// What closes a sentence or a bracket round a URL.
  var isClosingPunctuation: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: ")"),
      UInt8(ascii: "]"), UInt8(ascii: "}"):
      true
    default: false
    }
  }
}
