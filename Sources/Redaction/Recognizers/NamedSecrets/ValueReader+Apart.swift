// Names and values with more between them than a joint: brackets, calls, markup, blanks.
extension ValueReader {
  /// The position behind marks around a name that are not part of it: an index, `[0]`, the end of Erlang's binaries,
  /// `>>`, Markdown's stars, a closing tag, the colours of a terminal.
  func behindMarks(_ start: Int, isQuoted: Bool) -> Int {
    var at = start
    if text[at] == UInt8(ascii: "[") {
      let end = text.end(from: at + 1, limit: 4) { $0.isDigit }
      if text[end] == UInt8(ascii: "]") { at = end + 1 }
    }
    if isQuoted, text.has(">>", at: at) { at += 2 }
    let stars = text.end(from: at, limit: 3) { $0 == UInt8(ascii: "*") }
    if stars > at, isStarred { at = stars }
    if text.has("__", at: at), text.has("__", at: name.lowerBound) { at += 2 }
    // `\textbf{Password:} VALUE`
    if text[at] == UInt8(ascii: "}"), text[name.lowerBound - 1] == UInt8(ascii: "{"), at > name.upperBound {
      at += 1
    }
    // `password (contraseña): VALUE`
    if text[at] == UInt8(ascii: ")"), text[name.lowerBound - 1] == UInt8(ascii: "("), name.lowerBound > floor
    {
      let joint = text.end(from: at + 1, limit: 2) { $0.isBlank }
      if text[joint] == UInt8(ascii: ":") || text[joint] == UInt8(ascii: "="),
        text[joint + 1] != UInt8(ascii: "=")
      {
        at += 1
      }
    }
    at = text.endOfColours(at)
    if at > name.upperBound, text.has("</", at: at), text[at - 1] == UInt8(ascii: ":") {
      let end = text.end(from: at + 2, limit: 12) { $0.isAlphanumeric }
      if text[end] == UInt8(ascii: ">") { at = end + 1 }
    }
    return at
  }

