/// Hashes of passwords in the form of crypt(3), such as `$6$salt$...`, `$2b$12$...`, `$apr1$...` and `$argon2id$...`, and those of
/// LDAP, `{SSHA}...`: who has one can try passwords as fast as he likes.
///
/// They stand behind a user and a colon, as in `/etc/shadow` and in files of htpasswd.
struct PasswordHashRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] = [
    ":$1$", ":$2a", ":$2b", ":$2y", ":$5$", ":$6$", ":$y$", ":$ap", ":$ar", ":{SS", ":{SHA",
  ].map {
    .literal($0)
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = hit.position + 1
    let user = text.start(before: hit.position, floor: max(findings.floor, hit.position - 33)) {
      $0.isTokenByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "$")
    }
    guard user < hit.position, !text[user - 1].isAlphanumeric else { return }
    let end = text.end(from: start, limit: 256) {
      $0.isAlphanumeric || Self.marks.contains($0)
    }
    findings.floor = end
    let look = ValueLook(text, start..<end)
    guard end - start >= 28, look.digits > 0, look.letters > 10 else { return }
    findings.report(start..<end, score: 0.9)
  }

  /// What such a hash is made of besides letters and digits: no colon.
  private static let marks = Array("$./+=,{}-_*".utf8)
}
