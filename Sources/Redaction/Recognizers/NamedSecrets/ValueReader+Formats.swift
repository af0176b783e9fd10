// Values as particular formats and programs write them.
extension ValueReader {
  /// The position behind the closing tags at `start`, and blanks.
  func behindTags(_ start: Int) -> Int {
    var at = start
    for _ in 0..<3 where text.has("</", at: at) {
      let end = text.end(from: at + 2, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: ":") }
      guard text[end] == UInt8(ascii: ">") else { return start }
      at = end + 1
    }
    return text.end(from: at, limit: 4) { $0.isBlank }
  }

  /// The content of an element that only marks the value up: `Password: <code>VALUE</code>`.
  func readTagged(_ start: Int, _ body: (SecretValue) -> Bool) -> Int? {
    let end = text.end(from: start + 1, limit: 16) { $0.isAlphanumeric }
    guard end > start + 1 else { return nil }
    if text[end] == UInt8(ascii: ">") {
      let close = text.end(from: end + 1, limit: SecretValue.preview) { $0 > 0x20 && $0 != UInt8(ascii: "<") }
      if close > end + 1, text.has("</", at: close), text[close + 2] == text[start + 1] {
        _ = body(SecretValue(range: end + 1..<close, form: .loose, closing: UInt8(ascii: "<")))
        return nil
      }
      // `<VALUE>`: what is random is no name of a slot.
      let look = ValueLook(text, start + 1..<end)
      guard look.count >= 10, look.digits > 1, look.isMixed || look.isScrambled else { return nil }
      return body(SecretValue(range: start + 1..<end, form: .loose)) ? end : nil
    }
    // The end is in what else is read, at 96 bytes.
    let close = text.end(from: end, limit: SecretValue.preview) { $0.isTokenByte }
    let look = ValueLook(text, start + 1..<close)
    guard text[close] == UInt8(ascii: ">"), look.count >= 10, look.digits > 1, look.letters > 1,
      look.isMixed || look.isScrambled
    else { return nil }
    return body(SecretValue(range: start + 1..<close, form: .loose)) ? close : nil
  }

  /// A value that a wrapper holds without quotation marks, as programs print it: `Optional[VALUE]`, `Secret(VALUE)`.
  func wrappedBare(_ start: Int) -> SecretValue? {
    guard text[start].isUppercase else { return nil }
    let open = text.end(from: start, limit: 24) { $0.isLetter }
    let closing: UInt8
    switch text[open] {
    case UInt8(ascii: "["): closing = UInt8(ascii: "]")
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    default: return nil
    }
    guard Self.printedWrappers.contains(text, start..<open) else { return nil }
    let end = text.end(from: open + 1, limit: SecretValue.preview) {
      $0 > 0x20 && $0 != closing && !$0.isQuote && $0 != UInt8(ascii: "(")
    }
    guard end > open + 1, text[end] == closing, !text[end + 1].isAlphanumeric else { return nil }
    return SecretValue(range: open + 1..<end, form: .loose, closing: closing)
  }

  private static let printedWrappers = WordSet([
    "optional", "some", "secret", "secretstr", "just", "ok", "right", "sensitive", "masked", "password",
  ])

  /// Where the value is in a line of a router's configuration, behind the number of its kind: `enable secret 5 VALUE`,
  /// `username otto password 7 VALUE`.
  func typed(_ start: Int) -> Int? {
    // FortiOS
    if text.has("ENC ", at: start), text[start + 4] > 0x20 { return start + 4 }
    guard text[start].isDigit, text[start + 1] == 0x20,
      text[start + 2].isAlphanumeric || text[start + 2] == 0x24
    else { return nil }
    let end = text.blankOrLineEnd(from: start + 2, limit: 128)
    guard end - start > 7, text.endsLine(end) || text[end] == 0x20 else { return nil }
    return text[start + 2] == 0x24 || (start + 2..<end).allSatisfy { text[$0].isHexDigit } ? start + 2 : nil
  }

  /// Where the line begins that goes on behind a backslash at `start`; `start` where there is none.
  func behindContinuation(_ start: Int) -> Int {
    guard text[start] == UInt8(ascii: "\\"), text[start + 1].isLineEnd else { return start }
    return text.end(from: start + 1, limit: 32) { $0.isWhitespace }
  }

  /// Index of the quotation mark of a string or a binary of Erlang: `{password, "VALUE"}`, `{password, <<"VALUE">>}`.
  func literalOfErlang(_ start: Int) -> Int? {
    let mark = text.has("<<", at: start) ? start + 2 : start
    return text[mark] == UInt8(ascii: "\"") ? mark : nil
  }

  /// The position behind what PHP prints with the name of a property: `["password":protected]`,
  /// `[password:App\\Config:private]`.
  func behindVisibility(_ start: Int) -> Int {
    guard text[start] == UInt8(ascii: ":") else { return start }
    let end = text.end(from: start + 1, limit: 64) {
      $0.isWordByte || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ":")
    }
    guard text[end] == UInt8(ascii: "]"),
      text.has(":protected", endingAt: end) || text.has(":private", endingAt: end)
    else { return start }
    return end + 1
  }

  /// Index of the quotation mark in `string(10) "VALUE"` of PHP's `var_dump`, in `[1] "VALUE"` of R, or in
  /// `0x55d0 "VALUE"` of gdb.
  func dumped(_ start: Int) -> Int? {
    let digits: Int
    if text.has("0x", at: start) {
      let end = text.end(from: start + 2, limit: 16) { $0.isHexDigit }
      return text.has(" \"", at: end) ? end + 1 : nil
    }
    if text.has("string(", at: start) {
      digits = start + 7
    } else if text[start] == UInt8(ascii: "[") {
      digits = start + 1
    } else {
      return nil
    }
    let end = text.end(from: digits, limit: 6) { $0.isDigit }
    guard end > digits, text[end] == UInt8(ascii: ")") || text[end] == UInt8(ascii: "]") else { return nil }
    let mark = text.end(from: end + 1, limit: 4) { $0.isBlank }
    return text[mark] == UInt8(ascii: "\"") ? mark : nil
  }

  /// The content of a part of a form (RFC 7578): `name="password"`, perhaps other headers, an empty line, and the value.
  /// At `;` the next quoted column of a line.
  @discardableResult
  func readPart(_ start: Int, _ body: (SecretValue) -> Bool) -> Bool {
    if text[start] == UInt8(ascii: ";") {
      let next = text.end(from: start + 1, limit: 4) { $0.isBlank }
      // PHP's `serialize`: `s:8:"password";s:9:"VALUE"`
      if text.has("s:", at: next) {
        let length = text.end(from: next + 2, limit: 6) { $0.isDigit }
        if text[length] == UInt8(ascii: ":"), text[length + 1].isQuote {
          readLiteral(length + 1, .literal, body)
          return true
        }
      }
      guard text[next].isQuote else { return false }
      readLiteral(next, .pair, body)
      return true
    }
    // `name="user[password]"`
    let first = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 48)) {
      $0.isTokenByte || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]")
    }
    guard text.hasAnyCase("name=", endingAt: first - 1) else { return false }
    var at = start
    for _ in 0..<4 {
      at = behindLineEnd(at)
      if text[at].isLineEnd { break }
      at = text.end(from: at, limit: 96) { !$0.isLineEnd }
    }
    guard text[at].isLineEnd else { return false }
    at = behindLineEnd(at)
    let end = text.end(from: at, limit: SecretValue.preview) { !$0.isLineEnd }
    guard end > at else { return false }
    _ = body(
      SecretValue(range: at..<end, form: .literal, closing: 0x0A, isCut: end == at + SecretValue.preview)
    )
    return true
  }

  private func behindLineEnd(_ at: Int) -> Int { text.has("\r\n", at: at) ? at + 2 : at + 1 }
}

