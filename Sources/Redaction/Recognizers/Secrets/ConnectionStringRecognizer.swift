/// Passwords in connection strings that have no scheme in front of the host: `otto:...@tcp(db:3306)/shop` of Go,
/// `otto/...@db:1521/orcl` of Oracle, `CORP/otto:...@host`, `otto:...@host:8080`, lines of `.pgpass`, and what a code for a wireless network says. Also those that
/// are an argument of what connects.
///
/// URLs with a scheme are for `URLCredentialsRecognizer`. An address of e-mail has no colon, a digest of an image no host.
struct ConnectionStringRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] = [
    .literal("@"), .literal(":5432:"), .literal(":*:"), .literal("sqlplus"), .literal("pdp "),
    .literal("ect(\""), .literal("ect('"), .literal("ysqli("), .literal("nection("), .literal("WIFI:"),
  ]

  /// How far before an `@` the name of the user may begin.
  private static let reach = 128

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    switch text[hit.position] {
    case UInt8(ascii: "@"): confirmHost(text, at: hit.position, into: &findings)
    case UInt8(ascii: ":"): confirmFields(text, at: hit.position, into: &findings)
    case UInt8(ascii: "p"):
      // `expdp`, `impdp`
      guard text.has("ex", endingAt: hit.position) || text.has("im", endingAt: hit.position) else { return }
      confirmLogin(text, behind: hit.position + 3, into: &findings)
    case UInt8(ascii: "e"): confirmCall(text, at: hit.position + 3, into: &findings)
    case UInt8(ascii: "W"): confirmWireless(text, at: hit.position + 5, into: &findings)
    case UInt8(ascii: "y"): confirmCall(text, at: hit.position + 5, into: &findings)
    case UInt8(ascii: "n"): confirmCall(text, at: hit.position + 7, into: &findings)
    default: confirmLogin(text, behind: hit.position + 7, into: &findings)
    }
  }

  /// `WIFI:S:Harbour;T:WPA;P:...;;`
  private func confirmWireless(_ text: ByteView, at start: Int, into findings: inout Findings) {
    let stop = text.end(from: start, limit: 160) { !$0.isLineEnd && !$0.isQuote }
    guard let member = (start..<stop).first(where: { text.has(";P:", at: $0) || text.has(":P:", at: $0 - 1) })
    else { return }
    let first = text[member] == UInt8(ascii: ";") ? member + 3 : member + 2
    var end = first
    while end < stop, text[end] != UInt8(ascii: ";") { end += text[end] == UInt8(ascii: "\\") ? 2 : 1 }
    findings.floor = min(end, stop)
    guard end < stop, end - first >= 4 else { return }
    findings.report(first..<end, score: 0.85)
  }

  // MARK: before a host

  private func confirmHost(_ text: ByteView, at host: Int, into findings: inout Findings) {
    let kind = kind(text, ofHost: host + 1)
    // Nearly every `@` stands before a name alone.
    guard kind != .name || text[host - 1].isAlphanumeric || text[host - 1].isMarkOfPasswords else { return }
    let low = max(findings.floor, host - Self.reach)
    let start = text.start(before: host, floor: low) { $0 > 0x20 && !$0.isQuote && $0 != UInt8(ascii: ",") }
    guard start < host - 3, let login = login(text, start..<host, kind) else { return }
    let value = SecretValue(range: login.password, form: .loose)
    let isSecret =
      login.isCertain
      ? !Placeholder.isStandIn(text, value.range) && value.range.count > 2
      : value.isSecret(text, of: SecretName(kind: .password)) && !isNumber(text, value.range)
    guard isSecret else { return }
    findings.floor = host
    findings.report(value.range, score: 0.85)
  }

  private enum Host {
    /// `tcp(db:3306)`, `unix(/tmp/x)`
    case network
    /// `//db:1521/x`, `db:1521/x`, `db:8080`
    case withPort
    case name
  }

  private func kind(_ text: ByteView, ofHost start: Int) -> Host {
    let word = text.end(from: start, limit: 6) { $0.isAlphanumeric }
    if text[word] == UInt8(ascii: "("), Self.networks.contains(text, start..<word) { return .network }
    let first = text.has("//", at: start) ? start + 2 : start
    let end = text.end(from: first, limit: 64) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
    return end > first && text[end] == UInt8(ascii: ":") && text[end + 1].isDigit ? .withPort : .name
  }

  private static let networks = WordSet(["tcp", "tcp6", "tcp4", "unix", "udp", "socks5", "cloudsqlconn"])

  /// Where the password is before a host, and whether nothing else can stand there.
  private func login(_ text: ByteView, _ range: Range<Int>, _ kind: Host) -> (
    password: Range<Int>, isCertain: Bool
  )? {
    // The URL is for others.
    if range.contains(where: { text.has("://", at: $0) }) { return nil }
    let first = userStart(text, range)
    let colon = text.end(from: first, limit: range.upperBound - first) { $0.isUserByte }
    guard colon > first, colon < range.upperBound - 1 else { return nil }
    let password = colon + 1..<range.upperBound
    switch text[colon] {
    case UInt8(ascii: ":"):
      if kind == .network { return (password, true) }
      if text[first - 1] == UInt8(ascii: "/"), first > range.lowerBound + 1 {
        // `DOMAIN/user:password@host`, but not `image/name:tag@sha256:...`
        return text.has("sha256:", at: range.upperBound + 1) || text.has("sha512:", at: range.upperBound + 1)
          ? nil : (password, false)
      }
      guard kind == .withPort, !Self.schemes.contains(text, first..<colon),
        !text.has("sha256:", at: range.upperBound + 1)
      else { return nil }
      return (password, false)
    case UInt8(ascii: "/"):
      if text[first - 1] == UInt8(ascii: ":") || Self.isOracle(text, before: first) {
        return (password, true)
      }
      guard kind == .withPort, !password.contains(where: { text[$0] == UInt8(ascii: "/") }) else {
        return nil
      }
      return (password, false)
    default: return nil
    }
  }

  /// Where the user begins: behind a domain or the name of a driver.
  private func userStart(_ text: ByteView, _ range: Range<Int>) -> Int {
    for at in range where text[at] == UInt8(ascii: "o") && text.hasAnyCase("oracle:", at: at) {
      let driver = text.end(from: at + 7, limit: 8) { $0.isAlphanumeric }
      if text[driver] == UInt8(ascii: ":") { return driver + 1 }
    }
    var start = range.lowerBound
    // `dsn=otto:...`, `(otto:...`
    let end = text.end(from: start, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
    if end < range.upperBound, text[end] == UInt8(ascii: "="), text[end + 1].isAlphanumeric {
      start = end + 1
    }
    if text[start] == UInt8(ascii: "("), text[start + 1].isAlphanumeric { start += 1 }
    let slash = text.end(from: start, limit: 32) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
    let user = text.end(from: slash + 1, limit: 64) { $0.isUserByte }
    return text[slash] == UInt8(ascii: "/") && user < range.upperBound && text[user] == UInt8(ascii: ":")
      ? slash + 1 : start
  }

  /// Words that stand before a colon and are no users.
  private static let schemes = WordSet([
    "mailto", "sip", "sips", "xmpp", "acct", "tel", "ssh", "git", "data", "to", "from", "cc", "bcc", "email",
    "mail",
    "npm", "image", "docker", "pkg", "urn", "http", "https", "ftp",
  ])

  private func isNumber(_ text: ByteView, _ range: Range<Int>) -> Bool {
    range.allSatisfy { text[$0].isDigit || text[$0] == UInt8(ascii: ".") || text[$0] == UInt8(ascii: ":") }
  }

  // MARK: Oracle's programs

  /// Whether a program or a command of Oracle's stands before a login.
  private static func isOracle(_ text: ByteView, before start: Int) -> Bool {
    let lead = text.lineStart(before: start, floor: max(0, start - 48))
    let line = text.start(before: start, floor: lead) { $0 != UInt8(ascii: ";") }
    let first = text.end(from: line, limit: 16) { !$0.isLetter }
    var at = first
    // The program, and its options.
    for index in 0..<4 where at < start {
      let end = text.end(from: at, limit: 16) { $0.isAlphanumeric }
      if programs.contains(text, at..<end) { return true }
      let word = text.end(from: at, limit: 32) { $0 > 0x20 }
      at = text.end(from: word, limit: 4) { $0.isBlank }
      if index == 3 { return false }
    }
    return false
  }

  private static let programs = WordSet([
    "sqlplus", "connect", "conn", "expdp", "impdp", "exp", "imp", "sqlldr", "rman", "sqlcl", "tkprof",
    "odisqlldr",
    "userid", "impala", "dgmgrl", "sql",
  ])

  /// `sqlplus -s otto/...`, without a host.
  private func confirmLogin(_ text: ByteView, behind start: Int, into findings: inout Findings) {
    guard text[start].isBlank else { return }
    var at = start
    for _ in 0..<4 {
      at = text.end(from: at, limit: 4) { $0.isBlank }
      guard text[at] == UInt8(ascii: "-") else { break }
      at = text.end(from: at, limit: 24) { $0 > 0x20 }
    }
    findings.floor = at
    if text[at].isQuote { at += 1 }
    let slash = text.end(from: at, limit: 64) {
      $0.isTokenByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "$")
    }
    guard slash > at, text[slash] == UInt8(ascii: "/") else { return }
    let end = text.end(from: slash + 1, limit: 64) {
      $0 > 0x20 && !$0.isQuote && $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: ";")
    }
    guard end > slash + 3, !Placeholder.holds(text, slash + 1..<end) else { return }
    findings.floor = end
    findings.report(slash + 1..<end, score: 0.85)
  }

  // MARK: .pgpass

  /// `host:port:database:user:password`, a line of its own; a `*` stands for any.
  private func confirmFields(_ text: ByteView, at port: Int, into findings: inout Findings) {
    let low = max(findings.floor, port - 96)
    let start = text.start(before: port, floor: low) { $0.isFieldByte && $0 != UInt8(ascii: ":") }
    guard start < port,
      start == 0 || text[start - 1].isLineEnd || text[start - 1].isQuote || text[start - 1].isBlank
    else { return }
    var at = start
    for index in 0..<4 {
      let end = text.end(from: at, limit: 64) { $0.isFieldByte && $0 != UInt8(ascii: ":") }
      guard end > at, text[end] == UInt8(ascii: ":") else { return }
      if index == 1, !(at..<end).allSatisfy({ text[$0].isDigit || text[$0] == UInt8(ascii: "*") }) { return }
      at = end + 1
    }
    let end = text.end(from: at, limit: 96) { $0 > 0x20 && !$0.isQuote }
    findings.floor = end
    guard end - at > 3, end >= text.count || text[end].isWhitespace || text[end].isQuote,
      !Placeholder.holds(text, at..<end), !holdsColon(text, at..<end)
    else { return }
    findings.report(at..<end, score: 0.85)
  }

  /// Whether another field follows: the colon of a password has a backslash in front.
  private func holdsColon(_ text: ByteView, _ range: Range<Int>) -> Bool {
    range.contains { text[$0] == UInt8(ascii: ":") && text[$0 - 1] != UInt8(ascii: "\\") }
  }
}

extension UInt8 {
  /// What names of users are made of.
  fileprivate var isUserByte: Bool {
    isTokenByte || self == UInt8(ascii: ".") || self == UInt8(ascii: "$") || self == UInt8(ascii: "\\")
      || self == UInt8(ascii: "%")
  }

  /// What the fields of a line of `.pgpass` are made of.
  fileprivate var isFieldByte: Bool {
    isTokenByte || self == UInt8(ascii: ".") || self == UInt8(ascii: "*") || self == UInt8(ascii: "$")
  }
}
