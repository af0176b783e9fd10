// Names and values that nothing joins but that they stand beside each other.
extension ValueReader {
  /// Index of the quotation mark of the literal in a call that only wraps it, as in `SecretStr("...")`.
  func wrapped(_ start: Int, depth: Int = 0) -> Int? {
    var at = start
    if depth > 0, text[at].isQuote { return at }
    if text.has("new ", at: at) || text.has("&", at: at) { at += text[at] == UInt8(ascii: "&") ? 1 : 4 }
    // `[]byte("...")` of Go
    if text.has("[]", at: at) { at += 2 }
    guard text[at].isLetter else { return nil }
    let end = text.end(from: at, limit: 40) {
      $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
    }
    // `Just "..."`, and the name of an argument.
    let isOpen =
      text[end] == UInt8(ascii: "(") || (text[end] == 0x20 && text[end + 1].isQuote)
      || (depth > 0 && text[end] == UInt8(ascii: "="))
    guard isOpen, Self.wrappers.end(text, at..<end), !isLookup(at..<end) else { return nil }
    var mark = text.end(from: end + 1, limit: 4) { $0.isBlank }
    if text[mark].isLetter, text[mark + 1].isQuote { mark += 1 }
    if text[mark].isQuote { return mark }
    return depth < 3 ? wrapped(mark, depth: depth + 1) : nil
  }

  /// Whether a call is for a value that stands elsewhere, as in `get_secret("name")`.
  func isLookup(_ name: Range<Int>) -> Bool {
    var end = name.upperBound
    for _ in 0..<6 where end > name.lowerBound {
      end = text.start(before: end, floor: name.lowerBound) { $0.isNameJoint || $0.isDigit }
      guard end > name.lowerBound else { break }
      let word = text.nameWord(before: end, floor: name.lowerBound)
      if Self.lookups.holds(word, of: text) { return true }
      end = word.lowerBound
    }
    return false
  }

  private static let lookups = NameWords([
    "get", "read", "load", "fetch", "find", "hash", "check", "verify", "input", "prompt", "ask", "env",
    "lookup",
    "resolve", "decrypt", "encrypt", "field", "parse", "generate", "make", "create", "validate", "param",
    "reset", "encode", "decode", "unquote", "escape", "label", "test", "assert", "expect", "should",
  ])

  private static let wrappers = NameWords([
    "secretstr", "str", "string", "bytes", "secretbytes", "secret", "securestring", "sensitive", "some",
    "just",
    "password", "passwd", "from", "quote", "literal", "char", "redacted", "guardedstring", "value", "text",
    "array",
    "chararray", "encoded", "b", "byte", "bytearray", "obfuscated", "protected", "option", "optional", "ok",
    "masked",
    "btoa", "maybe",
    "hidden", "confidential", "private", "token", "wrapped", "success", "box", "arc", "cow",
  ])

  /// The second element of a pair, or the member `value` of the object that the name is in. False when other members
  /// follow.
  func readPair(_ start: Int, _ body: (SecretValue) -> Bool) -> Bool {
    var at = text.end(from: start, limit: 32) { $0.isWhitespace }
    // `add_argument("--token", "-t", default="VALUE")`
    if isOption, text[at].isQuote, text[at + 1] == UInt8(ascii: "-") {
      let end = text.end(from: at + 1, limit: 32) { $0.isTokenByte }
      if text[end] == text[at], text[end + 1] == UInt8(ascii: ",") {
        at = text.end(from: end + 2, limit: 32) { $0.isWhitespace }
      }
    }
    guard let member = member(at) else {
      readLiteral(at, isOption ? .loose : .pair) { value in
        if !isOption, isListedName(value) { return true }
        var value = value
        if isTwo(value) { value.form = .loose }
        return body(value)
      }
      return true
    }
    guard let value = value(of: member, from: at) else { return false }
    readLiteral(value, .literal, body)
    return true
  }

