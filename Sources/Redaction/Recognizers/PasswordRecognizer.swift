/// Secrets by the name before them: `password=...`, `"api_key": "..."`, `AccountKey=...;`. Only the value is taken.
///
/// What programs write where a secret would stand (`null`, `${VAR}`, `<PASSWORD>`, `****`, the name of a type) is
/// left alone.
struct PasswordRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] = names.map { .literal($0.name.description, anyCase: true) }

  /// A name, and whether its value must look random: programs keep many harmless things under `token`.
  private static let names: [(name: StaticString, isStrict: Bool)] = [
    ("password", false), ("passwd", false), ("passphrase", false), ("passcode", false), ("pwd", false),
    ("api_key", true), ("api-key", true), ("apikey", true), ("secret", true), ("token", true),
    ("access_key", true), ("accesskey", true), ("accountkey", true), ("private_key", true),
    ("secret_key", true),
    ("client_secret", true), ("signing_key", true), ("encryption_key", true),
  ]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard let name = PasswordRecognizer.names.first(where: { text.hasAnyCase($0.name, at: hit.position) })
    else { return }
    let before = text[hit.position - 1]
    let isInsideWord = before.isLetter && !(text[hit.position].isUppercase && before.isLowercase)
    guard !isInsideWord, let value = SecretValue(text, behind: hit.position + name.name.utf8CodeUnitCount)
    else { return }
    findings.floor = value.range.upperBound
    guard value.isSecret(in: text, isStrict: name.isStrict) else { return }
    findings.report(value.range, score: 0.85)
  }

  /// Whether a key names a secret, and if so whether its value must look random.
  static func strictness(ofKey key: ByteView) -> Bool? {
    guard key.count > 2, key.count <= 256 else { return nil }
    return names.first { key.hasAnyCase($0.name, endingAt: key.count) }?.isStrict
  }
}
