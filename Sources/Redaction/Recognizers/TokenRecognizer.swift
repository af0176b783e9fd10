/// A secret that its issuer made easy to find: a fixed prefix, then characters of one alphabet.
///
/// The whole run of the alphabet belongs to the token. A run that is too short is none, and so is one that is too
/// long where the issuer's tokens have a fixed length.
struct TokenRecognizer: Recognizer {
  enum Alphabet: Sendable {
    case upperAndDigits, hex, alphanumeric, word, base64URL
  }

  /// One form of an issuer's tokens.
  struct Form: Sendable {
    let prefix: StaticString
    let alphabet: Alphabet
    /// Characters behind the prefix.
    let length: ClosedRange<Int>
    /// Digits the run must hold: words joined by hyphens hold none.
    var digits = 0
  }

  let entity: EntityType
  let triggers: [Trigger]
  private let forms: [Form]

  init(_ entity: EntityType, _ forms: [Form]) {
    self.entity = entity
    self.forms = forms
    triggers = forms.map { .literal($0.prefix.description) }
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard !text[hit.position - 1].isWordByte else { return }
    for form in forms where text.has(form.prefix, at: hit.position) {
      let first = hit.position + form.prefix.utf8CodeUnitCount
      var digits = 0
      let end = text.end(from: first) { byte in
        if byte.isDigit { digits += 1 }
        return form.alphabet.contains(byte)
      }
      findings.floor = max(findings.floor, end)
      guard form.length.contains(end - first), digits >= form.digits, !text[end].isAlphanumeric else {
        continue
      }
      findings.report(hit.position..<end, score: 1)
      return
    }
  }
}

extension TokenRecognizer.Alphabet {
  @inline(__always)
  fileprivate func contains(_ byte: UInt8) -> Bool {
    switch self {
    case .upperAndDigits: byte.isDigit || byte.isUppercase
    case .hex: byte.isHexDigit
    case .alphanumeric: byte.isAlphanumeric
    case .word: byte.isWordByte
    case .base64URL: byte.isTokenByte
    }
  }
}
