/// The value of a `name = value` or `"name": "value"` pair, found from the end of the name.
struct SecretValue {
  let range: Range<Int>

  /// Whether `value` is a secret because of its key, such as `db.password` or `apiKey`.
  static func isSecret(_ value: ByteView, key: ByteView) -> Bool {
    guard value.count <= maximumLength, let isStrict = PasswordRecognizer.strictness(ofKey: key) else {
      return false
    }
    let secret = SecretValue(range: 0..<value.count)
    return secret.isSecret(in: value, isStrict: isStrict) && !value.looksLikeJSON
  }

  /// Longer values of a key are texts, and no secrets as a whole.
  private static let maximumLength = 16 << 10

  private init(range: Range<Int>) {
    self.range = range
  }

  /// Nil when no `=` or `:` follows the name.
  init?(_ text: ByteView, behind end: Int) {
    var at = text.end(from: end, limit: 4) { $0.isQuoteOrBackslash }
    at = text.end(from: at, limit: 4) { $0 == UInt8(ascii: " ") }
    guard text[at] == UInt8(ascii: "=") || text[at] == UInt8(ascii: ":") else { return nil }
    at = text.end(from: at, limit: 3) {
      $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ">")
    }
    at = text.end(from: at, limit: 4) { $0 == UInt8(ascii: " ") }
    if text[at] == UInt8(ascii: "\\"), text[at + 1].isQuote { at += 1 }
    let quote = text[at].isQuote ? text[at] : 0
    if quote != 0 { at += 1 }
    var last = text.end(from: at) { quote == 0 ? !$0.endsBareValue : $0 != quote && $0 != UInt8(ascii: "\n") }
    if quote != 0, text[last - 1] == UInt8(ascii: "\\"), last > at { last -= 1 }
    range = at..<max(at, last)
  }

  /// The value of `--password VALUE` and of `password is VALUE`, for a name at `name`. Nil for anything else.
  ///
  /// Nothing but the words says that this is a value, so it has to look like one, whatever the name.
  init?(_ text: ByteView, saidBehind name: Range<Int>) {
    var at = name.upperBound
    guard text[at] == UInt8(ascii: " ") else { return nil }
    at += 1
    if text.hasAnyCase("is ", at: at) {
      at += 3
    } else {
      let flag = text.start(before: name.lowerBound, floor: max(0, name.lowerBound - 32)) {
        $0.isAlphanumeric || $0 == UInt8(ascii: "-")
      }
      guard text.has("--", at: flag) else { return nil }
    }
    if text[at].isQuote { at += 1 }
    range = at..<text.end(from: at) { !$0.endsBareValue }
  }

  func isSecret(in text: ByteView, isStrict: Bool) -> Bool {
    guard range.count >= (isStrict ? 8 : 4), !isPlaceholder(text) else { return false }
    return !isStrict || looksRandom(text)
  }

  private func isPlaceholder(_ text: ByteView) -> Bool {
    switch text[range.lowerBound] {
    case UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "*"),
      UInt8(ascii: "("),
      UInt8(ascii: "%"):
      return true
    default:
      let words: [StaticString] = [
        "null", "none", "true", "false", "string", "undefined", "required", "optional", "redacted",
        "[redacted]",
        "hidden", "masked", "changeme?", "object", "boolean", "number", "integer",
      ]
      return words.contains {
        $0.utf8CodeUnitCount == range.count && text.hasAnyCase($0, at: range.lowerBound)
      }
    }
  }

  /// Letters and digits mixed, or two cases in twelve bytes: not a word, not a number, not a call.
  private func looksRandom(_ text: ByteView) -> Bool {
    var digits = 0
    var uppercase = 0
    var lowercase = 0
    for index in range.prefix(128) {
      let byte = text[index]
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: " ") { return false }
      if byte.isDigit {
        digits += 1
      } else if byte.isUppercase {
        uppercase += 1
      } else if byte.isLowercase {
        lowercase += 1
      }
    }
    return (digits > 0 && uppercase + lowercase > 0) || (uppercase > 1 && lowercase > 1 && range.count >= 12)
  }
}

extension UInt8 {
  fileprivate var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }
  fileprivate var isQuoteOrBackslash: Bool { isQuote || self == UInt8(ascii: "\\") }

  fileprivate var endsBareValue: Bool {
    switch self {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "\""),
      UInt8(ascii: "'"),
      UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "<"):
      true
    default: false
    }
  }
}