// MARK: arrows and users

extension ValueReader {
  /// The value behind the arrow at `start`. In C a member of a structure stands behind one: `key->rc==1`.
  func readPointed(_ start: Int, isTight: Bool, _ body: (SecretValue) -> Bool) {
    let end = behindArrow(start)
    let at = text.end(from: end, limit: 16) { $0.isBlank }
    let mayBeMember = isTight && at == end && text[start] == UInt8(ascii: "-")
    _ = read(at, as: .bare) { value in
      guard mayBeMember, value.closing == 0 else { return body(value) }
      let marks = Array("_=(.[>".utf8)
      return value.range.contains { marks.contains(text[$0]) } ? true : body(value)
    }
  }

  /// Where an arrow ends that is at `start`; `start` where there is none.
  func behindArrow(_ start: Int) -> Int {
    switch text[start] {
    case UInt8(ascii: "<"): return text[start + 1] == UInt8(ascii: "-") ? start + 2 : start
    case UInt8(ascii: "-"):
      let end = text.end(from: start, limit: 3) { $0 == UInt8(ascii: "-") }
      return text[end] == UInt8(ascii: ">") ? end + 1 : start
    case UInt8(ascii: ">"): return text.has(">> ", at: start) && text[start - 1] == 0x20 ? start + 2 : start
    case 0xE2:
      // A dash with a head.
      let isDash = text.has("—>", at: start) || text.has("–>", at: start)
      return isDash ? start + 4 : Self.arrows.contains { text.has($0, at: start) } ? start + 3 : start
    default: return start
    }
  }

