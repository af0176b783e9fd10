/// Passwords on command lines, behind options that only a program's manual tells from others: `curl -u otto:...`,
/// `mysql -p...`, `sshpass -p ...`. Options with a name, such as `--password`, are for `PasswordRecognizer`.
struct CommandLineRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] =
    [
      " -p ", " -P ", " -u ", " -U ", " -a ", " -w ", " -k ", " -p:", "--user", "a -p", "x -p", "mysql",
      "mariadb",
      "sshpass",
      "pass:", "curl ", " /p:", "net use", "vault lo", "sudo -S", "AUTH ", "cureStri", "r commun",
      " -hp", "snmp", "kinit", "th-token", "db2 ", "USING ", "unseal ", "mqctl ad", "ejabberd",
      "samba-to", "z -p",
    ].map { .literal($0) } + listed.map { .literal($0) } + [
      .literal("ogin wit", anyCase: true), .literal("ogin as ", anyCase: true),
      .literal("ogin: ", anyCase: true),
      .literal("og in wi", anyCase: true), .literal("og in as", anyCase: true),
      .literal("ign in w", anyCase: true),
      .literal(" /rp ", anyCase: true), .literal("passw", anyCase: true), .literal("passphra", anyCase: true),
    ]

  /// How a program takes a password.
  struct Usage: Sendable {
    let program: StaticString
    /// Options with the password in the next word.
    var spaced: [StaticString] = []
    /// Options with the password directly behind them.
    var joined: [StaticString] = []
    /// Options with `user:password`.
    var user: [StaticString] = []
    var separator = UInt8(ascii: ":")
    /// Whether options may stand together, and a user right behind.
    var hasGroups = false
  }

  private static let usages: [Usage] = [
    Usage(
      program: "curl",
      spaced: ["--oauth2-bearer"],
      user: ["-u", "--user", "-U", "--proxy-user"],
      hasGroups: true
    ),
    Usage(program: "sshpass", spaced: ["-p"], joined: ["-p"]),
    Usage(program: "mysql", joined: ["-p"]), Usage(program: "mariadb", joined: ["-p"]),
    Usage(program: "login", spaced: ["-p"]), Usage(program: "redis-cli", spaced: ["-a"]),
    Usage(program: "7z", joined: ["-p"]), Usage(program: "7za", joined: ["-p"]),
    Usage(program: "zip", spaced: ["-P"], joined: ["-P"]),
    Usage(program: "unzip", spaced: ["-P"], joined: ["-P"]),
    Usage(program: "mongo", spaced: ["-p"]), Usage(program: "ldap", spaced: ["-w"]),
    Usage(program: "sqlcmd", spaced: ["-P"], joined: ["-P"]),
    Usage(program: "smbclient", user: ["-U", "--user"], separator: UInt8(ascii: "%")),
    Usage(program: "rpcclient", user: ["-U"], separator: UInt8(ascii: "%")),
    Usage(program: "lftp", user: ["-u"], separator: UInt8(ascii: ",")), Usage(program: "http", user: ["-a"]),
    Usage(program: "cqlsh", spaced: ["-p"]), Usage(program: "ipmitool", spaced: ["-P"]),
    Usage(program: "unrar", joined: ["-p"]),
    Usage(program: "mosquitto", spaced: ["-P"]),
    Usage(program: "openssl", spaced: ["-k"]), Usage(program: "snmp", spaced: ["-A", "-X", "-c"]),
    Usage(program: "snmpd"), Usage(program: "snmptrapd"), Usage(program: "rar", joined: ["-hp", "-p"]),
    Usage(program: "xfreerdp", spaced: ["-p"], joined: ["/p:", "-p:"]),
    Usage(program: "wfreerdp", joined: ["/p:", "-p:"]), Usage(program: "rdesktop", spaced: ["-p"]),
    Usage(program: "winexe", user: ["-U"], separator: UInt8(ascii: "%")),
    Usage(program: "pth-", user: ["-U"], separator: UInt8(ascii: "%")),
    Usage(program: "psexec", spaced: ["-p"]),
    Usage(program: "PsExec", spaced: ["-p"]), Usage(program: "PSEXEC", spaced: ["-p"]),
    Usage(program: "winrs", joined: ["-p:", "/p:"]), Usage(program: "wmic", joined: ["/password:"]),
    Usage(program: "schtasks", spaced: ["/RP", "/rp", "/P", "/p"]),
    Usage(program: "isql", spaced: ["-P"], joined: ["-P"]),
    Usage(program: "osql", spaced: ["-P"], joined: ["-P"]),
    Usage(program: "bcp", spaced: ["-P"], joined: ["-P"]), Usage(program: "tsql", spaced: ["-P"]),
    Usage(program: "hydra", spaced: ["-p"]), Usage(program: "crackmapexec", spaced: ["-p"]),
    Usage(program: "nxc", spaced: ["-p"]), Usage(program: "evil-winrm", spaced: ["-p"]),
    Usage(program: "ncftp", spaced: ["-p"]), Usage(program: "useradd", spaced: ["-p"]),
    Usage(program: "usermod", spaced: ["-p"]), Usage(program: "az", spaced: ["-p"]),
    Usage(program: "etcdctl", user: ["--user"]), Usage(program: "ab", user: ["-A"]),
    Usage(program: "siege", user: ["-A"]), Usage(program: "influx", spaced: ["-p"]),
    Usage(program: "cypher-shell", spaced: ["-p"]), Usage(program: "elasticsearch-users", spaced: ["-p"]),
    Usage(program: "doveadm", spaced: ["-p"]), Usage(program: "youtube-dl", spaced: ["-p"]),
    Usage(program: "yt-dlp", spaced: ["-p"]), Usage(program: "cscli", spaced: ["-k"]),
    Usage(program: "slappasswd", spaced: ["-s"]), Usage(program: "rabbitmqadmin", spaced: ["-p"]),
  ]

  /// The usages of programs by the last five bits of their first byte.
  static let byFirstByte: [[Usage]] = (0..<32).map { byte in
    usages.filter { Int($0.program.utf8Start[0] & 31) == byte }
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    if let start = listed(text, at: hit.position) { return readListed(text, at: start, &findings) }
    if readWords(text, at: hit.position, &findings) { return }
    if text.has("pass:", at: hit.position) {
      // openssl -passin pass:...
      guard text[hit.position - 1].isBlank else { return }
      let option = text.start(before: hit.position - 1, floor: max(0, hit.position - 12)) { $0.isTokenByte }
      if text.has("-pass", at: option) { report(text, hit.position + 5, .loose, &findings) }
      return
    }
    let isProgram = text[hit.position].isLetter && text[hit.position + 1] != 0x20
    // The end of another word, as in `libcurl`.
    if isProgram, text[hit.position - 1].isTokenByte { return }
    if isProgram, isElement(text, at: hit.position) { return }
    let start = isProgram ? hit.position : commandStart(text, before: hit.position, floor: findings.floor)
    guard let (usage, end) = usage(text, from: start, to: hit.position) else { return }
    readOptions(text, of: usage, from: end, &findings)
  }

  /// Where the command begins that an option at `index` is of, looking back 120 bytes at most.
  private func commandStart(_ text: ByteView, before index: Int, floor: Int) -> Int {
    text.start(before: index, floor: max(floor, index - 120)) { !$0.endsCommand && $0 != UInt8(ascii: "`") }
  }

  /// The first program that is known among the words of a command, and where its name ends.
  private func usage(_ text: ByteView, from start: Int, to end: Int) -> (usage: Usage, end: Int)? {
    for at in start...end where !text[at - 1].isTokenByte && text[at].isAlphanumeric {
      guard let usage = Self.byFirstByte[Int(text[at] & 31)].last(where: { isProgram($0.program, text, at) })
      else {
        continue
      }
      return (usage, at + usage.program.utf8CodeUnitCount)
    }
    return nil
  }

  /// Short names are whole words; longer ones may go on, as `mysqldump` does.
  func isProgram(_ name: StaticString, _ text: ByteView, _ at: Int) -> Bool {
    text.has(name, at: at)
      && (name.utf8CodeUnitCount > 3 || !text[at + name.utf8CodeUnitCount].isTokenByte)
  }

  /// Looks at the words of one command, at 24 of them and at 240 bytes, at most.
  private func readOptions(_ text: ByteView, of usage: Usage, from start: Int, _ findings: inout Findings) {
    let stop = min(text.count, start + 240)
    // The rest of the program's name, as in `mysqldump`.
    var at = text.end(from: start, limit: 16) { $0.isTokenByte }
    for _ in 0..<24 {
      at = text.end(from: at, limit: 16) { $0.isBlank || $0 == UInt8(ascii: "\\") }
      // The command goes on in the next line.
      if text[at].isLineEnd, text[at - 1] == UInt8(ascii: "\\") {
        at = text.end(from: at, limit: 32) { $0.isWhitespace }
      }
      guard at < stop, !endsCommand(text, at) else { break }
      let end = wordEnd(text, from: at, stop: stop)
      if text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "/") {
        readOption(text, at..<end, of: usage, stop: stop, &findings)
      }
      at = end
    }
    findings.floor = max(findings.floor, at)
  }

  private func readOption(
    _ text: ByteView,
    _ word: Range<Int>,
    of usage: Usage,
    stop: Int,
    _ findings: inout Findings
  ) {
    let equals = text.end(from: word.lowerBound, limit: word.count) { $0 != UInt8(ascii: "=") }
    let option = word.lowerBound..<equals
    var next =
      equals < word.upperBound ? equals + 1 : text.end(from: word.upperBound, limit: 8) { $0.isBlank }
    if text[next] == UInt8(ascii: "\\"), text[next + 1].isLineEnd {
      next = text.end(from: next + 1, limit: 32) { $0.isWhitespace }
    }
    func isOne(of names: [StaticString]) -> Bool {
      names.contains { $0.utf8CodeUnitCount == option.count && text.has($0, at: option.lowerBound) }
    }
    if text.has("--password-stdin", at: word.lowerBound) {
      readPiped(text, before: word.lowerBound, isOfUser: false, &findings)
    } else if isOne(of: usage.user) {
      readUser(text, at: next, separator: usage.separator, &findings)
    } else if usage.hasGroups, isGroup(text, option), text[option.upperBound - 1] == UInt8(ascii: "u") {
      readUser(text, at: next, separator: usage.separator, &findings)
    } else if usage.hasGroups, text.has("-u", at: word.lowerBound), word.count > 4 {
      readUser(text, at: word.lowerBound + 2, separator: usage.separator, &findings)
    } else if isOne(of: usage.spaced) {
      report(text, next, .bare, &findings)
    } else if let joined = usage.joined.first(where: {
      text.has($0, at: word.lowerBound) && word.count > $0.utf8CodeUnitCount
    }) {
      // `-password VALUE`: an option with a name.
      guard SecretName.named(text, word.lowerBound + 1..<equals) == nil else { return }
      report(text, word.lowerBound + joined.utf8CodeUnitCount, .bare, &findings)
    }
  }

  /// Short options in one word, as in `-sSu`.
  func isGroup(_ text: ByteView, _ option: Range<Int>) -> Bool {
    2...6 ~= option.count && option.dropFirst().allSatisfy { text[$0].isLetter }
  }

  /// `user:password`, or a token where a password would be empty: `"sk_...:"`.
  private func readUser(_ text: ByteView, at start: Int, separator: UInt8, _ findings: inout Findings) {
    let first = text[start].isQuote ? start + 1 : start
    var colon = text.end(from: first, limit: 64) { $0 > 0x20 && $0 != separator && !$0.isQuote }
    // `"otto":"..."` and `otto:'...'`
    if text[colon].isQuote, text[colon + 1] == separator { colon += 1 }
    guard text[colon] == separator else { return }
    if text[colon + 1].isQuote, text[colon + 2] > 0x20, !text[colon + 2].isQuote,
      !text[start].isQuote || text[colon - 1].isQuote
    {
      return report(text, colon + 1, .literal, &findings)
    }
    guard colon + 1 >= text.count || text[colon + 1].isQuote || text[colon + 1].isWhitespace else {
      return report(text, colon + 1, .bare, &findings)
    }
    let user = SecretValue(range: first..<colon, form: .literal)
    guard user.isSecret(text, of: SecretName(kind: .key)) else { return }
    findings.floor = max(findings.floor, colon)
    findings.report(first..<colon, score: 0.85)
  }

  func report(_ text: ByteView, _ start: Int, _ form: SecretValue.Form, _ findings: inout Findings) {
    let isQuoted = text[start].isQuote
    let first = isQuoted ? start + 1 : start
    let end =
      isQuoted
      ? text.quotedEnd(from: first, quote: text[start], isEscaped: false, limit: SecretValue.preview)
      : text.bareValueEnd(from: first, limit: SecretValue.preview)
    guard end > first, text[first] != UInt8(ascii: "-") else { return }
    let value = SecretValue(
      range: first..<end,
      form: isQuoted ? .literal : form,
      closing: isQuoted ? text[start] : 0,
      isSetting: true,
      isCut: end == first + SecretValue.preview
    )
    guard value.isSecret(text, of: SecretName(kind: .password)) else { return }
    let whole = value.whole(in: text)
    findings.floor = max(findings.floor, whole.upperBound)
    findings.report(whole, score: 0.85)
  }

  /// Whether a command ends at `at`: behind it stands another one, or nothing of what a string of JSON holds.
  func endsCommand(_ text: ByteView, _ at: Int) -> Bool { text[at].endsCommand || text.closesString(at) }

  func wordEnd(_ text: ByteView, from start: Int, stop: Int) -> Int {
    var at = start
    while at < stop, !text[at].isWhitespace, !text.closesString(at) {
      if text[at].isQuote {
        at = text.end(from: at + 1, limit: stop - at - 1) { [quote = text[at]] in $0 != quote && !$0.isLineEnd
        }
      }
      at += 1
    }
    return min(at, stop)
  }
}

extension UInt8 {
  var endsCommand: Bool {
    self == UInt8(ascii: "|") || self == UInt8(ascii: ";") || self == UInt8(ascii: "&") || isLineEnd
  }
}
