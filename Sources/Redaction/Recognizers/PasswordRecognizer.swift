/// Secrets by the name before them: `password=...`, `"api_key": "..."`, `AccountKey=...;`. Only the value is taken.
///
/// What programs write where a secret would stand (`null`, `${VAR}`, `<PASSWORD>`, `****`, the name of a type) is
/// left alone.
struct PasswordRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] = SecretName.all.map { .literal($0.text.description, anyCase: true) }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let before = text[hit.position - 1]
    let isInsideWord = before.isLetter && !(text[hit.position].isUppercase && before.isLowercase)
    guard !isInsideWord, let name = SecretName.at(hit.position, of: text) else { return }
    let end = hit.position + name.text.utf8CodeUnitCount
    if let value = SecretValue(text, behind: end) {
      report(value, in: text, isStrict: name.isStrict, into: &findings)
    } else if let value = SecretValue(text, saidBehind: hit.position..<end) {
      report(value, in: text, isStrict: true, into: &findings)
    }
  }

  private func report(
    _ value: SecretValue,
    in text: ByteView,
    isStrict: Bool,
    into findings: inout Findings
  ) {
    findings.floor = value.range.upperBound
    guard value.isSecret(in: text, isStrict: isStrict) else { return }
    findings.report(value.range, score: 0.85)
  }

  /// Whether a key names a secret, and if so whether its value must look random.
  static func strictness(ofKey key: ByteView) -> Bool? {
    guard key.count > 2, key.count <= 256 else { return nil }
    return SecretName.ending(key)?.isStrict
  }
}