  /// Whether the name and a value behind it are all that a bracket holds.
  private func isTwo(_ value: SecretValue) -> Bool {
    let before = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 8)) {
      $0.isQuote || $0.isBlank || $0.isLetter
    }
    let after = text.end(from: value.range.upperBound, limit: 8) { $0.isQuote || $0.isBlank || $0 == 0x5C }
    switch text[before - 1] {
    case UInt8(ascii: "("): return text[after] == UInt8(ascii: ")")
    case UInt8(ascii: "["): return text[after] == UInt8(ascii: "]")
    // All of a line.
    case 0, 0x0A, 0x0D: return text[after] == 0 || text[after].isLineEnd
    // All of a string of JSON, in marks of their own.
    case UInt8(ascii: ":"), UInt8(ascii: ","):
      let quote = text.end(from: before, limit: 4, while: \.isBlank)
      return quote < name.lowerBound - 1 && text.opensString(quote) && text.closesString(after - 1)
    default: return false
    }
  }

  /// Whether it is one of several names in a list: `'DES_KEY', 'RIPEMD160_CTX', 'u_char'`.
  private func isListedName(_ value: SecretValue) -> Bool {
    let before = text.start(before: name.lowerBound - 1, floor: max(floor, name.lowerBound - 64)) {
      $0.isWhitespace
    }
    let after = text.end(from: value.range.upperBound + 1, limit: 64) {
      $0.isWhitespace || $0 == UInt8(ascii: ",")
    }
    let isBehind = text[before - 1] == UInt8(ascii: ",") && before > floor
    guard isBehind || (after > value.range.upperBound + 1 && text[after].isQuote) else { return false }
    let look = ValueLook(text, value.range)
    return look.digits <= 6 && look.longestDigits <= 4 && !look.isMixed
      && 4 * look.letters >= 9 * look.letterPieces
      && value.range.allSatisfy { text[$0].isWordByte }
  }

  func readLiteral(_ start: Int, _ form: SecretValue.Form, _ body: (SecretValue) -> Bool) {
    var at = start
    if text[at] == UInt8(ascii: "{"), let inner = valueMember(at + 1) { at = inner }
    if text[at].isLetter, text[at + 1].isQuote { at += 1 }
    if text[at] == UInt8(ascii: "\\"), text[at + 1].isQuote { at += 1 }
    if text[at] == UInt8(ascii: "["), text[at + 1].isQuote { at += 1 }
    if !text[at].isQuote, let mark = wrapped(at) { at = mark }
    if text[at].isQuote {
      let isEscaped = text[at - 1] == UInt8(ascii: "\\")
      if text[at + 1] == text[at], text[at + 2] == text[at] { at += 2 }
      let end = text.quotedEnd(
        from: at + 1,
        quote: text[at],
        isEscaped: isEscaped,
        limit: SecretValue.preview
      )
      let isCut = end == at + 1 + SecretValue.preview
      _ = body(SecretValue(range: at + 1..<end, form: form, closing: text[at], isCut: isCut))
    } else if form == .literal, text[at].isDigit {
      let end = text.end(from: at, limit: SecretValue.preview) { $0.isAlphanumeric }
      _ = body(SecretValue(range: at..<end, form: .bare))
    }
  }

  /// A member of an object at `start`: its key, and where its value begins.
  func member(_ start: Int) -> (key: Range<Int>, value: Int)? {
    var at = start
    if text[at] == UInt8(ascii: "\\") { at += 1 }
    let isQuoted = text[at].isQuote
    if isQuoted { at += 1 }
    let end = text.end(from: at, limit: 32) { $0.isTokenByte }
    guard end > at else { return nil }
    let key = at..<end
    at = text.end(from: end, limit: 4) { $0.isQuote || $0 == UInt8(ascii: "\\") }
    guard isQuoted == (at > end) else { return nil }
    at = text.end(from: at, limit: 8) { $0.isBlank }
    guard text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "=") else { return nil }
    at = text.end(from: at + 1, limit: 1) { $0 == UInt8(ascii: ">") }
    return (key, text.end(from: at, limit: 32) { $0.isWhitespace })
  }

  /// Where the value of `value` begins, among the six members from `start` on.
  private func value(of first: (key: Range<Int>, value: Int), from start: Int) -> Int? {
    var member: (key: Range<Int>, value: Int)? = first
    for _ in 0..<6 {
      guard let current = member else { return nil }
      if isValueKey(current.key) { return current.value }
      var at = current.value
      if text[at] == UInt8(ascii: "\\"), text[at + 1].isQuote { at += 1 }
      if text[at].isQuote {
        at = text.quotedEnd(from: at + 1, quote: text[at], isEscaped: false, limit: 64) + 1
      } else {
        at = text.end(from: at, limit: 32) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
      }
      guard text[at] == UInt8(ascii: ",") else { return nil }
      at = text.end(from: at + 1, limit: 32) { $0.isWhitespace }
      member = self.member(at)
    }
    return nil
  }

  func isValueKey(_ key: Range<Int>) -> Bool {
    text.hasAnyCase("value", endingAt: key.upperBound)
      || (isOption && key.count == 7 && text.hasAnyCase("default", at: key.lowerBound))
      || (key.count == 3 && text.hasAnyCase("val", at: key.lowerBound))
      || (key.count == 1 && text.hasAnyCase("v", at: key.lowerBound))
  }

  /// Where the value begins in `{"value": ...` behind its brace.
  func valueMember(_ start: Int) -> Int? {
    let at = text.end(from: start, limit: 32) { $0.isWhitespace }
    guard let member = member(at), isValueKey(member.key) else { return nil }
    return member.value
  }

  /// `Key=DB_PASSWORD,Value=...`
  func readNextMember(_ start: Int, _ body: (SecretValue) -> Bool) {
    let at = text.end(from: start, limit: 8) { $0.isBlank }
    guard let member = member(at), isValueKey(member.key) else { return }
    if text[member.value].isQuote { return readLiteral(member.value, .literal, body) }
    readBareValue(member.value, .bare, body)
  }

  /// `- name: DB_PASSWORD` and `value: ...` on the next line.
  func readNextLine(_ start: Int, _ body: (SecretValue) -> Bool) {
    let before = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 3)) {
      $0.isBlank || $0.isQuote
    }
    let at = text.end(from: start, limit: 64) { $0.isWhitespace }
    if text[before - 1] == UInt8(ascii: "$"), let value = dumped(at) {
      return readLiteral(value, .literal, body)
    }
    if text.has("kind:", endingAt: before) || text.has("kind: ", endingAt: before) {
      return readManifest(start, body)
    }
    // A long declaration of Java goes on in the next line.
    if text.has("= \"", at: at), text[start - 1].isAlphanumeric { return readLiteral(at + 2, .literal, body) }
    // YAML: `? password` and `: VALUE` on the next line.
    if text.has(": ", at: at), text.has("?", endingAt: before) { return readBareValue(at + 2, .bare, body) }
    guard text[before - 1] == UInt8(ascii: ":") || text[before - 1] == UInt8(ascii: "="),
      let member = member(at), isValueKey(member.key)
    else {
      if let value = labelled(start) { _ = body(value) }
      return
    }
    if text[member.value].isQuote { return readLiteral(member.value, .literal, body) }
    let mark = text.end(from: member.value, limit: 2) { $0 == 0x7C || $0 == 0x3E || $0 == 0x2D }
    let isBlock = text[member.value] != 0x2D && mark > member.value && text[mark].isLineEnd
    let value = isBlock ? text.end(from: mark, limit: 48) { $0.isWhitespace } : member.value
    readBareValue(value, isBlock ? .loose : .bare, body)
  }

  func readBareValue(_ start: Int, _ form: SecretValue.Form, _ body: (SecretValue) -> Bool) {
    let end = text.bareValueEnd(from: start, limit: SecretValue.preview)
    guard end > start else { return }
    _ = body(SecretValue(range: start..<end, form: form, isCut: end == start + SecretValue.preview))
  }

  // MARK: markup

  /// The attribute `value` of the tag that the name stands in, or the content of its element. False when there is
  /// neither.
  func readAttributes(_ start: Int, isQuoted: Bool, _ body: (SecretValue) -> Bool) -> Bool {
    var at = start
    for _ in 0..<6 {
      let end = text.end(from: at, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: ":") }
      let equals = text.end(from: end, limit: 4) { $0.isBlank }
      guard end > at, text[equals] == UInt8(ascii: "=") else { break }
      let mark = text.end(from: equals + 1, limit: 4) { $0.isBlank }
      guard text[mark].isQuote else { return false }
      let close = text.quotedEnd(from: mark + 1, quote: text[mark], isEscaped: false, limit: 64)
      // `<meta name="csrf-token" content="VALUE">`
      if isValueKey(at..<end) || text.has("content=", at: at) {
        readLiteral(mark, .literal, body)
        return true
      }
      guard text[close] == text[mark] else { return false }
      at = text.end(from: close + 1, limit: 32) { $0.isWhitespace }
    }
    guard text[at] == UInt8(ascii: ">") else { return false }
    readElement(at + 1, isQuoted ? .loose : .literal, body)
    return true
  }

  /// `value="..." key="Password"` and `{"value":"...","name":"DB_PASSWORD"}`: the value stands before a name that is
  /// itself the value of `name` or `key`. False when there is none.
  func readBefore(_ body: (SecretValue) -> Bool) -> Bool {
    let low = max(floor, name.lowerBound - 160)
    var at = text.start(before: name.lowerBound, floor: low) {
      $0.isQuote || $0.isBlank || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=")
        || $0 == UInt8(ascii: "\\")
    }
    guard at < name.lowerBound - 1,
      text.hasAnyCase("name", endingAt: at) || text.hasAnyCase("key", endingAt: at)
    else { return false }
    while at > low {
      at -= 1
      switch text[at] {
      case UInt8(ascii: "<"), UInt8(ascii: "{"), UInt8(ascii: "}"): return false
      case UInt8(ascii: "v"), UInt8(ascii: "V"):
        guard text.hasAnyCase("value", at: at) else { continue }
        let start = text.start(before: at, floor: low) { $0.isQuote || $0 == UInt8(ascii: "\\") }
        guard let member = member(start), member.value < name.lowerBound else { continue }
        readLiteral(member.value, .literal, body)
        return true
      default: continue
      }
    }
    return false
  }

  // MARK: sentences and options

  /// `password is VALUE`, `--password VALUE`, `PASSWORD 'VALUE'` of SQL, and `login NAME password VALUE`.
  func readSaid(_ start: Int, _ body: (SecretValue) -> Bool) {
    if let value = announced(start) {
      _ = body(value)
      return
    }
    if text[start] == UInt8(ascii: "s"), text.has("set ", at: start), let value = bodyOfSecret(start + 4) {
      return readLiteral(value, .literal, body)
    }
    if let value = typed(start) { return readBareValue(value, .loose, body) }
    var at = isDirective ? endOfOptions(start) : start
    if at > start { return readBareValue(at, .loose, body) }
    if let end = endOfVerb(start) {
      at = text.end(from: end, limit: 4) { $0.isBlank }
    } else if text.hasAnyCase("for ", at: at) {
      // SET PASSWORD FOR 'otto'@'host' = '...'
      if let value = saidOf(at + 4) { return readBareValue(value, .loose, body) }
      at = text.end(from: at, limit: 64) { $0 != UInt8(ascii: "=") && !$0.isLineEnd }
      guard text[at] == UInt8(ascii: "=") else { return }
      at = text.end(from: at + 1, limit: 4) { $0.isBlank }
    } else if let typed = literalOfType(at) {
      return readLiteral(typed, .literal, body)
    } else if !text[at].isAlphanumeric, let value = wordOfLogin(at) {
      _ = body(value)
      return
    } else if text[at] == UInt8(ascii: "[") || text[at] == UInt8(ascii: "(") {
      _ = readBracketed(at, body)
      return
    } else if text.has("\u{2013} ", at: at) || text.has("\u{2014} ", at: at) {
      return readBareValue(at + 4, .loose, body)
    } else if text.has("- ", at: at), !isIdeographic {
      return readBareValue(at + 2, .loose, body)
    } else if let opening = openingMark(at) {
      return readBareValue(opening, .loose, body)
    } else if !text[at].isQuote, !isOption, !isIdeographic, !isDirective, !isOfLogin {
      return readUnjoined(at, body)
    }
    if text[at].isQuote || wrapped(at) != nil { return readLiteral(at, .loose, body) }
    guard text[at] != UInt8(ascii: "-") else { return }
    readBareValue(openingMark(at) ?? at, .loose, body)
  }

  /// Where the value begins behind the options of `rootpw --plaintext VALUE` in a kickstart.
  private func endOfOptions(_ start: Int) -> Int {
    var at = start
    for _ in 0..<3 where text.has("--", at: at) {
      at = text.end(from: text.end(from: at, limit: 32) { $0.isTokenByte }, limit: 4) { $0.isBlank }
    }
    return at
  }

  /// Where the value begins in `password for the user otto is VALUE`, behind `for`: three words at most.
  private func saidOf(_ start: Int) -> Int? {
    var at = start
    for _ in 0..<3 {
      at = text.end(from: at, limit: 40) { $0 > 0x20 && $0 != UInt8(ascii: "=") }
      if text.has(" is ", at: at) || text.has(" -> ", at: at) { return at + 4 }
      guard text[at] == 0x20 else { return nil }
      at += 1
    }
    return nil
  }

  /// Index of the quotation mark behind a verb: `set "password" to "VALUE"`.
  func behindVerb(_ start: Int) -> Int? {
    guard let end = endOfVerb(start) else { return nil }
    let mark = text.end(from: end, limit: 4) { $0.isBlank }
    return text[mark].isQuote ? mark : nil
  }

  /// Where the space ends behind `is`, `is:` or another verb.
  private func endOfVerb(_ start: Int) -> Int? {
    var end = text.end(from: start, limit: 12) { $0.isLetter || $0.isNonASCII }
    if text.has(" to ", at: end), text.hasAnyCase("set", endingAt: end) { end += 3 }
    guard Self.verbs.contains(text, start..<end) else { return nil }
    if text[end].isBlank { return end + 1 }
    return end - start == 2 && text.hasAnyCase("is: ", at: start) ? end + 2 : nil
  }

  private static let verbs = WordSet([
    "is", "was", "set to", "lautet", "ist", "est", "es", "é", "è", "equals", "jest", "to", "har", "är", "er",
    "είναι", "este", "je", "on", "là",
  ])

  /// `--password`, `-storepass`.
  var isOption: Bool {
    let first = text[name.lowerBound]
    return (first == UInt8(ascii: "-") || first == UInt8(ascii: "\\"))
      && !text[name.lowerBound - 1].isAlphanumeric
  }

  /// Whether all of a word of a command is in quotation marks, which are no part of it.
  func isWordInMarks(_ start: Int) -> Bool {
    guard text[start].isQuote else { return false }
    let end = text.quotedEnd(
      from: start + 1,
      quote: text[start],
      isEscaped: false,
      limit: SecretValue.preview
    )
    return text[end] == text[start] && (text[end + 1] <= 0x20 || text[end + 1].isQuote)
  }

  /// A line of the configuration of Redis, OpenLDAP or a client of LDAP.
  var isDirective: Bool { Self.directives.contains(text, name) }

  private static let directives = WordSet(["requirepass", "masterauth", "bindpw", "rootpw"])
}