  /// Whether one of Markdown's stars stands before the name, up to two words before.
  private var isStarred: Bool {
    let start = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 24)) {
      $0.isAlphanumeric || $0 == 0x20
    }
    return text[start - 1] == UInt8(ascii: "*") && start > floor
  }

  /// `?=`, `+=`, `??=`
  func isAssigned(_ start: Int) -> Bool {
    let end = text.end(from: start, limit: 2) { $0 == text[start] }
    return text[end] == UInt8(ascii: "=") && text[end + 1] != UInt8(ascii: "=")
  }

  /// `| password | VALUE |`, `Password ....: VALUE`, `env.get("TOKEN") ?? "VALUE"`,
  /// `variable "db_password" { default = "VALUE" }`.
  func readApart(_ start: Int, isQuoted: Bool, _ body: (SecretValue) -> Bool) {
    switch text[start] {
    case UInt8(ascii: "|"):
      let before = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 24)) {
        $0.isBlank || $0.isAlphanumeric || $0.isQuote || $0 == UInt8(ascii: "*")
      }
      // A row may have no bar in front.
      let isRow = before > floor && text[before - 1] == UInt8(ascii: "|")
      let isAlone = text.beginsLine(before) || text.beginsLine(name.lowerBound) || before == name.lowerBound
      guard text[start + 1].isBlank, isRow || isAlone else { return }
      let value = text.end(from: start + 1, limit: 32) { $0.isBlank || $0.isQuote }
      readBareValue(value, .loose, body)
    case UInt8(ascii: ".") where text[start + 1].isBlank && text[start + 2].isQuote:
      // `(password . "VALUE")` of Lisp
      readLiteral(start + 2, .loose, body)
    case UInt8(ascii: "."):
      let end = text.end(from: start, limit: 48) { $0 == UInt8(ascii: ".") }
      let joint = text.end(from: end, limit: 4) { $0.isBlank }
      guard end > start + 1, text[joint] == UInt8(ascii: ":") else { return }
      readBareValue(text.end(from: joint + 1, limit: 16) { $0.isBlank }, .loose, body)
    case UInt8(ascii: ")"):
      guard isQuoted else { return readExpected(start, body) }
      let joint = text.end(from: start + 1, limit: 8) { $0.isBlank }
      // A dictionary as Swift prints it: `Optional("password"): Optional("VALUE")`.
      if text[joint] == UInt8(ascii: ":") {
        return readLiteral(text.end(from: joint + 1, limit: 8) { $0.isBlank }, .literal, body)
      }
      guard text.has("??", at: joint) || text.has("||", at: joint) || text.has("or", at: joint) else {
        return
      }
      let value = text.end(from: joint + 2, limit: 8) { $0.isBlank }
      if text[value].isQuote { readLiteral(value, .literal, body) }
    default:
      if let value = valueMember(start + 1) { return readLiteral(value, .literal, body) }
      let at = text.end(from: start + 1, limit: 32) { $0.isWhitespace }
      if text[at].isQuote { return readInitializer(at, body) }
      // A property of C#: `ApiKey { get; set; } = "VALUE"`
      if text.has("get;", at: at) {
        let close = text.end(from: at, limit: 64) { $0 != UInt8(ascii: "}") }
        let joint = text.end(from: close + 1, limit: 4) { $0.isBlank }
        if text.has("= ", at: joint) { readLiteral(joint + 2, .literal, body) }
        return
      }
      guard text.has("default", at: at) else {
        if isDirective { readBareValue(start, .loose, body) }
        return
      }
      let joint = text.end(from: at + 7, limit: 16) { $0.isBlank }
      guard text[joint] == UInt8(ascii: "=") else { return }
      readLiteral(text.end(from: joint + 1, limit: 8) { $0.isBlank }, .literal, body)
    }
  }

  /// The content of the element behind the one that the name is in:
  /// `<key>password</key><string>VALUE</string>`.
  func readNextElement(_ start: Int, _ body: (SecretValue) -> Bool) {
    guard text[name.lowerBound - 1] == UInt8(ascii: ">") else { return }
    let close = text.end(from: start + 2, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: ":") }
    guard text[close] == UInt8(ascii: ">") else { return }
    var at = text.end(from: close + 1, limit: 64) { $0.isWhitespace }
    var isValue = false
    // A value may be in a type of its own.
    for _ in 0..<2 where text[at] == UInt8(ascii: "<") && text[at + 1].isLetter {
      let end = text.end(from: at + 1, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: ":") }
      guard text[end] == UInt8(ascii: ">") else { return }
      isValue =
        isValue || text.hasAnyCase("value", endingAt: end) || text.hasAnyCase("string", endingAt: end)
      at = end + 1
    }
    guard text[at - 1] == UInt8(ascii: ">") else { return }
    readElement(at, isValue ? .literal : .loose, body)
  }

  /// Whether a literal of Python or C# has an expression in braces: `f"{user}-{id}"`, `$"{id}"`.
  func isInterpolated(_ mark: Int, _ range: Range<Int>) -> Bool {
    let letter = text[mark - 1] | 0x20
    guard
      letter == UInt8(ascii: "f") || text[mark - 1] == UInt8(ascii: "$")
        || text[mark - 2] | 0x20 == UInt8(ascii: "f")
    else { return false }
    guard text[mark - 1].isLetter || text[mark - 1] == UInt8(ascii: "$") else { return false }
    return range.contains { text[$0] == UInt8(ascii: "{") && text[$0 + 1] != UInt8(ascii: "{") }
  }

  // MARK: calls and brackets

  /// `setPassword("VALUE")`, and `BasicAuth("otto", "VALUE")` of a user.
  func readCall(_ start: Int, _ body: (SecretValue) -> Bool) {
    guard !isLookup(name) else { return }
    let first = text.end(from: start, limit: 32) { $0.isWhitespace }
    guard text[first].isQuote else { return readUserCall(first, body) }
    let close = text.quotedEnd(
      from: first + 1,
      quote: text[first],
      isEscaped: false,
      limit: SecretValue.preview
    )
    guard text[close] == text[first] else { return }
    let next = text.end(from: close + 1, limit: 4) { $0.isBlank }
    // What is set is a value, whatever it looks like.
    let verb = text.start(before: name.upperBound, floor: name.lowerBound) { $0 != UInt8(ascii: ".") }
    let isSet = text.hasAnyCase("set", at: verb) || text.hasAnyCase("with", at: verb)
    if text[next] == UInt8(ascii: ")") { return readLiteral(first, isSet ? .literal : .loose, body) }
    if isAssignment(text.nameWord(before: name.upperBound, floor: name.lowerBound)) {
      return readLiteral(first, .loose, body)
    }
    guard isOfUsers, text[next] == UInt8(ascii: ",") else { return }
    let second = text.end(from: next + 1, limit: 32) { $0.isWhitespace }
    readLiteral(second, .literal) { value in
      var value = value
      value.isOfUser = true
      return body(value)
    }
  }

  /// `UsernamePassword(otto, VALUE)`, as a program prints it.
  private func readUserCall(_ start: Int, _ body: (SecretValue) -> Bool) {
    guard text.hasAnyCase("namepassword", endingAt: name.upperBound) || isOfUsers else { return }
    let end = text.end(from: start, limit: 64) {
      $0.isTokenByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@")
    }
    guard end > start, text[end] == UInt8(ascii: ",") else { return }
    readBareValue(text.end(from: end + 1, limit: 4) { $0.isBlank }, .loose) { value in
      var value = value
      value.isOfUser = true
      return text[value.range.upperBound] == UInt8(ascii: ")") ? body(value) : true
    }
  }

  /// Whether the name is of what has a user and a password: `auth`, `BasicAuth`, `NetworkCredential`.
  var isOfUsers: Bool {
    let end = text.start(before: name.upperBound, floor: name.upperBound - 1) {
      $0 | 0x20 == UInt8(ascii: "s")
    }
    return ["auth", "credential", "creds", "namepassword"].contains {
      text.hasAnyCase($0, endingAt: end) || text.hasAnyCase($0, endingAt: name.upperBound)
    }
  }

  /// `[VALUE]`, `(VALUE)`, and a value that only begins with such a mark. Nothing but the end of a clause follows.
  func readBracketed(_ start: Int, _ body: (SecretValue) -> Bool) -> Int? {
    let end = text.bareValueEnd(from: start + 1, limit: SecretValue.preview)
    if isList(start) { return readList(start + 1, body) }
    guard !isMacro, end > start + 1, end < start + SecretValue.preview else { return nil }
    let closing: UInt8
    switch text[start] {
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    default: closing = UInt8(ascii: "}")
    }
    let isClosed = text[end] == closing
    let next = isClosed ? end + 1 : end
    guard next >= text.count || text[next].isLineEnd || text[next].isQuote || text[next] == UInt8(ascii: ","),
      isClosed || text[start - 1] == UInt8(ascii: "=")
    else { return nil }
    return body(SecretValue(range: (isClosed ? start + 1 : start)..<end, form: .loose)) ? next : nil
  }

  func isList(_ start: Int) -> Bool {
    guard text[start] == UInt8(ascii: "["), text[start + 1].isAlphanumeric else { return false }
    let end = text.bareValueEnd(from: start + 1, limit: SecretValue.preview)
    return text[end] == UInt8(ascii: ",") && text[end + 1].isBlank
  }

  /// The values of a list without quotation marks, as YAML has it: `[VALUE, VALUE]`, 16 at most.
  func readList(_ start: Int, _ body: (SecretValue) -> Bool) -> Int? {
    var at = start
    for _ in 0..<16 {
      at = text.end(from: at, limit: 8) { $0.isBlank }
      let end = text.bareValueEnd(from: at, limit: SecretValue.preview)
      guard end > at, end < at + SecretValue.preview, body(SecretValue(range: at..<end, form: .loose)),
        text[end] == UInt8(ascii: ",")
      else { return nil }
      at = end + 1
    }
    return nil
  }

  // MARK: blanks

  /// Where the literal begins in `dbPassword string = "..."`, for a type at `start`.
  func literalOfType(_ start: Int) -> Int? {
    // Visual Basic: `Dim password As String = "..."`
    let type = text.hasAnyCase("as ", at: start) ? start + 3 : start
    let end = text.end(from: type, limit: 24) {
      $0.isWordByte || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "*")
    }
    var at = text.end(from: end, limit: 4) { $0.isBlank }
    guard end > type, at > end, text[at] == UInt8(ascii: "="), text[at + 1].isBlank else { return nil }
    at = text.end(from: at + 1, limit: 4) { $0.isBlank }
    return text[at].isQuote ? at : nil
  }

  /// `config set db.password VALUE`, `ENV API_TOKEN VALUE`, `password<tab>VALUE`: nothing but blanks joins them. The value
  /// ends its clause, and looks like nothing else.
  func readUnjoined(_ start: Int, _ body: (SecretValue) -> Bool) {
    // A declaration of C has a type before the star: `EC_KEY *d2i_EC_PUBKEY_fp(FILE *fp);`
    guard !isMacro, text[start] != UInt8(ascii: "*") else { return }
    if let value = generated(start) {
      _ = body(value)
      return
    }
    let isOfProse = isOfProse && text[start - 1] != 0x09
    readBareValue(start, .loose) { value in
      let range = value.range
      let next = text[range.upperBound]
      // `Use the API key VALUE to connect`
      if range.count >= Self.leastMade, next.isBlank, isMade(ValueLook(text, range)) { return body(value) }
      guard range.upperBound >= text.count || next.isLineEnd || next.isQuote || next == UInt8(ascii: ")")
      else {
        return true
      }
      let look = ValueLook(text, range)
      // `(password Star_4711)`, but `password Base64`.
      if isOfProse, !isPhraseOfItsOwn(look, range), !isMade(look) { return true }
      guard look.digits >= 2, look.letters >= 3, look.backslashes == 0,
        text[range.lowerBound] != UInt8(ascii: "("),
        !(text[range.lowerBound] == UInt8(ascii: "0")
          && text[range.lowerBound + 1] | 0x20 == UInt8(ascii: "x")),
        look.uppercase > 0 || look.isMixed || look.count >= 16 || (startsLine && text[start - 1] == 0x09),
        SecretName.named(text, range) == nil,
        // A version, a path, a list.
        !range.contains(where: { text[$0] == UInt8(ascii: ":") || text[$0] == UInt8(ascii: ",") }),
        look.count >= 32 || !range.contains(where: { text[$0] == UInt8(ascii: "/") })
      else { return true }
      return body(value)
    }
  }

  /// Whether a program has made it, for nothing else is as long and in no order.
  private func isMade(_ look: ValueLook) -> Bool {
    look.count >= Self.leastMade && look.digits >= 4 && look.letters >= 4 && look.marks == 0
      && look.looksRandom
  }

  private static var leastMade: Int { 20 }

  /// What stands at the end of a line that speaks of the name, behind a colon: `A temporary password is generated for
  /// root@localhost: VALUE`. In the next line it stands alone.
  func announced(_ start: Int) -> SecretValue? {
    let stop = min(text.count, start + 64)
    guard text.mayHold(UInt8(ascii: ":"), in: start..<(stop + 1)) else { return nil }
    let colon = text.end(from: start, limit: stop - start) {
      $0.isLetter || $0.isNonASCII || $0 == 0x20 || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "'")
        || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: ".")
    }
    guard colon > start, text[colon] == UInt8(ascii: ":"), text[colon + 1].isWhitespace else { return nil }
    var at = text.end(from: colon + 1, limit: 4) { $0.isBlank }
    let isNextLine = text[at].isLineEnd
    if isNextLine { at = text.end(from: at, limit: 8) { $0.isWhitespace } }
    if let value = generated(at), endsLine(value.range.upperBound) { return value }
    if !isNextLine, saysWhose(start, colon) {
      let end = text.bareValueEnd(from: at, limit: SecretValue.preview)
      let look = ValueLook(text, at..<max(at, end))
      if look.digits > 1, look.letters > 2, endsLine(end) {
        return SecretValue(range: at..<end, form: .loose)
      }
    }
    guard isNextLine else { return nil }
    let end = text.end(from: at, limit: 65) { $0.isAlphanumeric }
    let look = ValueLook(text, at..<end)
    guard 20...64 ~= end - at, look.digits > 3, look.letters > 3, endsLine(end) else { return nil }
    return SecretValue(range: at..<end, form: .loose)
  }

  /// Whether words say whose or of what the name is, as in `senha do banco`: a preposition, and four others at most.
  private func saysWhose(_ start: Int, _ end: Int) -> Bool {
    let first = text.end(from: start, limit: 12) { $0.isLetter || $0.isNonASCII }
    guard Self.prepositions.contains(text, start..<first) else { return false }
    return (first..<end).reduce(0) { $0 + (text[$1] == 0x20 ? 1 : 0) } <= 4
  }

  private static let prepositions = WordSet([
    "for", "of", "to", "from", "on", "für", "fuer", "zum", "zur", "von", "vom", "der", "des", "de", "du",
    "pour", "d",
    "do", "da", "dos", "das", "para", "del", "della", "dello", "di", "per", "dla", "pro", "k", "od", "voor",
    "van",
    "till", "til", "för", "av", "от", "для", "к", "do systemu", "için",
  ])

  private func endsLine(_ index: Int) -> Bool {
    let end = text[index] == UInt8(ascii: ".") ? index + 1 : index
    return text.endsLine(end)
  }

  /// Whether it is the name of a macro of C, which stands for another one, or for a number.
  private var isMacro: Bool {
    let before = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 16)) { $0.isBlank }
    return text.has("define", endingAt: before)
  }

  /// Whether a value behind a word of a sentence is no word of it.
  private func isPhraseOfItsOwn(_ look: ValueLook, _ range: Range<Int>) -> Bool {
    look.lowercase > 0 && look.uppercase > 0 && look.marks > 0 && look.digits > 2
      && !range.contains { text[$0] == UInt8(ascii: ".") } && !name.contains { text[$0] == UInt8(ascii: "-") }
  }

  /// `bindpassword`: sentences have no such word.
  private var isJoinedName: Bool {
    name.count >= 11 && text.hasAnyCase("password", endingAt: name.upperBound)
      && name.allSatisfy { text[$0].isLetter }
  }

  /// Whether the name is a plain word: sentences have such.
  private var isOfProse: Bool {
    !isJoinedName
      && !name.dropFirst().contains { index in
        text[index] == UInt8(ascii: "_") || text[index] == UInt8(ascii: ".")
          || (text[index].isUppercase && text[index - 1].isLowercase)
      }
  }
}
