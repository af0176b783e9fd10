/// Credentials of an `Authorization` header (RFC 9110, RFC 6750): what stands behind the header's name and a scheme, or
/// behind `Bearer`. Only the credential is taken, not the name of the scheme.
struct BearerTokenRecognizer: Recognizer {
  let entity = EntityType.bearerToken
  /// The part of "authorization" that `authorize` and `authorizer` do not have.
  let triggers: [Trigger] = [.literal("bearer ", anyCase: true), .literal("horizati", anyCase: true)]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    guard text.hasAnyCase("horizati", at: hit.position) else {
      return confirmBearer(text, at: hit.position, &findings)
    }
    guard let (name, range) = SecretName.found(text, at: hit, floor: findings.floor),
      name.kind == .authorization,
      !name.isUncertain
    else { return }
    let floor = findings.floor
    findings.floor = range.upperBound
    ValueReader(text, behind: range, floor: floor).forEachValue { value in
      guard let credential = AuthorizationValue.credential(text, at: value.range.lowerBound) else {
        return true
      }
      findings.floor = max(findings.floor, credential.upperBound)
      findings.report(credential, score: 0.9)
      return true
    }
  }

  private func confirmBearer(_ text: ByteView, at start: Int, _ findings: inout Findings) {
    guard !text[start - 1].isWordByte else { return }
    let first = text.end(from: start + 7, limit: 8) { $0 == UInt8(ascii: " ") }
    var end = text.end(from: first) { $0.isToken68 }
    findings.floor = end
    end = text.start(before: end, floor: first) { $0 == UInt8(ascii: ".") }
    guard looksRandom(text, first..<end), !isMember(text, first..<end) else { return }
    findings.report(first..<end, score: 0.9)
  }

  /// The next name and its value: `token_type=bearer expires_in=3600`.
  private func isMember(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let name = text.end(from: range.lowerBound, limit: 24) { $0.isLowercase || $0 == 0x5F }
    return name > range.lowerBound + 1 && text[name] == UInt8(ascii: "=") && name + 1 < range.upperBound
      && text[name + 1] != UInt8(ascii: "=")
  }

  /// Whether it is not an English word behind "bearer".
  private func looksRandom(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let look = ValueLook(text, range)
    return look.count >= 8 && (look.looksRandom || look.digits >= 2) && !Placeholder.holds(text, range)
  }
}

extension UInt8 {
  /// RFC 7235 token68.
  fileprivate var isToken68: Bool {
    isTokenByte || self == UInt8(ascii: ".") || self == UInt8(ascii: "~") || self == UInt8(ascii: "+")
      || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }
}
