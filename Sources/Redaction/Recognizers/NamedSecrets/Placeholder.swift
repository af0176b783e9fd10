/// What programs and people write where a secret would stand.
enum Placeholder {
  /// Whether `range` is a variable, a mask, a template, or a word such as `null` and `changeme`.
  static func holds(_ text: ByteView, _ range: Range<Int>) -> Bool {
    isMask(text, range) || isSlot(text, range)
      || (isTemplate(text, range) && !onlyBeginsLikeTemplate(text, range))
  }

  /// Whether it is a stand-in. Words are not considered, because a word is a password where only a password can
  /// stand.
  static func isStandIn(_ text: ByteView, _ range: Range<Int>) -> Bool {
    range.count >= 2 && (isMask(text, range) || isTemplate(text, range))
  }

  /// A word that stands for a value or tells about one: no secret, whatever encloses it.
  static func isGeneric(_ text: ByteView, _ range: Range<Int>) -> Bool { generic.holds(range, of: text) }

  /// A word that programs put numbers behind.
  static func isNumbered(_ text: ByteView, _ range: Range<Int>) -> Bool { numbered.holds(range, of: text) }

  /// Whether a word of a sentence is among those of `range`.
  static func holdsCommonWord(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    let stop = min(range.upperBound, start + SecretValue.preview)
    while start < stop {
      let end = text.end(from: start, limit: stop - start) { $0.isLetter }
      if end > start, common.holds(start..<end, of: text) || SecretName.named(text, start..<end) != nil {
        return true
      }
      start = end + 1
    }
    return false
  }

  /// Whether one of its words is a name of a secret, as in `db-creds-2`.
  static func holdsName(_ text: ByteView, _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    let stop = min(range.upperBound, start + SecretValue.preview)
    while start < stop {
      let end = text.end(from: start, limit: stop - start) { $0.isLetter }
      if end > start, SecretName.named(text, start..<end) != nil { return true }
      start = end + 1
    }
    return false
  }

