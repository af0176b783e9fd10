/// Hashes of passwords in the form of crypt(3), such as `$6$salt$...`, `$2b$12$...`, `$apr1$...` and `$argon2id$...`, those of
/// LDAP, `{SSHA}...`, of Django and PostgreSQL, `pbkdf2_sha256$...` and `SCRAM-SHA-256$...`, pairs of Windows' whose first is that
/// of nothing, of Cisco's IOS, `$8$...`, and tickets of Kerberos, `$krb5tgs$...`: who has one can try passwords as
/// fast as he likes.
///
/// They stand behind a user and a colon, as in `/etc/shadow` and in files of htpasswd, or alone.
struct PasswordHashRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] =
    [
      "$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$8$", "$9$", "$y$", "$apr1$", "$argon2", "$krb5", ":{SS",
      ":{SHA", "bkdf2_sh", "bkdf2:sh", "SCRAM-SH", " AS '*",
    ].map {
      .literal($0)
    } + [.prefix("aad3b435")]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    if text[hit.position] == 0x20 { return confirmMySQL(text, at: hit.position + 5, into: &findings) }
    if text[hit.position].isLetter { return confirmNamed(text, at: hit.position, into: &findings) }
    let start = text[hit.position] == UInt8(ascii: ":") ? hit.position + 1 : hit.position
    // A ticket has the name of an account in it.
    let isTicket = text.has("$krb5", at: start)
    var end = text.end(from: start, limit: Self.maximumLength) {
      $0.isAlphanumeric || Self.marks.contains($0)
        || isTicket && ($0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ":"))
    }
    if isTicket {
      let last = text.start(before: end, floor: start) { $0 != UInt8(ascii: "$") }
      end = text.end(from: last, limit: end - last) { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "@") }
    }
    let isOfUser = isBehindUser(text, start, floor: findings.floor)
    findings.floor = end
    guard isOfUser ? isHash(text, start..<end) : isWhole(text, start..<end) else { return }
    findings.report(start..<end, score: 0.9)
  }

  /// `IDENTIFIED WITH 'mysql_native_password' AS '*2470C0C0...'`
  private func confirmMySQL(_ text: ByteView, at start: Int, into findings: inout Findings) {
    let end = text.end(from: start + 1, limit: 41) { $0.isHexDigit }
    guard end - start == 41, text[end] == UInt8(ascii: "'") else { return }
    findings.floor = end
    findings.report(start..<end, score: 0.9)
  }

  /// Hashes that begin with the name of how they were made.
  private func confirmNamed(_ text: ByteView, at position: Int, into findings: inout Findings) {
    let start = text[position - 1] == UInt8(ascii: "p") ? position - 1 : position
    let end: Int
    let isOne: Bool
    switch text[position] {
    case UInt8(ascii: "a"):
      let second = start + Self.ofNothing.utf8CodeUnitCount
      end = text.end(from: second, limit: 33) { $0.isHexDigit }
      isOne = text.hasAnyCase(Self.ofNothing, at: start) && end - second == 32
    default:
      end = text.end(from: start, limit: 512) {
        $0.isAlphanumeric || Self.marks.contains($0) || $0 == UInt8(ascii: ":")
      }
      let last = text.start(before: end, floor: start) {
        $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: ":")
      }
      let parts = (start..<end).reduce(0) { $0 + (text[$1] == UInt8(ascii: "$") ? 1 : 0) }
      isOne = end - last >= 27 && parts >= 2
    }
    findings.floor = max(findings.floor, end)
    guard isOne, !text[start - 1].isWordByte, !text[end].isWordByte else { return }
    findings.report(start..<end, score: 0.9)
  }

  /// What Windows has for the old hash of a password that has none.
  private static let ofNothing: StaticString = "aad3b435b51404eeaad3b435b51404ee:"

  /// `user:` before it.
  private func isBehindUser(_ text: ByteView, _ start: Int, floor: Int) -> Bool {
    guard start > floor, text[start - 1] == UInt8(ascii: ":") else { return false }
    let user = text.start(before: start - 1, floor: max(floor, start - 34)) {
      $0.isTokenByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "$")
    }
    return user < start - 1 && !text[user - 1].isAlphanumeric
  }

  private func isHash(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let look = ValueLook(text, range)
    return range.count >= 28 && look.digits > 0 && look.letters > 10
  }

  /// Whether a hash that stands alone has the parts of its kind, the last of them as long as it must be.
  private func isWhole(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let before = text[range.lowerBound - 1]
    guard text[range.lowerBound] == UInt8(ascii: "$"), !before.isWordByte, before != UInt8(ascii: "$"),
      before != UInt8(ascii: "\\"), isHash(text, range)
    else { return false }
    let last = text.start(before: range.upperBound, floor: range.lowerBound) { $0 != UInt8(ascii: "$") }
    let parts = range.reduce(0) { $0 + (text[$1] == UInt8(ascii: "$") ? 1 : 0) }
    let form = Self.forms.first { text.has($0.prefix, at: range.lowerBound) }
    guard let form, parts >= form.parts else { return false }
    return form.lengths.contains(range.upperBound - last)
  }

  /// How many parts there are at least, and the length of the last.
  private static let forms: [(prefix: StaticString, parts: Int, lengths: ClosedRange<Int>)] = [
    ("$1$", 3, 22...22), ("$apr1$", 3, 22...22), ("$2", 3, 53...53), ("$5$", 3, 43...43), ("$6$", 3, 86...86),
    ("$8$", 3, 43...43), ("$9$", 3, 43...43), ("$y$", 4, 43...43), ("$argon2", 4, 22...128),
    ("$krb5", 3, 32...4096),
  ]

  private static let maximumLength = 4096

  /// What such a hash is made of besides letters and digits: no colon.
  private static let marks = Array("$./+=,{}-_*".utf8)
}
