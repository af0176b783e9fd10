// Commands that make an account or open one: the password is the word behind the user's name.
extension CommandLineRecognizer {
  /// `rabbitmqctl add_user NAME VALUE`, `samba-tool user create NAME VALUE`: a word of a command, and how many words behind it
  /// the password is.
  private struct Account {
    /// What the scanner finds of the program.
    let program: StaticString
    let word: StaticString
    let skipped: Int
  }

  private static let accounts: [Account] = [
    Account(program: "mqctl ad", word: " add_user ", skipped: 1),
    Account(program: "ejabberd", word: " register ", skipped: 2),
    Account(program: "samba-to", word: " user create ", skipped: 1),
    Account(program: "samba-to", word: " user add ", skipped: 1),
  ]

  /// Whether the trigger at `at` is of a program of `accounts`.
  func readAccount(_ text: ByteView, at: Int, _ findings: inout Findings) -> Bool {
    var isOne = false
    let stop = min(text.count, at + 200)
    for account in Self.accounts where text.has(account.program, at: at) {
      isOne = true
      let line = text.end(from: at, limit: stop - at) { !$0.endsCommand }
      guard let word = (at..<line).first(where: { text.has(account.word, at: $0) }) else { continue }
      report(text, behind: word + account.word.utf8CodeUnitCount, skipping: account.skipped, &findings)
    }
    return isOne
  }

  /// The words of a command that sets a password: `set-initial-password VALUE`, `set-user-password NAME root VALUE`,
  /// `mysqladmin password VALUE`, `user:password NAME VALUE`, and `--password-command "echo VALUE"`.
  func readNewPassword(_ text: ByteView, at: Int, _ findings: inout Findings) -> Bool {
    let end = text.end(from: at, limit: 16) { $0.isLetter || $0 == UInt8(ascii: "-") }
    if text.has("password-command", at: at) {
      let echo = text.end(from: end, limit: 16) { $0 != UInt8(ascii: "e") && !$0.isLineEnd }
      guard text.has("echo ", at: echo) else { return false }
      report(text, behind: echo + 5, skipping: 0, &findings)
      return true
    }
    guard text[end].isBlank, text.has("password", endingAt: end) else { return false }
    let skipped: Int
    if text.has("set-initial-", endingAt: at) {
      skipped = 0
    } else if text.has("set-user-", endingAt: at) {
      skipped = 2
    } else if text.has(" user:", endingAt: at) || text.has("ctl change_", endingAt: at) {
      skipped = isCommand("ejabberdctl", text, before: at) ? 2 : 1
    } else if text[at - 1] == 0x20,
      isCommand("mysqladmin", text, before: at) || isCommand("nmcli", text, before: at)
    {
      skipped = 0
    } else {
      return false
    }
    report(text, behind: end, skipping: skipped, &findings)
    return true
  }

  private func isCommand(_ program: StaticString, _ text: ByteView, before end: Int) -> Bool {
    let start = text.start(before: end, floor: max(0, end - 120)) { !$0.endsCommand }
    return (start..<end).contains { text.has(program, at: $0) && !text[$0 - 1].isTokenByte }
  }

  /// The word of a command behind `skipped` others.
  private func report(_ text: ByteView, behind start: Int, skipping skipped: Int, _ findings: inout Findings)
  {
    let stop = min(text.count, start + 240)
    var at = text.end(from: start, limit: 8) { $0.isBlank }
    for _ in 0..<skipped {
      guard at < stop, !endsCommand(text, at), text[at] != UInt8(ascii: "-") else { return }
      at = text.end(from: wordEnd(text, from: at, stop: stop), limit: 8) { $0.isBlank }
    }
    guard at < stop, !endsCommand(text, at) else { return }
    report(text, at, .bare, &findings)
  }

  /// `login with otto / VALUE`, `Login: otto / VALUE`: a user's name and what is no word of the two sides of a choice.
  func readSlashed(_ text: ByteView, at: Int, _ findings: inout Findings) {
    var start = text.end(from: at, limit: 12) { $0 != UInt8(ascii: ":") && !$0.isWhitespace }
    for word in ["in", "with", "as"] as [StaticString] {
      let next = text.end(from: start, limit: 1) { $0 == 0x20 }
      if text.hasAnyCase(word, at: next), text[next + word.utf8CodeUnitCount] == 0x20 {
        start = next + word.utf8CodeUnitCount
      }
    }
    start = text.end(from: start, limit: 3) { $0 == UInt8(ascii: ":") || $0 == 0x20 }
    let user = text.end(from: start, limit: 64) {
      $0.isTokenByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@")
    }
    guard user > start, text.has(" / ", at: user) else { return }
    let look = ValueLook(text, user + 3..<text.bareValueEnd(from: user + 3, limit: 64))
    guard look.count >= 6, look.digits > 1 || look.digits > 0 && look.marks > 0 || look.isScrambled else {
      return
    }
    report(text, user + 3, .bare, &findings)
  }
}