  private static let arrows: [StaticString] = [
    "→", "⇒", "➜", "➔", "➡", "⟶", "⟹", "➞", "➙", "↦", "∶", "≔", "»",
  ]

  /// The password in `credentials: otto/VALUE` and `with credentials otto:VALUE`: it stands behind a user's name.
  func behindUser(_ start: Int) -> SecretValue? {
    guard isOfCredentials,
      start > name.upperBound || text[start] == UInt8(ascii: ":") || text[start] == UInt8(ascii: "=")
    else { return nil }
    var at = start
    for verb in ["are ", "is "] as [StaticString] where text.has(verb, at: at) {
      at += verb.utf8CodeUnitCount
    }
    if text[at] == UInt8(ascii: ":") || text[at] == UInt8(ascii: "=") { at += 1 }
    at = text.end(from: at, limit: 4) { $0.isBlank }
    let user = text.end(from: at, limit: 48) {
      $0.isTokenByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "@")
    }
    guard user > at, text[at].isLetter else { return nil }
    let joint = text.end(from: user, limit: 1) { $0 == 0x20 }
    guard text[joint] == UInt8(ascii: "/") || text[joint] == UInt8(ascii: ":") else { return nil }
    let first = text.end(from: joint + 1, limit: 1) { $0 == 0x20 }
    guard joint == user ? first == joint + 1 : first == joint + 2, text[first] != UInt8(ascii: "/") else {
      return nil
    }
    let end = text.bareValueEnd(from: first, limit: SecretValue.preview)
    let look = ValueLook(text, first..<max(first, end))
    // Nothing else follows, which a path and a list of what is compared would have.
    guard look.count >= 5, look.digits > 0, look.letters > 1, look.blanks == 0,
      !(first..<end).contains(where: { text[$0] == UInt8(ascii: "/") })
    else { return nil }
    return SecretValue(range: first..<end, form: .loose, isOfUser: true)
  }

  /// `username/password:`, `user / pass =`
  private var isBehindUserName: Bool {
    let joint = text.end(from: name.upperBound, limit: 1) { $0 == 0x20 }
    guard text[joint] == UInt8(ascii: ":") || text[joint] == UInt8(ascii: "=") else { return false }
    let slash = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 1)) { $0 == 0x20 }
    guard text[slash - 1] == UInt8(ascii: "/"), slash > floor else { return false }
    let end = text.start(before: slash - 1, floor: max(floor, slash - 2)) { $0 == 0x20 }
    return (["user", "username", "login", "account", "email"] as [StaticString]).contains {
      text.hasAnyCase($0, endingAt: end) && !text[end - $0.utf8CodeUnitCount - 1].isNameByte
    }
  }

  private var isOfCredentials: Bool {
    // Most names end in other letters.
    let (last, before) = (text[name.upperBound - 1] | 0x20, text[name.upperBound - 2] | 0x20)
    if isBehindUserName { return true }
    guard
      last == UInt8(ascii: "s") || last == UInt8(ascii: "l") || last == UInt8(ascii: "h")
        || (last == UInt8(ascii: "d") && before == UInt8(ascii: "e"))
    else { return false }
    if last == UInt8(ascii: "h") {
      return ["basic_auth", "basicauth", "basic-auth", "http_auth", "httpauth", "proxy_auth", "proxyauth"]
        .contains { text.hasAnyCase($0, endingAt: name.upperBound) }
    }
    let end = text.start(before: name.upperBound, floor: name.upperBound - 1) {
      $0 | 0x20 == UInt8(ascii: "s")
    }
    return text.hasAnyCase("credential", endingAt: end) || text.hasAnyCase("cred", endingAt: end)
      || text.hasAnyCase("user/pass", endingAt: name.upperBound)
  }
}

// MARK: labels

extension ValueReader {
  /// The code of a card behind a blank, `cvv 123`: three digits, or four.
  var cardCode: Range<Int>? {
    let first = name.upperBound + 1
    guard text[name.upperBound] == 0x20 else { return nil }
    let end = text.end(from: first, limit: 5) { $0.isDigit }
    guard 3...4 ~= end - first, !text[end].isWordByte,
      !(text[end] == UInt8(ascii: ".") && text[end + 1].isDigit)
    else { return nil }
    return first..<end
  }

