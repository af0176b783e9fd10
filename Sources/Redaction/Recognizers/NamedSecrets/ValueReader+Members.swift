// What stands below a name, in lines of their own: items of a list, and the data of a secret of Kubernetes.
extension ValueReader {
  /// The items of a list of YAML, `- VALUE`, 16 at most.
  func readItems(_ start: Int, _ body: (SecretValue) -> Bool) {
    var at = start
    for _ in 0..<16 where text[at] == UInt8(ascii: "-") && text[at + 1] == 0x20 {
      guard let end = read(at + 2, as: .loose, body) else { return }
      at = text.end(from: end, limit: 64) { $0.isWhitespace }
    }
  }

  /// The strings of an array, 16 at most.
  func readElements(_ start: Int, _ form: SecretValue.Form, _ body: (SecretValue) -> Bool) -> Int? {
    var at = start
    for index in 0..<16 {
      let isOfUser = index == 1 && isOfUsers && text[start - 1] == UInt8(ascii: "(")
      guard let quote = quotedStart(at),
        let end = readQuoted(
          quote,
          form,
          { value in
            var value = value
            value.isOfUser = isOfUser
            return body(value)
          }
        )
      else { return nil }
      at = text.end(from: end, limit: 32) { $0.isWhitespace }
      guard text[at] == UInt8(ascii: ",") else { return nil }
      at = text.end(from: at + 1, limit: 32) { $0.isWhitespace }
    }
    return nil
  }

