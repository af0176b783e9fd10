/// Secrets by the name before them: `password=...`, `"api_key": "..."`, `<Password>...</Password>`,
/// `--password ...`. Only the value is taken.
///
/// What programs write where a secret would stand (`null`, `${VAR}`, `<PASSWORD>`, `****`, `get_password()`, the name of
/// a type) is left alone. Names and values have rules of their own: `SecretName`, `SecretValue`.
struct PasswordRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] =
    SecretTriggers.words.map { .literal($0, anyCase: true) } + SecretTriggers.humps.map { .literal($0) }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    if text.hasAnyCase("identifi", at: hit.position) {
      confirmIdentified(text, at: hit.position, into: &findings)
      return
    }
    guard let (name, range) = SecretName.found(text, at: hit, floor: findings.floor) else { return }
    guard name.kind == .password || name.kind == .key || name.kind == .code else { return }
    let floor = findings.floor
    findings.floor = range.upperBound
    ValueReader(text, behind: range, floor: floor).forEach { value in
      guard value.isSecret(text, of: name), !text.holdsSame(value.range, range) else { return true }
      report(value, in: text, into: &findings)
      return true
    }
  }

  private func report(_ value: SecretValue, in text: ByteView, into findings: inout Findings) {
    let whole = value.whole(in: text)
    findings.floor = max(findings.floor, whole.upperBound)
    findings.report(whole, score: 0.85)
  }

  /// `IDENTIFIED BY '...'` of SQL, and its variants.
  private func confirmIdentified(_ text: ByteView, at start: Int, into findings: inout Findings) {
    guard text.hasAnyCase("identified ", at: start) else { return }
    // A plug-in may stand between.
    var at = start + 11
    for _ in 0..<4 where !text.hasAnyCase("by ", at: at) {
      at = text.end(from: at, limit: 40) { !$0.isBlank }
      at = text.end(from: at, limit: 4) { $0.isBlank }
    }
    guard text.hasAnyCase("by ", at: at) else { return }
    at += 3
    for word in ["password ", "values "] as [StaticString] where text.hasAnyCase(word, at: at) {
      at += word.utf8CodeUnitCount
    }
    findings.floor = at
    // Prose is identified by `words` in marks of its own.
    guard text[at] != UInt8(ascii: "`") else { return }
    let isQuoted = text[at].isQuote
    let first = isQuoted ? at + 1 : at
    let end =
      isQuoted
      ? text.quotedEnd(from: first, quote: text[at], isEscaped: false, limit: SecretValue.preview)
      : text.bareValueEnd(from: first, limit: SecretValue.preview)
    guard end > first else { return }
    let value = SecretValue(
      range: first..<end,
      form: text[at] == UInt8(ascii: "'") ? .literal : .loose,
      closing: isQuoted ? text[at] : 0,
      isCut: end == first + SecretValue.preview
    )
    guard value.isSecret(text, of: SecretName(kind: .password)) else { return }
    report(value, in: text, into: &findings)
  }
}

extension ByteView {
  /// Whether a value is its own name, as in `password2=password2`.
  fileprivate func holdsSame(_ value: Range<Int>, _ name: Range<Int>) -> Bool {
    value.count == name.count && zip(value, name).allSatisfy { self[$0] == self[$1] }
  }
}
