// Passwords that are words of a command without an option, and those that a pipe hands to it.
extension CommandLineRecognizer {
  /// Whether the trigger at `at` is that of a program which is read here.
  func readWords(_ text: ByteView, at: Int, _ findings: inout Findings) -> Bool {
    switch text[at] {
    case UInt8(ascii: "p"), UInt8(ascii: "P"):
      guard text.hasAnyCase("passw", at: at) || text.hasAnyCase("passphra", at: at) else { return false }
      readNamed(text, at: at, &findings)
    case UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "i"), UInt8(ascii: "I"):
      readSlashed(text, at: at, &findings)
    case UInt8(ascii: "n"): readNet(text, at: at, &findings)
    case UInt8(ascii: "v"):
      readLogin(text, behind: text.end(from: at + 6, limit: 8) { $0.isLetter }, &findings)
    case UInt8(ascii: "u"):
      // `vault operator unseal VALUE`
      if text.has("operator ", endingAt: at) { readLogin(text, behind: at + 6, &findings) }
    case UInt8(ascii: "A"): readAuth(text, behind: at + 5, &findings)
    case UInt8(ascii: "c") where text.has("cureStri", at: at):
      readSecureString(text, behind: at + 10, &findings)
    case UInt8(ascii: "r") where text.has("snmp-server community ", at: at - 10):
      // A router's configuration: the value is of one word, and what it allows follows.
      report(text, at + 12, .loose, &findings)
    case UInt8(ascii: "s") where text.has("sudo -S", at: at):
      readPiped(text, before: at, isOfUser: false, &findings)
      readHere(text, behind: at + 7, isOfUser: false, &findings)
    // A router's configuration has a word of its own.
    case UInt8(ascii: "s") where text.has("snmp-server", at: at): return true
    case UInt8(ascii: "k"): readPiped(text, before: at, isOfUser: false, &findings)
    case UInt8(ascii: "t"):
      guard text.has("--with-token", at: at - 4) else { return true }
      readPiped(text, before: at - 4, isOfUser: false, &findings)
      readHere(text, behind: at + 8, isOfUser: false, &findings)
    case UInt8(ascii: "U"): readUsing(text, at: at, &findings)
    case UInt8(ascii: "d"):
      let stop = min(text.count, at + 160)
      let using = (at..<stop).first { text[$0].isLineEnd || text.hasAnyCase(" using ", at: $0) } ?? stop
      findings.floor = max(findings.floor, using)
      readUsing(text, at: using + 1, &findings)
    default: return readAccount(text, at: at, &findings)
    }
    return true
  }

  /// `CONNECT TO DATABASE USER NAME USING VALUE` of Db2.
  private func readUsing(_ text: ByteView, at using: Int, _ findings: inout Findings) {
    guard text.hasAnyCase("using ", at: using) else { return }
    var at = text.start(before: using, floor: max(0, using - 8)) { $0.isBlank }
    at = text.start(before: at, floor: max(0, at - 64)) { $0 > 0x20 }
    at = text.start(before: at, floor: max(0, at - 8)) { $0.isBlank }
    guard text.hasAnyCase(" user", endingAt: at) else { return }
    report(text, text.end(from: using + 6, limit: 8) { $0.isBlank }, .bare, &findings)
  }

  /// `htpasswd -b FILE USER VALUE`, `echo USER:VALUE | chpasswd`, `echo VALUE | docker login --password-stdin`
  private func readNamed(_ text: ByteView, at: Int, _ findings: inout Findings) {
    if text.has("htpasswd ", at: at - 2) {
      return readLast(text, behind: at + 6, needs: UInt8(ascii: "b"), &findings)
    }
    if text.has("wpa_passphrase ", at: at - 4) { return readLast(text, behind: at + 10, needs: 0, &findings) }
    if text.has("chpasswd", at: at - 2) {
      readPiped(text, before: at - 2, isOfUser: true, &findings)
      return readHere(text, behind: at + 6, isOfUser: true, &findings)
    }
    let end = text.end(from: at, limit: 32) { $0.isTokenByte || $0 == 0x20 }
    if readNewPassword(text, at: at, &findings) { return }
    let isFed =
      text.has("-stdin", at: text.end(from: at, limit: 8, while: \.isLetter))
      || text.has("passwd --stdin", at: at)
      || text.has("passphrase-fd", at: at)
    guard isFed, end > at else { return }
    readPiped(text, before: at, isOfUser: false, &findings)
    readHere(text, behind: at, isOfUser: false, &findings)
  }

  /// The last word of a command that has two words at least, and a group of options with `needs`.
  private func readLast(_ text: ByteView, behind start: Int, needs: UInt8, _ findings: inout Findings) {
    let stop = min(text.count, start + 240)
    var (at, words, last) = (start, 0, start)
    var hasNeeded = needs == 0
    for _ in 0..<16 {
      at = text.end(from: at, limit: 16) { $0.isBlank }
      guard at < stop, !endsCommand(text, at), text[at] != UInt8(ascii: ">") else { break }
      let end = wordEnd(text, from: at, stop: stop)
      if text[at] == UInt8(ascii: "-") {
        if (at..<end).contains(where: { text[$0] == needs }) { hasNeeded = true }
      } else {
        words += 1
        last = at
      }
      at = end
    }
    findings.floor = max(findings.floor, start)
    if words > 1, hasNeeded { report(text, last, .bare, &findings) }
  }

  /// `net use Z: \\\\HOST\\SHARE /user:USER VALUE`, `net user USER VALUE /add`
  private func readNet(_ text: ByteView, at start: Int, _ findings: inout Findings) {
    guard text.has("net use", at: start), !text[start - 1].isTokenByte else { return }
    let isUser = text[start + 7] == UInt8(ascii: "r")
    var at = start + (isUser ? 8 : 7)
    guard text[at].isBlank else { return }
    let stop = min(text.count, start + 240)
    var (words, hasUser, last) = (0, false, at)
    for _ in 0..<12 {
      at = text.end(from: at, limit: 16) { $0.isBlank }
      guard at < stop, !endsCommand(text, at) else { break }
      let end = wordEnd(text, from: at, stop: stop)
      switch text[at] {
      case UInt8(ascii: "/"): hasUser = hasUser || text.hasAnyCase("/user:", at: at)
      case UInt8(ascii: "\\"), UInt8(ascii: "*"): break
      case _ where end - at == 2 && text[at + 1] == UInt8(ascii: ":"): break
      default:
        words += 1
        last = at
      }
      at = end
    }
    findings.floor = max(findings.floor, start + 7)
    if isUser ? words == 2 : hasUser && words == 1 { report(text, last, .bare, &findings) }
  }

  /// `vault login VALUE`
  private func readLogin(_ text: ByteView, behind start: Int, _ findings: inout Findings) {
    var at = start
    for _ in 0..<6 {
      at = text.end(from: at, limit: 4) { $0.isBlank }
      guard text[at] == UInt8(ascii: "-") else { break }
      at = text.end(from: at, limit: 48) { $0 > 0x20 }
    }
    let end = text.bareValueEnd(from: at, limit: SecretValue.preview)
    let value = SecretValue(range: at..<max(at, end), form: .bare, isCut: end == at + SecretValue.preview)
    let look = ValueLook(text, value.range)
    guard at > start, value.isSecret(text, of: SecretName(kind: .key)) || look.looksRandom && look.digits > 1
    else { return }
    findings.floor = max(findings.floor, end)
    findings.report(value.whole(in: text), score: 0.85)
  }

  /// `AUTH PLAIN VALUE` of SMTP and IMAP, `AUTH VALUE` and `AUTH USER VALUE` of Redis: at the end of a line.
  private func readAuth(_ text: ByteView, behind start: Int, _ findings: inout Findings) {
    guard !text[start - 6].isTokenByte else { return }
    var at = start
    var end = text.blankOrLineEnd(from: at, limit: 128)
    let isOfMail = Self.mechanisms.contains(text, at..<end)
    if text[end] == 0x20, text[end + 1] > 0x20 {
      at = end + 1
      end = text.blankOrLineEnd(from: at, limit: 512)
    }
    while end > at, text[end - 1].isQuote { end -= 1 }
    let next = text[end]
    guard end > at + 3, end >= text.count || next.isLineEnd || next.isQuote else { return }
    let value = SecretValue(range: at..<end, form: .loose)
    let isSecret =
      isOfMail
      ? (at..<end).allSatisfy { text[$0].isAlphanumeric || [0x2B, 0x2F, 0x3D].contains(text[$0]) }
        && end - at > 7
      : value.isSecret(text, of: SecretName(kind: .password))
    guard isSecret else { return }
    findings.floor = max(findings.floor, end)
    findings.report(at..<end, score: 0.85)
  }

  private static let mechanisms = WordSet(["plain", "login", "xoauth2", "oauthbearer", "cram-md5"])

  /// `ConvertTo-SecureString 'VALUE' -AsPlainText`
  private func readSecureString(_ text: ByteView, behind start: Int, _ findings: inout Findings) {
    var at = text.end(from: start, limit: 8) { $0.isBlank }
    guard at > start else { return }
    for _ in 0..<3 {
      for option in ["-string ", "-asplaintext ", "-force "] as [StaticString]
      where text.hasAnyCase(option, at: at) {
        at += option.utf8CodeUnitCount
      }
    }
    if text.has("\\\"", at: at) { at += 1 }
    // The words of others are quoted.
    guard text[at].isQuote || text.hasAnyCase("convertto-securestring", endingAt: start) else { return }
    report(text, at, .loose, &findings)
  }

  // MARK: what a pipe or a document hands over

  /// `echo VALUE |` before the command at `command`, and `echo USER:VALUE |`.
  func readPiped(_ text: ByteView, before command: Int, isOfUser: Bool, _ findings: inout Findings) {
    let low = max(findings.floor, command - 160)
    let pipe = text.start(before: command, floor: low) {
      $0 != UInt8(ascii: "|") && !$0.isLineEnd && $0 != 0x3B
    }
    guard pipe > low, text[pipe - 1] == UInt8(ascii: "|") else { return }
    let end = text.start(before: pipe - 1, floor: max(low, pipe - 8)) { $0.isBlank }
    var start = text.start(before: end, floor: max(low, end - 160)) {
      !$0.endsCommand && $0 != UInt8(ascii: "(")
    }
    start = text.lineStart(before: end, floor: start)
    var at = text.end(from: start, limit: end - start) { $0.isBlank || $0 == UInt8(ascii: "$") }
    guard text.has("echo ", at: at) || text.has("printf ", at: at) else { return }
    at = text.end(from: at, limit: 8) { $0.isLetter }
    for _ in 0..<4 {
      at = text.end(from: at, limit: 4) { $0.isBlank }
      // Options, and the format of `printf`.
      guard
        text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "%") || text[at + 1] == UInt8(ascii: "%")
      else { break }
      at = wordEnd(text, from: at, stop: end)
    }
    readHanded(text, at, isOfUser: isOfUser, &findings)
  }

  /// `<<< VALUE` behind a command, and the first line of a document.
  private func readHere(_ text: ByteView, behind start: Int, isOfUser: Bool, _ findings: inout Findings) {
    let mark = text.end(from: start, limit: 96) { $0 != UInt8(ascii: "<") && !$0.isLineEnd }
    guard text.has("<<", at: mark) else { return }
    var at = text.end(from: mark, limit: 4) { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "-") }
    if at - mark == 2 || text[at - 1] == UInt8(ascii: "-") {
      at = text.end(from: at, limit: 32) { !$0.isLineEnd }
      at = text.end(from: at, limit: 2) { $0.isLineEnd }
    }
    readHanded(text, text.end(from: at, limit: 4) { $0.isBlank }, isOfUser: isOfUser, &findings)
  }

  private func readHanded(_ text: ByteView, _ start: Int, isOfUser: Bool, _ findings: inout Findings) {
    guard isOfUser else { return report(text, start, .bare, &findings) }
    let first = text[start].isQuote ? start + 1 : start
    let colon = text.end(from: first, limit: 64) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
    guard colon > first, text[colon] == UInt8(ascii: ":"), text[colon + 1] > 0x20 else { return }
    report(text, colon + 1, .bare, &findings)
  }
}