  /// Index of the quotation mark of the first element of a list of literals: `["VALUE", "VALUE"]`, `{"VALUE", "VALUE"}`,
  /// `array('VALUE')`, `[]string{"VALUE"}`, `vec!["VALUE"]`, `new String[] {"VALUE"}`.
  func firstElement(_ start: Int) -> Int? {
    var open = start
    if text[start].isLetter || text.has("[]", at: start) {
      if text.has("new ", at: open) { open += 4 }
      let end = text.end(from: open, limit: 40) {
        $0.isWordByte || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "<")
          || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "]")
          || $0 == UInt8(ascii: "[")
      }
      var last = end
      // The mark itself opens where nothing else does: `vec!["VALUE"]` has a `!` before it.
      if text[last] == UInt8(ascii: "!") { last += 1 }
      last = text.end(from: last, limit: 1) { $0 == 0x20 }
      let word = text.start(before: end, floor: open) { $0.isLetter }..<end
      guard Self.lists.contains(text, word) || (open..<end).contains(where: { text.has("[]", at: $0) }) else {
        return nil
      }
      open = last
    }
    let mark = text[open]
    guard mark == UInt8(ascii: "[") || mark == UInt8(ascii: "(") || mark == UInt8(ascii: "{") else {
      return nil
    }
    let first = text.end(from: open + 1, limit: 32) { $0.isWhitespace }
    guard let quote = quotedStart(first) else { return nil }
    return mark == UInt8(ascii: "{") && !isSet(quote) ? nil : first
  }

  private static let lists = WordSet([
    "array", "list", "vec", "set", "tuple", "listof", "setof", "arrayof", "arraylistof", "mutablelistof",
    "aslist", "of",
    "frozenset", "qw", "c",
  ])

  /// Whether what braces hold are values without names.
  private func isSet(_ quote: Int) -> Bool {
    let isEscaped = text[quote - 1] == UInt8(ascii: "\\")
    let end = text.quotedEnd(
      from: quote + 1,
      quote: text[quote],
      isEscaped: isEscaped,
      limit: SecretValue.preview
    )
    let next = text.end(from: end + (isEscaped ? 2 : 1), limit: 32) { $0.isWhitespace }
    return text[next] == UInt8(ascii: ",") || text[next] == UInt8(ascii: "}")
  }

  /// Whether the name is one of several values: `api_keys`, `tokens`.
  var isPlural: Bool { text[name.upperBound - 1] | 0x20 == UInt8(ascii: "s") }

  /// The literals behind the first one of several, 16 at most: `'VALUE', 'VALUE'`, `` `VALUE`, `VALUE` and `VALUE` ``.
  func readOthers(_ start: Int, _ body: (SecretValue) -> Bool) {
    var at = start
    for _ in 0..<16 {
      if text[at] == UInt8(ascii: ",") { at += 1 }
      at = text.end(from: at, limit: 2) { $0 == 0x20 }
      for word in ["and ", "or ", "und "] as [StaticString] where text.has(word, at: at) {
        at += word.utf8CodeUnitCount
      }
      guard at > start, let quote = quotedStart(at), let end = readQuoted(quote, .loose, body) else { return }
      at = end
    }
  }

  /// The members below the name of several values, each with a name of its own: the next lines that are deeper in, 16 at
  /// most.
  func readNamed(_ start: Int, _ body: (SecretValue) -> Bool) {
    let line = text.lineStart(before: name.lowerBound, floor: max(0, name.lowerBound - 64))
    let depth = text.end(from: line, limit: 32) { $0 == 0x20 } - line
    var key = start
    for _ in 0..<16 {
      let first = text.start(before: key, floor: max(0, key - 32)) { $0 == 0x20 }
      let end = text.end(from: key, limit: 48) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
      guard key - first > depth, first > 0, text[first - 1].isLineEnd, end > key,
        text[end] == UInt8(ascii: ":")
      else { return }
      let value = text.end(from: end + 1, limit: 8) { $0.isBlank }
      guard value > end + 1, !text[value].isLineEnd, let last = read(value, as: .loose, body) else { return }
      key = text.end(from: last, limit: 64) { $0.isWhitespace }
    }
  }

  /// The values of an object that stands behind the name of several, 16 at most: `tokens: {a: VALUE, b: VALUE}`.
  func readMembers(_ start: Int, _ body: (SecretValue) -> Bool) -> Int? {
    var value = start
    for _ in 0..<16 {
      guard let end = read(value, as: .loose, depth: 1, body), text[end] == UInt8(ascii: ","),
        let next = member(text.end(from: end + 1, limit: 32) { $0.isWhitespace })
      else { return nil }
      value = next.value
    }
    return nil
  }

  /// Behind the lifetime of a reference of Rust: `&'static str`.
  func behindLifetime(_ start: Int) -> Int {
    guard text.has("&'", at: start) else { return start }
    let end = text.end(from: start + 2, limit: 16) { $0.isLetter }
    return text[end] == 0x20 ? end + 1 : start
  }

  /// Where the members end whose heading is at `start`: `data:`, `stringData:`.
  func dataMember(_ start: Int) -> Int? {
    let end = text.end(from: start, limit: 10) { $0.isLetter }
    guard text[end] == UInt8(ascii: ":"), text.has("data", at: start) || text.has("stringData", at: start),
      end - start == 4 || end - start == 10
    else { return nil }
    return end + 1
  }

  /// A secret of Kubernetes: `kind: Secret`, other members, and `data:`, in 24 lines and 1,024 bytes at most.
  func readManifest(_ start: Int, _ body: (SecretValue) -> Bool) {
    var at = start
    let stop = min(text.count, start + 1024)
    for _ in 0..<24 {
      at = text.end(from: at, limit: 2) { $0.isLineEnd }
      guard at < stop, !text.has("---", at: at) else { return }
      if let data = dataMember(at) { readData(data, body) }
      at = text.end(from: at, limit: stop - at) { !$0.isLineEnd }
    }
  }

  /// The members of `data:`, whatever they are called: those of the next lines that are deeper in than it, 24 at most, or
  /// what stands behind it.
  func readData(_ start: Int, _ body: (SecretValue) -> Bool) {
    let isOfUser: (SecretValue) -> Bool = { value in
      var value = value
      value.isOfUser = true
      return body(value)
    }
    let first = text.end(from: start, limit: 4) { $0.isBlank }
    guard text[first].isLineEnd else {
      _ = read(first, as: .bare, body)
      return
    }
    let line = text.lineStart(before: start, floor: max(0, start - 32))
    let depth = text.end(from: line, limit: 32) { $0 == 0x20 } - line
    var at = first
    for _ in 0..<24 {
      at = text.end(from: at, limit: 2) { $0.isLineEnd }
      let key = text.end(from: at, limit: 32) { $0 == 0x20 }
      let end = text.end(from: key, limit: 64) { $0.isTokenByte || $0 == UInt8(ascii: ".") }
      guard key - at > depth, end > key, text[end] == UInt8(ascii: ":") else { return }
      let value = text.end(from: end + 1, limit: 8) { $0.isBlank }
      guard !text[value].isLineEnd, let last = read(value, as: .bare, isOfUser) else { return }
      at = last
    }
  }
}

// MARK: lines of `.netrc`

extension ValueReader {
  /// The word of `.netrc` at `start`, whatever mark it begins with.
  func wordOfLogin(_ start: Int) -> SecretValue? {
    guard isOfLogin else { return nil }
    if text[start].isQuote {
      let end = text.quotedEnd(from: start + 1, quote: text[start], isEscaped: false, limit: 64)
      guard text[end] == text[start] else { return nil }
      return SecretValue(range: start + 1..<end, form: .literal, closing: text[start])
    }
    let end = text.blankOrLineEnd(from: start, limit: 65)
    let look = ValueLook(text, start..<end)
    guard 6...64 ~= end - start, look.digits > 0, look.letters > 1 else { return nil }
    return SecretValue(range: start..<end, form: .loose)
  }

  /// A line of `.netrc`: the name of the login stands before.
  var isOfLogin: Bool {
    let low = max(floor, name.lowerBound - 80)
    var at = text.start(before: name.lowerBound, floor: low) { $0.isWhitespace }
    guard at < name.lowerBound else { return false }
    at = text.start(before: at, floor: low) { !$0.isWhitespace }
    at = text.start(before: at, floor: low) { $0.isWhitespace }
    return Self.users.contains { text.hasAnyCase($0, endingAt: at) }
  }