  /// `<password>`, `${PASSWORD}`, `{{ password }}`, `%s`, `$1`, `%PASSWORD%`, `[REDACTED]`
  private static func isTemplate(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    let next = text[start + 1]
    switch text[start] {
    case UInt8(ascii: "<"):
      return next.isLetter || next == UInt8(ascii: "<") || next == UInt8(ascii: "%")
        || next == UInt8(ascii: "?")
        || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
    case UInt8(ascii: "$"):
      // What a vault has encrypted.
      if text.has("$ANSIBLE_VAULT;", at: start) { return true }
      if next == UInt8(ascii: "{") || next == UInt8(ascii: "(") || next == UInt8(ascii: "$") { return true }
      return text.end(from: start + 1, limit: range.count - 1) {
        $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ">")
          || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]")
          || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}")
          || $0 == UInt8(ascii: "+")
      } >= range.upperBound && !(text[start + 1].isDigit && range.count > 3)
    case UInt8(ascii: "{"):
      // `{SSHA}...`: a scheme, and what is behind it.
      let close = text.end(from: start + 1, limit: 16) { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
      if text[close] == UInt8(ascii: "}"), next.isUppercase, range.upperBound - close > 16 {
        return false
      }
      return text.end(from: start, limit: range.count) {
        $0.isWordByte || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") || $0 == 0x20
          || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "!")
          || $0 == UInt8(ascii: "#")
      } >= range.upperBound || next == UInt8(ascii: "{") || next == UInt8(ascii: "%")
    case UInt8(ascii: "["):
      return text.end(from: start + 1, limit: range.count - 1) {
        $0.isLetter || $0 == 0x20 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: "]")
          || $0 == UInt8(ascii: ":")
      } >= range.upperBound
    case UInt8(ascii: "%"):
      if next == UInt8(ascii: "(") || next == UInt8(ascii: "{") { return true }
      if next.isHexDigit, text[start + 2].isHexDigit { return false }
      guard range.count > 3, text[range.upperBound - 1] != UInt8(ascii: "%") else { return true }
      // `%CONSTANT`
      let word = text.end(from: start + 1, limit: range.count - 1) {
        $0.isUppercase || $0.isDigit || $0 == 0x5F
      }
      if word == range.upperBound { return true }
      return !text[start + 2].isAlphanumeric || (next.isDigit && range.count <= 4)
    case UInt8(ascii: "("): return !next.isDigit || text.holdsClosing(range)
    case UInt8(ascii: "`"): return true
    case UInt8(ascii: "&"): return next == UInt8(ascii: "#") || text.has("&lt;", at: start)
    case UInt8(ascii: "#"): return next == UInt8(ascii: "{")
    case UInt8(ascii: "\\"): return true
    default: return holdsTemplate(text, range)
    }
  }

  /// Whether what begins like a template is left open, and has the digits and letters of a password: `{curly99`.
  private static func onlyBeginsLikeTemplate(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let look = ValueLook(text, range)
    guard range.count >= 6, look.digits > 0, look.letters > 1, look.blanks == 0 else { return false }
    let start = range.lowerBound
    let next = text[start + 1]
    let isOfAllKinds = look.uppercase > 0 && look.lowercase > 0 && range.count >= 8
    func isOpen(_ closing: UInt8) -> Bool {
      text[range.upperBound] != closing && !range.dropFirst().contains { text[$0] == closing }
    }
    switch text[start] {
    case UInt8(ascii: "<"): return next.isAlphanumeric && isOpen(UInt8(ascii: ">"))
    case UInt8(ascii: "{"): return next.isAlphanumeric && isOpen(UInt8(ascii: "}"))
    case UInt8(ascii: "`"): return isOpen(UInt8(ascii: "`"))
    case UInt8(ascii: "("):
      if isOpen(UInt8(ascii: ")")) { return true }
      let close = text.end(from: start, limit: range.count) { $0 != UInt8(ascii: ")") }
      return isOfAllKinds && look.innerMarks > 0 && text[close + 1].isAlphanumeric
    case UInt8(ascii: "&"):
      return next == UInt8(ascii: "#") && !text[start + 2].isDigit
        && text[start + 2] | 0x20 != UInt8(ascii: "x")
    case UInt8(ascii: "%"):
      return isOfAllKinds && next != UInt8(ascii: "(") && next != UInt8(ascii: "{")
        && isOpen(UInt8(ascii: "%"))
    case UInt8(ascii: "$"):
      guard next.isAlphanumeric, (start + 1..<range.upperBound).allSatisfy({ text[$0].isAlphanumeric }) else {
        return false
      }
      // No name has a digit there: `$ecret9x`.
      let tail = text.start(before: range.upperBound, floor: start) { $0.isLetter }
      if tail < range.upperBound, range.upperBound - tail <= 2, look.digitPieces == 1 { return true }
      return isOfAllKinds && look.letters < 3 * look.letterPieces
    default: return false
    }
  }

  /// A template in the middle of a literal: `pre-${x}`, `a{{b}}`, `%s`.
  private static func holdsTemplate(_ text: ByteView, _ range: Range<Int>) -> Bool {
    guard text.mayHold(UInt8(ascii: "{"), UInt8(ascii: "("), in: range) else { return false }
    for index in range.prefix(SecretValue.preview) {
      let next = text[index + 1]
      switch text[index] {
      case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "@"):
        if next == UInt8(ascii: "{") || (next == UInt8(ascii: "(") && text[index] == UInt8(ascii: "$")) {
          return true
        }
      case UInt8(ascii: "{"): if next == UInt8(ascii: "{") { return true }
      default: break
      }
    }
    return false
  }

  /// Words: `null`, `your_api_key_here`, `changeme`, `REDACTED`.
  private static func isSlot(_ text: ByteView, _ range: Range<Int>) -> Bool {
    if words.holds(range, of: text) { return true }
    let digits = range.prefix(SecretValue.preview).reduce(0) { $0 + (text[$1].isDigit ? 1 : 0) }
    guard digits <= 2 else { return references.begin(text, at: range.lowerBound) }
    // Not what only begins like one: `yourself77x`.
    if prefixes.begin(text, at: range.lowerBound, where: { !text[$0].isDigit }) { return true }
    guard range.count <= 64 else { return false }
    for index in range where parts.begin(text, at: index, where: { $0 <= range.upperBound }) { return true }
    return false
  }

  private static let words = NameWords([
    "null", "none", "nil", "true", "false", "string", "undefined", "required", "optional", "redacted",
    "hidden",
    "masked", "changeme", "changeit", "change_me", "change-me", "changethis", "change_this", "object",
    "boolean",
    "number", "integer", "filtered", "omitted", "removed", "todo", "fixme", "unset", "empty", "default",
    "n/a",
    "secretstr", "nan", "void", "self", "this", "any", "str", "int", "bytes", "bool", "char", "float",
    "array",
    "unknown", "missing", "<nil>", "(null)", "sanitized", "scrubbed", "protected", "encrypted", "not set",
    "not_set",
    "obfuscated", "noop", "anonymous", "test", "dummy", "placeholder", "example", "sample", "foobar",
    "redacted!",
    "uuid", "guid", "text", "varchar", "plain", "plaintext", "base64", "sha256", "md5", "sha1", "hs256",
    "rs256",
  ])

  private static let prefixes = WordBeginnings([
    "your_", "your-", "your.", "your ", "yourpass", "yoursecret", "yourtoken", "yourkey", "yourapi", "my_",
    "my-",
    "insert", "enter_", "enter-", "put_", "put-", "replace", "change_", "change-", "changeme", "example_",
    "example-",
    "dummy", "placeholder", "redacted", "some_", "some-", "test_", "test-", "fake", "todo", "xxx", "the_",
    "the-", "any_", "any-", "not_", "not-", "no_", "no-", "sample_", "sample-", "env:", "env.", "vault:",
    "arn:",
    "secret:", "ref:", "file:", "op://", "projects/", "ssm:", "enc[",
  ])

  /// Where a value is kept, whatever digits it has.
  private static let references = WordBeginnings([
    "arn:", "op://", "projects/", "vault:", "enc[", "file:", "env:", "ssm:", "xxxx",
  ])

  private static let parts = WordBeginnings([
    "_here", "-here", "placeholder", "example", "redacted", "changeme", "your_", "your-", "_goes_", "<pass",
    "<token",
    "<secret", "<key", "xxxx", "passwordhere", "keyhere", "tokenhere", "secrethere",
  ])

  private static let generic = NameWords([
    "string", "text", "hidden", "required", "optional", "define", "undef", "invalid", "incorrect", "wrong",
    "missing", "expired",
    "valid",
    "input", "field", "label", "value", "name", "type", "plain", "basic", "bearer", "digest", "sensitive",
    "private",
    "public", "forgot", "reset", "change", "changed", "confirm", "username", "user", "login", "email",
    "account",
    "credentials", "enter", "strong", "weak", "medium", "enabled", "disabled", "always", "never", "auto",
    "yes", "null",
    "none", "true", "false", "default", "prompt", "interactive", "ask", "file", "env", "environment",
    "variable",
    "varchar", "char", "integer", "number", "boolean", "object", "array", "unknown", "empty", "encrypted",
    "hashed",
    "rejected", "accepted", "failed", "failure", "success", "denied", "mismatch", "updated", "deleted",
    "created",
    "blocked", "locked", "masked", "redacted", "keyboard", "publickey", "oauth", "oidc", "saml", "ldap",
    "kerberos",
    "simple", "external", "internal", "local", "remote", "system", "shared", "allow", "deny", "reject",
    "accept",
    "ignore", "skip", "keep", "some", "any", "all", "other", "nothing", "something", "anything", "whatever",
    "attempt",
    "remember", "please", "must", "should", "cannot",
  ])

  private static let numbered = NameWords([
    "debug", "arg", "args", "str", "string", "val", "value", "param", "tmp", "temp", "buf", "buffer", "input",
    "key",
    "var",
    "field", "item", "user", "name", "opt", "option", "test", "line", "data", "text", "word", "int", "uint",
    "float",
    "sha", "utf", "base", "latin", "ascii", "version", "ver", "step", "level", "type", "page", "part", "col",
    "column",
    "node", "host", "obj", "elem", "group", "table", "file", "oauth", "rfc", "iso", "http", "python",
    "windows",
    "argon", "blake", "bcrypt", "pbkdf", "hmac", "scrypt", "crypt", "keccak", "murmur", "xxhash", "aes",
    "des",
    "plain", "auth", "sasl", "token", "vector", "case", "sample", "example", "client", "server", "account",
  ])

  private static let common = NameWords([
    "the", "your", "you", "a", "an", "is", "are", "was", "to", "for", "not", "must", "of", "in", "and", "or",
    "enter",
    "please", "with", "has", "have", "be", "should", "will", "can", "cannot", "invalid", "wrong", "incorrect",
    "required", "this", "that", "from", "by", "at", "on", "if", "it", "no", "new", "old", "use", "used",
    "using",
    "change", "changed", "reset", "confirm", "forgot", "characters", "least", "contain", "contains",
    "between",
    "minimum", "maximum", "der", "die", "das", "ist", "und", "le", "la", "les", "de", "el", "un", "une",
    "mot", "votre",
    "su", "see", "only", "all", "any", "when", "does", "do", "don", "match", "may", "as", "account", "user",
    "login",
    "my", "our", "their", "his", "her", "its", "we", "they", "i", "set", "get",
  ])
}

extension ByteView {
  fileprivate func holdsClosing(_ range: Range<Int>) -> Bool {
    range.prefix(SecretValue.preview).contains { self[$0] == UInt8(ascii: ")") }
      || self[range.upperBound] == UInt8(ascii: ")")
  }
}
