/// Secrets by the name before them: `password=...`, `"api_key": "..."`, `<Password>...</Password>`,
/// `--password ...`. Only the value is taken.
///
/// What programs write where a secret would stand (`null`, `${VAR}`, `<PASSWORD>`, `****`, `get_password()`, the name of
/// a type) is left alone. Names and values have rules of their own: `SecretName`, `SecretValue`.
struct PasswordRecognizer: Recognizer {
  let entity = EntityType.password
  let triggers: [Trigger] =
    SecretTriggers.words.map { .literal($0, anyCase: true) } + SecretTriggers.exact.map { .literal($0) }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let first = text[hit.position]
    if first == 0x20 && text.hasAnyCase(" by ", at: hit.position) {
      return confirmIdentified(text, by: hit.position + 1, into: &findings)
    }
    if first | 0x20 == UInt8(ascii: "f"), text.hasAnyCase("fied by ", at: hit.position) {
      return confirmIdentified(text, by: hit.position + 5, into: &findings)
    }
    guard let (name, range) = SecretName.found(text, at: hit, floor: findings.floor) else { return }
    guard name.kind == .password || name.kind == .key || name.kind == .code else { return }
    let floor = findings.floor
    // A key of an object may be the name of a secret itself: `value="..." key="Password"`.
    if !name.isAlone { findings.floor = range.upperBound }
    if let column = SecretColumn(text, range, floor: floor) {
      // Rows may have names of their own.
      column.forEachValue { value in
        if value.isSecret(text, of: name) { findings.report(value.whole(in: text), score: 0.85) }
      }
    }
    AlignedColumn(text, range)?.forEachValue { value in
      if value.isSecret(text, of: name) { findings.report(value.range, score: 0.85) }
    }
    let reader = ValueReader(text, behind: range, floor: floor)
    if name.isShort, let code = reader.cardCode { return findings.report(code, score: 0.85) }
    if name.kind == .password, let value = reader.saidBefore, value.isSecret(text, of: name) {
      findings.report(value.range, score: 0.85)
    }
    reader.forEachValue { value in
      guard value.isSecret(text, of: name), !text.holdsSame(value.range, range) else { return true }
      report(value, in: text, into: &findings)
      return true
    }
  }

  /// Whether a statement that makes or changes an account ends at `end`: prose is identified by words without marks.
  private func isOfAccount(_ text: ByteView, before end: Int) -> Bool {
    let start = text.start(before: end, floor: max(0, end - 120)) { !$0.isLineEnd && $0 != UInt8(ascii: ";") }
    let words: [StaticString] = ["user ", "grant ", "role ", "connect to "]
    return (start..<end).contains { index in words.contains { text.hasAnyCase($0, at: index) } }
  }

  private func report(_ value: SecretValue, in text: ByteView, into findings: inout Findings) {
    let whole = value.whole(in: text)
    findings.floor = max(findings.floor, whole.upperBound)
    findings.report(whole, score: 0.85)
  }

  /// `IDENTIFIED BY '...'` of SQL, and its variants.
  private func confirmIdentified(_ text: ByteView, by: Int, into findings: inout Findings) {
    // The name of a plug-in may stand between.
    var start = by - 1
    for _ in 0..<3 where !text.hasAnyCase("identified", endingAt: start) {
      start = text.start(before: start, floor: max(0, start - 24)) { $0.isTokenByte || $0.isQuote }
      start = text.start(before: start, floor: max(0, start - 1)) { $0.isBlank }
    }
    guard text.hasAnyCase("identified", endingAt: start) else { return }
    var at = by + 3
    for word in ["password ", "values "] as [StaticString] where text.hasAnyCase(word, at: at) {
      at += word.utf8CodeUnitCount
    }
    findings.floor = at
    // Prose is identified by `words` in marks of its own.
    guard text[at] != UInt8(ascii: "`") else { return }
    let isQuoted = text[at].isQuote
    guard isQuoted || isOfAccount(text, before: start) else { return }
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
    // Oracle's `IDENTIFIED BY "..." REPLACE "..."` has the old one, too.
    let replaced = isQuoted ? end + 1 : end
    if text.hasAnyCase(" replace ", at: replaced), text[replaced + 9].isQuote {
      let old = replaced + 10
      let close = text.quotedEnd(
        from: old,
        quote: text[old - 1],
        isEscaped: false,
        limit: SecretValue.preview
      )
      if close > old, text[close] == text[old - 1] {
        report(SecretValue(range: old..<close, form: .literal), in: text, into: &findings)
      }
    }
  }
}

extension ByteView {
  /// Whether a value is its own name or the end of it, whatever joins their words: `password2=password2`,
  /// `SN_setAttr_Token_B0 "setAttr-Token-B0"`, `'pass': 'bandpass'`.
  fileprivate func holdsSame(_ value: Range<Int>, _ name: Range<Int>) -> Bool {
    var (last, end) = (name.upperBound, value.upperBound)
    while end > value.lowerBound {
      guard self[end - 1].isAlphanumeric else {
        guard self[end - 1].isNameJoint else { return false }
        end -= 1
        continue
      }
      last = start(before: last, floor: name.lowerBound) { !$0.isAlphanumeric }
      if last == name.lowerBound { return value.allSatisfy { self[$0].isLetter } }
      guard self[last - 1].lowercased == self[end - 1].lowercased else { return false }
      (last, end) = (last - 1, end - 1)
    }
    return true
  }
}
