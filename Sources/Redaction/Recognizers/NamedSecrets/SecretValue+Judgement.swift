extension SecretValue {
  /// Whether this is a secret, as the value of `name`.
  ///
  /// Where a value looks like a word of a sentence or of a program it is let pass; where it looks random, or nothing but
  /// a value can stand there, it is taken.
  func isSecret(_ text: ByteView, of name: SecretName) -> Bool {
    guard range.count >= 3, !isTimestamp(text), !isExpression(text) else { return false }
    let look = ValueLook(text, range)
    if name.kind == .password || name.kind == .key, GeneratedPassword.holds(text, range, look) { return true }
    guard !Placeholder.holds(text, range), !isCall(text) else { return false }
    switch isOfUser && name.kind == .key ? .password : name.kind {
    case .password:
      return name.isUncertain
        ? looksGenerated(look, text, length: 8) : isPassword(look, text)
    case .key:
      guard !(name.isOfRequest && isUUID(text)), !isReference(text) else { return false }
      if name.isAlone {
        return look.count >= 20 && look.digits > 2 && look.marks == 0 && form != .pair
          && looksGenerated(look, text, length: 20)
      }
      // `file_pat` is a pattern.
      if name.isLoose { return look.marks == 0 && looksGenerated(look, text, length: 20) }
      if GeneratedPassword.isSalt(text, self, look) || isLongNumber(look, text) { return true }
      return looksGenerated(look, text, length: 8) || isOfAllKinds(look, text)
        || (name.isChosen && !name.isUncertain && isChosenSecret(look, text))
        || (name.isOfAccess && !name.isUncertain && form == .literal && WeakPassword.joins(text, range, look))
        || (!name.isUncertain && WeakPassword.joinsWithTail(text, range, look))
    case .session where name.isLoose:
      return looksGenerated(look, text, length: 20) && !isUUID(text) && !text.has("0x", at: range.lowerBound)
    case .session, .signature: return looksGenerated(look, text, length: 12)
    case .code:
      return look.digits == look.count && (name.isShort ? 3 : 4)...8 ~= look.count && !isCut && form != .pair
        && !isRepeated(text)
    case .authorization, .cookies: return false
    }
  }

  private func isPassword(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard look.count >= 4, !isPath(text), !isCode(look, text), !isConstant(look, text) else { return false }
    if look.alphanumerics == 0, look.nonASCII <= look.marks { return false }
    if look.blanks > 0 { return form == .literal && isPhrase(look, text) }
    switch form {
    case .literal:
      if isRules(text) { return false }
      guard look.isWord else {
        let isName = look.digits == 0 && look.innerMarks == 0 && SecretName.named(text, range) != nil
        return !isName && !isSentence(look, text)
      }
      return !isRepeated(text) && !Placeholder.isGeneric(text, range)
        && SecretName.named(text, range) == nil
        && !(look.humps > 0 && !look.isScrambled && isNameOfOther(text))
    case .bare:
      if look.isWord {
        return look.isGibberish || look.isScrambled
          || (isSetting && look.count >= 5 && !Placeholder.isGeneric(text, range)
            && SecretName.named(text, range) == nil)
      }
      return looksChosen(look, text) && !isHead(look, text)
    case .loose, .pair:
      if form == .loose, look.isWord, WeakPassword.holds(text, range) { return true }
      guard look.count >= 6, looksChosen(look, text), form == .loose || !isIdentifier(look, text),
        !isArgument(text)
      else {
        return false
      }
      return look.digits > 0
        ? look.digits < look.count : look.isScrambled || look.innerMarks > (look.letters > 8 ? 0 : 1)
    }
  }

  /// What a framework checks a field by: `required|string|min:8`.
  private func isRules(_ text: ByteView) -> Bool {
    let first: [StaticString] = ["required|", "nullable|", "string|", "sometimes|"]
    return first.contains { text.has($0, at: range.lowerBound) }
  }

  /// More than a word: digits in it, or marks that words do without.
  private func looksChosen(_ look: ValueLook, _ text: ByteView) -> Bool {
    if look.digits == look.count { return endsClause(text) && !isRepeated(text) }
    if look.digits > 0 {
      guard look.alphanumerics + look.nonASCII >= 3 else { return look.innerMarks > 0 }
      return (!isNumbered(look, text) || isWordWithNumber(look, text)) && !isDate(look)
        && !isRatio(look, text)
    }
    // The name of a variable, or of a constant.
    guard SecretName.named(text, range) == nil else { return false }
    return look.innerMarks > 0 || look.isGibberish || look.isScrambled
      || (look.secretMarks > 0 && look.uppercase > 2 && look.lowercase > 0)
  }

  /// Whether no word of a sentence follows.
  private func endsClause(_ text: ByteView) -> Bool {
    let next = text[range.upperBound]
    guard next == 0x20 else { return true }
    let word = range.upperBound + 1
    guard text[word].isLetter else { return true }
    // The next `name=` may follow.
    let end = text.end(from: word, limit: 32) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
    return text[end] == UInt8(ascii: "=") || text[end] == UInt8(ascii: ":")
  }

  /// A variable, a version, a standard: words with a digit behind, as in `password2`, `arg1` and `sha256`.
  private func isNumbered(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard look.innerMarks == 0, look.nonASCII == 0 else { return false }
    var end = range.upperBound
    end = text.start(before: end, floor: range.lowerBound) { $0.isDigit }
    let isTrailing = range.upperBound - end == look.digits && look.digits > 0
    guard isTrailing else { return false }
    let words = range.lowerBound..<end
    if look.digits == 1, SecretName.named(text, words) != nil { return true }
    return words.count <= 3 || Placeholder.isNumbered(text, words)
  }

  /// A short word with a year or a longer number behind it, as people choose it: `new2291`, `test1234`. Numbers of standards
  /// have as many digits.
  private func isWordWithNumber(_ look: ValueLook, _ text: ByteView) -> Bool {
    let word = text.letters(of: range)
    guard look.digits >= (isSetting ? 3 : 4), word.count >= 3, word.count + look.digits == look.count else {
      return false
    }
    if look.digits == 3, Placeholder.isNumbered(text, word) { return false }
    return !Self.standards.contains(text, word) && SecretName.named(text, word) == nil
  }

  private static let standards = WordSet([
    "rsa", "iso", "rfc", "cve", "ecdsa", "secp", "http", "https", "port", "line", "page", "sha", "err",
    "error",
    "ora", "utf", "windows", "win", "server", "code", "pid", "uid", "gid", "id", "num", "seq", "row", "item",
    "curve", "aes", "des", "dsa", "modp", "ffdhe", "oakley", "pkcs", "key", "var", "arg", "val", "tmp",
  ])

  private func isDate(_ look: ValueLook) -> Bool {
    look.letters <= 1 && look.digits >= 6 && look.marks >= 2 && look.innerMarks == 0
  }

  /// `12/12`, `98.5`
  private func isRatio(_ look: ValueLook, _ text: ByteView) -> Bool {
    look.letters == 0 && look.nonASCII == 0 && look.marks == 1
      && range.contains { text[$0] == UInt8(ascii: "/") || text[$0] == UInt8(ascii: ".") }
  }

  /// Capitals, small letters, digits and marks, as in what generators of passwords make.
  private func isOfAllKinds(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard look.count >= 8, look.digits > 0, look.uppercase > 0, look.lowercase > 0, look.secretMarks > 0,
      look.blanks == 0, look.nonASCII == 0, !isPath(text), !isCode(look, text), !isMember(look, text)
    else { return false }
    var strong = 0
    for index in range.prefix(Self.preview) where !text[index].isAlphanumeric {
      guard text[index].isMarkOfPasswords else { return false }
      // Keys that are pressed together, and addresses, have these.
      switch text[index] {
      case UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): break
      case UInt8(ascii: "@") where range.contains { text[$0] == UInt8(ascii: ".") }: break
      default: strong += 1
      }
    }
    return strong > 0
  }

  /// What people choose where a program asks for a secret: `tuff-und-lava9`, `s3cr3t`.
  private func isChosenSecret(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard form == .literal || form == .bare, look.count >= 6, look.digits > 0, look.letters > 1,
      look.blanks == 0,
      look.backslashes == 0, !look.isWordy, !isPath(text), !isCode(look, text), endsClause(text),
      !text.holdsScheme(range),
      look.digits >= 3 && look.marks == 0 && !Placeholder.isNumbered(text, text.letters(of: range))
        || looksChosen(look, text)
    else { return false }
    return !Placeholder.holdsName(text, range)
  }

  /// More digits than numbers of 64 bits have.
  private func isLongNumber(_ look: ValueLook, _ text: ByteView) -> Bool {
    look.digits == look.count && 21...64 ~= look.count && (form == .literal || form == .bare)
      && !isRepeated(text)
  }

  /// `aaaa`, `0000`
  private func isRepeated(_ text: ByteView) -> Bool {
    let first = text[range.lowerBound]
    return range.prefix(16).allSatisfy { text[$0] == first }
  }

  /// A call, an element of something, a member: `get_password()`, `os.environ["X"]`, `settings.PASSWORD`.
  private func isCode(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard form != .literal, closing == 0 else { return false }
    var at = range.lowerBound
    if text[at] == UInt8(ascii: "&") || text[at] == UInt8(ascii: "!") || text[at] == UInt8(ascii: "@")
      || text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "*")
    {
      at += 1
      // No name begins with a digit.
      if text[at].isDigit, look.uppercase > 0, look.lowercase > 0 { return false }
      // A reference, a tag of YAML, a parameter: it has no other marks.
      let end = text.end(from: at, limit: 64) { $0.isWordByte || $0 == UInt8(ascii: ".") }
      if end >= range.upperBound, look.digits <= 1, !look.isScrambled, !look.isGibberish, !look.isMixed {
        return true
      }
    }
    let first = at
    // The dot of a sentence is behind the value.
    at = text.end(from: at, limit: min(64, range.upperBound - at)) {
      $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "?")
    }
    while at > first, at < range.upperBound, text.has("->", at: at) || text.has("::", at: at) {
      at = text.end(from: at + 2, limit: 64) { $0.isWordByte || $0 == UInt8(ascii: ".") }
      if at >= range.upperBound, look.digits <= 1 { return true }
    }
    guard at > first else { return false }
    let next = text[at]
    if next == UInt8(ascii: "(") || next == UInt8(ascii: "{") {
      // `som{mer}7x`: the bracket closes inside.
      if next == UInt8(ascii: "{"), look.digits > 0, text[range.upperBound - 1] != UInt8(ascii: "}"),
        range.contains(where: { text[$0] == UInt8(ascii: "}") })
      {
        return false
      }
      // What goes on behind the bracket is no call.
      let close = text.end(from: at, limit: SecretValue.preview) { $0 != UInt8(ascii: ")") && !$0.isLineEnd }
      // Nothing closes it, on its line: one mark of many.
      if next == UInt8(ascii: "("), text[close] != UInt8(ascii: ")"), close == range.upperBound,
        look.digits > 0,
        look.innerMarks > 0
      {
        return false
      }
      return close + 1 >= range.upperBound || !text[close + 1].isAlphanumeric
    }
    if next == UInt8(ascii: "[") {
      return at >= range.upperBound - 1 || look.digits <= 2
        || (first..<at).contains { text[$0] == UInt8(ascii: ".") }
    }
    guard at >= range.upperBound else { return false }
    if text.has("self.", at: first) || text.has("this.", at: first) { return true }
    // Members: none of the words between the dots has a digit but at its end.
    guard (first..<at).contains(where: { text[$0] == UInt8(ascii: ".") }),
      text[first].isLetter || text[first] == 0x5F
    else { return false }
    guard look.digits <= 1, look.digits > 0 else { return look.digits == 0 }
    return text[range.upperBound - 1].isDigit && isOfProgram(first..<at, text)
  }

  /// Whether one of the words that are joined by dots is one of programs, or a very short one.
  private func isOfProgram(_ words: Range<Int>, _ text: ByteView) -> Bool {
    var start = words.lowerBound
    while start < words.upperBound {
      let end = text.end(from: start, limit: words.upperBound - start) { $0 != UInt8(ascii: ".") }
      let stem = text.start(before: end, floor: start) { $0.isDigit }
      if stem - start < 3 || (start..<end).contains(where: { text[$0] == 0x5F || text[$0].isUppercase })
        || Self.owners.holds(start..<stem, of: text) || Placeholder.isNumbered(text, start..<stem)
        || SecretName.named(text, start..<stem) != nil
      {
        return true
      }
      start = end + 1
    }
    return false
  }

  private static let owners = NameWords([
    "config", "conf", "cfg", "settings", "setting", "env", "environ", "environment", "os", "app", "args",
    "opts",
    "options", "option", "params", "props", "properties", "request", "response", "req", "res", "process",
    "context",
    "ctx", "module", "vars", "local", "locals", "global", "globals", "secrets", "values", "data", "database",
    "server",
    "client", "user", "users", "account", "crypto", "crypt", "utils", "util", "lib", "auth", "session",
    "state",
    "fields", "form", "input", "event", "item", "row", "record", "model", "service", "store", "connection",
    "conn",
    "test", "tests", "example", "main", "index", "node", "spec", "default", "defaults", "hash", "digest",
    "com", "org",
  ])

  /// Letters and what sentences have besides.
  private func isSentence(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard look.digits == 0, look.innerMarks == 0, look.nonASCII == 0 || look.letters > 0 else { return false }
    // One mark at an end may be anything: `geheim!` is a password, `wrong.` is a word.
    let last = text[range.upperBound - 1]
    return last == UInt8(ascii: ".") || last == UInt8(ascii: ":") || last == UInt8(ascii: ",")
      || look.letters == 0
      || (text[range.lowerBound].isLetter && last.isLetter && look.letters + look.marks == look.count
        && look.marks <= 3 && !look.isGibberish)
  }

  /// A phrase that people choose as a password, and no label or message.
  private func isPhrase(_ look: ValueLook, _ text: ByteView) -> Bool {
    // Words with a number among them, as `ein Satz mit 4 Steinen` is one.
    if 3...6 ~= look.blanks, look.digits > 0, look.innerMarks == 0, look.marks == 0 {
      return !Placeholder.holdsCommonWord(text, range)
    }
    if look.blanks <= 3, look.isMixed, look.letters > 2, text[range.upperBound - 1].isLetter,
      text.hasDigit(inLastWordOf: range)
    {
      return true
    }
    if look.digits > 0 || look.innerMarks > 0 {
      return look.blanks <= 3 && !Placeholder.holdsCommonWord(text, range)
        && (look.innerMarks + look.digits >= 2 || (look.digits > 0 && look.secretMarks > 0))
    }
    return look.blanks >= 3 && look.lowercase + look.blanks == look.count
      && !Placeholder.holdsCommonWord(text, range)
  }

  /// Whether the value looks generated, for names that programs often use for values that are not secret.
  private func looksGenerated(_ look: ValueLook, _ text: ByteView, length: Int) -> Bool {
    guard look.count >= length, look.blanks == 0, !isPath(text), !isCode(look, text) else { return false }
    guard !text.holdsScheme(range), !isMember(look, text) else { return false }
    // A path of ARNs, a regular expression.
    guard look.backslashes == 0 else { return false }
    if isIdentifier(look, text) { return false }
    return look.looksRandom && !isDate(look)
  }

  /// Words of programs joined by dots or `$`, as in `oauth2client.client.OAuth2Credentials`.
  private func isMember(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard look.letters >= 3 * look.letterPieces, !look.isGibberish, text[range.lowerBound].isLetter else {
      return false
    }
    var joints = 0
    var endsInType = false
    for index in range.prefix(SecretValue.preview) {
      let byte = text[index]
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$") {
        joints += 1
        endsInType = text[index + 1].isUppercase && text[index + 2].isLetter
      } else if !byte.isWordByte {
        return false
      }
    }
    return joints > 0 && (endsInType || (look.longestDigits <= 3 && look.letters >= 4 * look.letterPieces))
  }

  /// Words joined by `_`, `-`, `.` or by capitals, with a short number at the end of some.
  private func isIdentifier(_ look: ValueLook, _ text: ByteView) -> Bool {
    guard look.secretMarks == 0, look.nonASCII == 0, !look.isGibberish, !look.isIrregular else {
      return false
    }
    if look.isWordy { return true }
    guard look.marks > 0 else { return isNumbered(look, text) }
    var start = range.lowerBound
    var words = 0
    var letters = 0
    while start < range.upperBound {
      let end = min(range.upperBound, text.end(from: start, limit: 64) { $0.isAlphanumeric })
      guard isOrdinaryWord(text, start..<end) else { return false }
      if end - start > 3, text[end - 1].isLetter { letters += end - start }
      words += 1
      start = end + 1
      if words > 24 { return false }
    }
    // Short parts may be anything; words make an identifier of them.
    return 2 * letters >= look.alphanumerics || look.digits <= 4
  }

  /// Letters, then two digits at most; or four digits.
  private func isOrdinaryWord(_ text: ByteView, _ word: Range<Int>) -> Bool {
    if word.count <= 3 { return true }
    let letters = text.end(from: word.lowerBound, limit: word.count) { $0.isLetter }
    if letters == word.upperBound { return true }
    let rest = text.end(from: letters, limit: word.upperBound - letters) { $0.isDigit }
    guard rest == word.upperBound else { return false }
    if Placeholder.isNumbered(text, word.lowerBound..<letters) { return true }
    return rest - letters <= (letters == word.lowerBound ? 4 : 2)
  }
}

extension ByteView {
  /// Whether it begins like a URL.
  func holdsScheme(_ range: Range<Int>) -> Bool {
    let end = self.end(from: range.lowerBound, limit: 12) { $0.isLetter }
    return has("://", at: end)
  }

  /// Whether the last of several words holds a digit.
  fileprivate func hasDigit(inLastWordOf range: Range<Int>) -> Bool {
    let word = start(before: range.upperBound, floor: range.lowerBound) { $0 != 0x20 }
    return (word..<range.upperBound).contains { self[$0].isDigit }
  }

  /// The letters that it begins with.
  func letters(of range: Range<Int>) -> Range<Int> {
    range.lowerBound..<end(from: range.lowerBound, limit: range.count) { $0.isLetter }
  }
}

extension UInt8 {
  /// What generators of passwords put among letters and digits.
  var isMarkOfPasswords: Bool {
    switch self {
    case UInt8(ascii: "!"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "^"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "~"),
      UInt8(ascii: "?"):
      true
    default: false
    }
  }
}
