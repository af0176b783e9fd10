/// The value of an `Authorization` header (RFC 9110 section 11.4): a scheme, then a credential or parameters.
enum AuthorizationValue {
  /// The part behind the scheme of a value at `start`; all of it where there is no scheme. Nil where no credential
  /// stands there: the scheme alone, a sentence, an expression.
  static func credential(_ text: ByteView, at start: Int) -> Range<Int>? {
    let first = text.end(from: start, limit: 8) { $0.isBlank }
    let word = text.end(from: first, limit: 40) { $0.isTokenByte }
    let next = text.end(from: word, limit: 8) { $0.isBlank }
    guard word > first, next > word else {
      let value = value(text, first)
      return !value.isEmpty && looksGenerated(text, value, length: 8) ? whole(text, value) : nil
    }
    if let end = parametersEnd(text, next) {
      // A challenge, not a credential.
      guard !text.hasAnyCase("realm", at: next) || text.hasAnyCase("digest", at: first) else { return nil }
      return next..<end
    }
    let value = value(text, next)
    guard value.count >= 6, !Placeholder.holds(text, value) else { return nil }
    let isKnown = schemes.holds(first..<word, of: text)
    guard isKnown ? isCredential(text, value) : looksGenerated(text, value, length: 12) else { return nil }
    return whole(text, value)
  }

  /// What stands behind the scheme, or all of it, where nothing but a header's value can stand.
  static func anyCredential(_ text: ByteView, _ range: Range<Int>) -> Range<Int>? {
    let scheme = text.end(from: range.lowerBound, limit: 40) { $0.isTokenByte }
    let next = text.end(from: scheme, limit: 8) { $0.isBlank }
    guard next > scheme else {
      return range.count >= 6 && !Placeholder.isStandIn(text, range) && !schemes.holds(range, of: text)
        ? range : nil
    }
    let value = next..<range.upperBound
    return value.count >= 3 && !Placeholder.isStandIn(text, value) ? value : nil
  }

  private static func value(_ text: ByteView, _ start: Int) -> Range<Int> {
    start..<max(start, text.bareValueEnd(from: start, limit: SecretValue.preview))
  }

  private static func whole(_ text: ByteView, _ value: Range<Int>) -> Range<Int> {
    guard value.count == SecretValue.preview else { return value }
    return value.lowerBound..<text.bareValueEnd(from: value.lowerBound, limit: .max)
  }

  private static func looksGenerated(_ text: ByteView, _ value: Range<Int>, length: Int) -> Bool {
    let name = SecretName(kind: length > 8 ? .session : .key)
    return SecretValue(range: value, form: .bare).isSecret(text, of: name)
  }

  /// Whether the text behind a known scheme is a credential, not a word.
  private static func isCredential(_ text: ByteView, _ value: Range<Int>) -> Bool {
    let look = ValueLook(text, value)
    guard look.alphanumerics > 0, text[value.upperBound] != UInt8(ascii: "(") else { return false }
    // An expression: `{base64(user:password)}`
    if text[value.lowerBound] == UInt8(ascii: "{"), text[value.lowerBound + 1].isLetter,
      value.contains(where: { text[$0] == UInt8(ascii: "(") })
    {
      return false
    }
    if look.digits > 0 { return look.digits > 1 || look.alphanumerics >= 8 }
    return look.isGibberish || look.innerMarks > 0 || (look.humps >= 2 && look.count >= 8)
      || (text[value.upperBound - 1] == UInt8(ascii: "=") && look.humps > 0)
  }

  /// Where a list of parameters ends that begins at `start`, as in `username="otto", response="..."`. Nil for anything
  /// else.
  private static func parametersEnd(_ text: ByteView, _ start: Int) -> Int? {
    var at = start
    var end: Int?
    for _ in 0..<24 {
      let name = text.end(from: at, limit: 40) { $0.isTokenByte || $0 == UInt8(ascii: "*") }
      guard name > at, text[name] == UInt8(ascii: "=") else { break }
      var close = text.end(from: name + 1, limit: 1) { $0 == UInt8(ascii: "\\") }
      // What ends a string of JSON begins no value.
      if text[close] == UInt8(ascii: "\""), !text.closesString(close) {
        close = text.end(from: close + 1, limit: 512) { $0 != UInt8(ascii: "\"") && !$0.isLineEnd }
        guard text[close] == UInt8(ascii: "\"") else { break }
        close += 1
      } else {
        let value = close
        close = text.end(from: value, limit: 512) {
          $0 > 0x20 && $0 != UInt8(ascii: ",") && !$0.isQuote && $0 != UInt8(ascii: "<")
        }
        // What ends in `=` is Base64.
        guard close > value, text[value] != UInt8(ascii: "=") else { break }
        if end == nil, text[close] != UInt8(ascii: ",") { break }
      }
      end = close
      let comma = text.end(from: close, limit: 4) { $0.isBlank }
      guard text[comma] == UInt8(ascii: ",") else { break }
      at = text.end(from: comma + 1, limit: 8) { $0.isWhitespace }
    }
    return end
  }

  private static let schemes = NameWords([
    "bearer", "basic", "token", "apikey", "api-key", "api_key", "digest", "negotiate", "ntlm", "splunk",
    "geniekey",
    "dpop", "hawk", "ssws", "aws4-hmac-sha256", "aws", "klaviyo-api-key", "oauth", "sharedkey",
    "sharedkeylite", "key",
    "bot", "discogs", "pat", "jwt", "mac", "sso-key", "zoho-oauthtoken", "vapid", "scram-sha-256",
    "privatetoken",
    "edgegrid", "eg1-hmac-sha256", "googlelogin", "kerberos", "hoba", "apitoken", "accesstoken",
    "deepl-auth-key",
    "service", "user", "client-id", "goog4-rsa-sha256", "hmac", "hmac-sha256", "signature", "wsse", "nlauth",
  ])
}