  private static let users: [StaticString] = [
    "login", "user", "username", "account", "benutzer", "benutzername", "nutzer", "utilisateur", "usuario",
    "utente",
  ]

  /// Index of the quotation mark in `gh secret set NAME --body "VALUE"`, for the name's at `start`.
  func bodyOfSecret(_ start: Int) -> Int? {
    let end = text.end(from: start, limit: 96) { !$0.isLineEnd && $0 != UInt8(ascii: "|") }
    guard let option = (start..<end).first(where: { text.has(" --body", at: $0) || text.has(" -b", at: $0) })
    else {
      return nil
    }
    let value = text.end(from: option + 1, limit: 8) { !$0.isBlank && $0 != UInt8(ascii: "=") } + 1
    return text[value].isQuote ? value : nil
  }

  // MARK: elements

  /// The content of an element, whose tag ends before `start`.
  func readElement(_ start: Int, _ form: SecretValue.Form, _ body: (SecretValue) -> Bool) {
    var at = text.end(from: start, limit: 64) { $0.isWhitespace }
    // `<Password><Value>...` of an answer file of Windows.
    if text[at] == UInt8(ascii: "<"), text[at + 1].isLetter {
      let end = text.end(from: at + 1, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: ":") }
      if text[end] == UInt8(ascii: ">"), isValueKey(at + 1..<end) || text.hasAnyCase("string", endingAt: end)
      {
        at = text.end(from: end + 1, limit: 64) { $0.isWhitespace }
      }
    }
    if text.has("<![CDATA[", at: at) {
      at += 9
      let end = text.end(from: at, limit: SecretValue.preview) { $0 != UInt8(ascii: "]") }
      if text.has("]]>", at: end) { _ = body(SecretValue(range: at..<end, form: form)) }
      return
    }
    let stop = text.end(from: at, limit: SecretValue.preview) { $0 != UInt8(ascii: "<") }
    let end = text.start(before: stop, floor: at) { $0.isWhitespace }
    guard end > at else { return }
    let isCut = stop == at + SecretValue.preview
    // Where the text breaks off, nothing says that this was an element.
    let isClosed = isCut || text.has("</", at: stop)
    // What goes on in another notation is none either.
    guard isClosed || !(at..<end).contains(where: { isMarkOfNotation(text[$0]) }) else { return }
    let value = SecretValue(
      range: at..<end,
      form: isClosed ? form : .loose,
      closing: UInt8(ascii: "<"),
      isCut: isCut
    )
    guard body(value), isClosed else { return }
    // What a program has written before it in the same element.
    let stopOfAll = isCut ? text.end(from: stop, limit: 4096) { $0 != UInt8(ascii: "<") } : end
    let last = text.start(before: stopOfAll, floor: at) { $0 > 0x20 }
    guard last > at, !isCut || text.has("</", at: stopOfAll) else { return }
    let close = text.start(before: stopOfAll, floor: last) { $0 == UInt8(ascii: "}") }
    if last < close { _ = body(SecretValue(range: last..<close, form: .loose)) }
  }

  /// Whether the tag that the name is in begins an element. A tag that looks like a stand-in, `<PASSWORD>` or
  /// `<GITHUB_TOKEN_2>`, begins one only if its content is marked, or if an end tag of the same name follows. Text
  /// behind a stand-in is not a value.
  ///
  /// - Parameter start: Where the content begins.
  func beginsElement(_ start: Int) -> Bool {
    guard isStandIn else { return true }
    let first = text.end(from: start, limit: 64) { $0.isWhitespace }
    if text[first] == UInt8(ascii: "<") {
      let end = text.end(from: first + 1, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: ":") }
      return text.has("<![CDATA[", at: first)
        || text[end] == UInt8(ascii: ">")
          && (isValueKey(first + 1..<end) || text.hasAnyCase("string", endingAt: end))
    }
    let stop = text.end(from: first, limit: SecretValue.preview) { $0 != UInt8(ascii: "<") }
    // A value that is longer than what is looked at, as keys are.
    if stop == first + SecretValue.preview {
      return !(first..<stop).contains { text[$0].isWhitespace || isMarkOfNotation(text[$0]) }
    }
    guard text.has("</", at: stop), text[stop + 2 + name.count] == UInt8(ascii: ">") else { return false }
    return name.indices.allSatisfy { text[stop + 2 + $0 - name.lowerBound] == text[$0] }
  }

  private var isStandIn: Bool {
    text[name.lowerBound - 1] == UInt8(ascii: "<")
      && name.allSatisfy { text[$0].isUppercase || text[$0].isDigit || text[$0] == UInt8(ascii: "_") }
  }

  private func isMarkOfNotation(_ byte: UInt8) -> Bool {
    byte.isQuote || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
  }
}