  /// The next line, where the name is all of a line but three words at most, as in what is copied from a page: `Password`,
  /// `Your password`, `## API key`. The value is in no order of a word.
  func labelled(_ lineEnd: Int) -> SecretValue? {
    guard text[name.lowerBound - 1] != UInt8(ascii: "-"), !text[name.upperBound].isQuote else { return nil }
    let line = text.start(before: name.lowerBound, floor: max(floor, name.lowerBound - 32)) {
      $0.isLetter || $0 == 0x20
    }
    let first = behindHeading(line)
    guard text.beginsLine(first),
      (line..<name.lowerBound).reduce(0, { $0 + (text[$1] == 0x20 ? 1 : 0) }) <= 3
    else { return nil }
    // One empty line may be between.
    var start = behindLineEnd(lineEnd)
    if text[start].isLineEnd { start = behindLineEnd(start) }
    start = text.end(from: start, limit: 8) { $0.isBlank }
    if text[start] == UInt8(ascii: "`") {
      start = text.end(from: start, limit: 1) { $0 == UInt8(ascii: "`") }
    }
    let end = text.bareValueEnd(from: start, limit: 65)
    guard 8...64 ~= end - start, text.endsLine(end) || text[end] == UInt8(ascii: "`")
    else {
      return nil
    }
    let look = ValueLook(text, start..<end)
    guard isLabelled(look, start..<end), SecretName.named(text, start..<end) == nil else { return nil }
    return SecretValue(range: start..<end, form: .loose)
  }

  /// Where a heading or an item of a list begins whose words begin at `start`: `## `, `1. `, `**`.
  private func behindHeading(_ start: Int) -> Int {
    text.start(before: start, floor: max(floor, start - 4)) {
      $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ".") || $0.isDigit
        || $0 == 0x20
    }
  }

  /// Whether a line may be the value of a label: a password, or in 16 bytes or more what a program has made.
  private func isLabelled(_ look: ValueLook, _ range: Range<Int>) -> Bool {
    guard look.digits > 1, !look.isWordy,
      range.allSatisfy({ text[$0].isAlphanumeric || text[$0].isMarkOfLabelled })
    else { return false }
    if look.uppercase > 0, look.lowercase > 1, look.isMixed || look.marks > 0 { return true }
    return look.count >= 16 && look.digits > 3 && look.letters > 3 && look.looksRandom && look.marks == 0
  }
}

extension UInt8 {
  /// Marks of passwords that paths, calls and sentences do without.
  fileprivate var isMarkOfLabelled: Bool {
    isMarkOfPasswords && self != UInt8(ascii: "(") && self != UInt8(ascii: ")") && self != UInt8(ascii: ".")
  }
}

// MARK: sentences that have the value before the name

extension ValueReader {
  /// `VALUE is the new password`, `use VALUE as my password`: the name ends its clause.
  var saidBefore: SecretValue? {
    guard text[name.lowerBound - 1] == 0x20, endsClause else { return nil }
    var end = name.lowerBound - 1
    var hasArticle = false
    for _ in 0..<3 {
      let start = text.start(before: end, floor: max(floor, end - 12)) { $0.isLetter }
      if Self.articles.contains(text, start..<end) {
        hasArticle = true
      } else if !Self.kinds.contains(text, start..<end) {
        break
      }
      guard text[start - 1] == 0x20 else { return nil }
      end = start - 1
    }
    guard hasArticle, text.hasAnyCase(" is", endingAt: end) || text.hasAnyCase(" as", endingAt: end),
      end - 3 > floor
    else { return nil }
    end -= 3
    var start = text.start(before: end, floor: max(floor, end - 64)) { $0 > 0x20 }
    start = text.lineStart(before: end, floor: start)
    // The mark of a comment, and quotation marks.
    if text.has("//", at: start) || text.has("--", at: start) { start += 2 }
    if text[start] == UInt8(ascii: "#"), end > start + 1 { start += 1 }
    if text[start].isQuote, end > start + 2, text[end - 1] == text[start] {
      (start, end) = (start + 1, end - 1)
    }
    guard start < end else { return nil }
    let look = ValueLook(text, start..<end)
    guard look.count >= 6, look.digits > 0 || look.isBroken else { return nil }
    return SecretValue(range: start..<end, form: .loose)
  }

  /// Whether nothing but what the password is of follows the name.
  private var endsClause: Bool {
    let next = text[name.upperBound]
    if next == 0x20 {
      let word = name.upperBound + 1..<text.end(from: name.upperBound + 1, limit: 8) { $0.isLetter }
      return Self.prepositions.contains(text, word)
    }
    return next == 0 || next.isLineEnd || next == UInt8(ascii: ".") || next == UInt8(ascii: ",")
      || next == UInt8(ascii: "!") || next == UInt8(ascii: ")") || next.isQuote || next == UInt8(ascii: "\\")
  }

  private static let articles = WordSet(["the", "my", "your", "our", "his", "her", "their", "its"])
  private static let kinds = WordSet([
    "new", "old", "current", "correct", "right", "actual", "real", "default", "initial", "temporary",
    "root", "admin", "master", "db", "database", "user", "wifi", "login", "account", "secret",
  ])
  private static let prepositions = WordSet(["for", "of", "to", "on", "in", "at", "and"])
}
