/// Values that are secrets because of the key of their attribute, or of the member of a list that they are.
///
/// The rules for names and values are those for texts; a value stands for itself here, with no mark around it.
struct KeyedSecrets: Sendable {
  private let password, bearer, session, signature: Int?

  /// Longer values of a key are texts, and no secrets as a whole.
  private static let maximumLength = 16 << 10

  /// - Parameter recognizers: Those of the policy: what is not looked for in texts is not taken by its key.
  init(recognizers: [any Recognizer]) {
    password = recognizers.firstIndex { $0 is PasswordRecognizer }
    bearer = recognizers.firstIndex { $0 is BearerTokenRecognizer }
    session = recognizers.firstIndex { $0 is SessionRecognizer }
    signature = recognizers.firstIndex { $0 is URLSignatureRecognizer }
  }

  static func name(ofKey key: ByteView) -> SecretName? {
    guard key.count > 1 else { return nil }
    let name = SecretName.named(key, max(0, key.count - SecretName.maximumLength)..<key.count)
    // A session of a chat: what its spans are grouped by.
    return name?.isLoose == true ? nil : name
  }

  /// Whether a match of `source` may be all of a string that it begins.
  func takesWholeStrings(_ source: Int) -> Bool { source == password || source == session }

  /// Calls `body` with what is a secret in `value`, and with the recognizer that stands for it.
  func find(in value: ByteView, key: ByteView, _ body: (Range<Int>, Int) -> Void) {
    guard value.count <= Self.maximumLength, let name = Self.name(ofKey: key), let source = source(of: name)
    else { return }
    if value.looksLikeJSON {
      // A header as OpenTelemetry's instrumentations have it: a list of its values.
      let first = value.end(from: 0) { $0.isWhitespace }
      guard value[first] == UInt8(ascii: "[") else { return }
      ValueReader(value, behind: first..<first, floor: first).forEachElement { element in
        find(element, of: name, in: value) { body($0, source) }
        return true
      }
      return
    }
    let whole = SecretValue(range: 0..<value.count, form: .literal)
    find(whole, of: name, in: value) { body($0, source) }
  }

  private func source(of name: SecretName) -> Int? {
    switch name.kind {
    case .password, .key, .code: password
    case .authorization: bearer
    case .cookies, .session: session
    case .signature: signature
    }
  }

  private func find(
    _ value: SecretValue,
    of name: SecretName,
    in text: ByteView,
    _ body: (Range<Int>) -> Void
  ) {
    switch name.kind {
    case .authorization:
      if let range = AuthorizationValue.credential(text, at: value.range.lowerBound)
        ?? AuthorizationValue.anyCredential(text, value.range)
      {
        body(range)
      }
    case .cookies:
      _ = CookieHeader.forEachSecret(text, from: value.range.lowerBound, body)
    case .password where !name.isUncertain:
      // Nothing but the value can stand here: it may be a phrase, or look like code.
      if value.range.count >= 4, !Placeholder.holds(text, value.range), !value.isPath(text) {
        body(value.whole(in: text))
      }
    default:
      if value.isSecret(text, of: name) { body(value.whole(in: text)) }
    }
  }
}
