/// Finds the values of a name, in all the ways in which names and values are written together.
///
/// Each step looks at a bounded number of bytes; `SecretValue.whole` reads the rest of what is taken.
struct ValueReader {
  let text: ByteView
  /// The name, without quotation marks.
  let name: Range<Int>
  /// Nothing is read below.
  let floor: Int
  /// Whether the script of the name puts no mark between it and its value.
  let isIdeographic: Bool

  init(_ text: ByteView, behind name: Range<Int>, floor: Int) {
    self.text = text
    self.name = name
    self.floor = floor
    isIdeographic = text[name.lowerBound] >= 0xE3
  }

  /// Calls `body` with each value until it answers false.
  func forEachValue(_ body: (SecretValue) -> Bool) {
    var closed = text.end(from: name.upperBound, limit: 6) {
      $0.isQuote || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "]")
    }
    let isQuoted = closed > name.upperBound && text[name.upperBound] != UInt8(ascii: "]")
    closed = behindMarks(behindVisibility(closed), isQuoted: isQuoted)
    var at = text.end(from: closed, limit: 16) { $0.isBlank }
    if at > closed, isOption, text[at] == UInt8(ascii: "\\") { at = behindContinuation(at) }
    if at > closed, isOption, !isWordInMarks(at), let value = generated(at) {
      _ = body(value)
      return
    }
    readComparedLiteral(isQuoted: isQuoted, body)
    if let value = behindUser(at) {
      _ = body(value)
      return
    }
    switch text[at] {
    case UInt8(ascii: "="), UInt8(ascii: ":"):
      readBehindJoint(at, body)
    case _ where behindArrow(at) > at:
      readPointed(at, isTight: at == closed, body)
    case UInt8(ascii: ","):
      guard isQuoted else {
        if text[at + 1] > 0x20, at == closed, startsLine { return readBareValue(at + 1, .loose, body) }
        let literal = text.end(from: at + 1, limit: 8) { $0.isBlank }
        if isConstant, text[literal].isQuote { return readLiteral(literal, .loose, body) }
        if text[name.lowerBound - 1] == UInt8(ascii: "{"), let term = literalOfErlang(literal) {
          return readLiteral(term, .pair, body)
        }
        if !readCompared(behindComma: at + 1, body) { readNextMember(at + 1, body) }
        return
      }
      if !readPair(at + 1, body) { _ = readBefore(body) }
    case UInt8(ascii: ">") where !isQuoted:
      if isInTag, beginsElement(at + 1) { readElement(at + 1, .literal, body) }
    case UInt8(ascii: "<") where text[at + 1] == UInt8(ascii: "/"):
      let behind = behindTags(at)
      if behind > at, text[behind] == UInt8(ascii: "=") || text[behind] == UInt8(ascii: ":") {
        readBehindJoint(behind, body)
      } else {
        readNextElement(at, body)
      }
    case _ where isOperator(at):
      readCompared(at, body)
    case UInt8(ascii: "(") where at == closed && !isQuoted:
      readCall(at + 1, body)
    case UInt8(ascii: "?") where isAssigned(at), UInt8(ascii: "+") where isAssigned(at):
      let value = text.end(from: at, limit: 3) {
        $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "+") || $0 == 0x3D
      }
      _ = read(text.end(from: value, limit: 16) { $0.isBlank }, as: .bare, body)
    case UInt8(ascii: "|"), UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "{"):
      readApart(at, isQuoted: isQuoted, body)
    case UInt8(ascii: ";") where isQuoted:
      readPart(at, body)
    case 0x0A, 0x0D:
      if !(isQuoted || text[at - 1].isQuote) || !readPart(at, body) { readNextLine(at, body) }
    default:
      if at > closed, isQuoted, text[at].isLetter, readBefore(body) { return }
      if at > closed || text[at] == UInt8(ascii: ">"), isQuoted || isInTag,
        readAttributes(at, isQuoted: isQuoted, body)
      {
        return
      }
      if isQuoted {
        if at > closed, let value = behindVerb(at) { return readLiteral(value, .loose, body) }
        _ = readBefore(body)
        return
      }
      if at > closed || isIdeographic { readSaid(at, body) }
    }
  }

  /// Whether the name is that of an element: `<name` or `<prefix:name`.
  var isInTag: Bool {
    let start =
      text[name.lowerBound - 1] == UInt8(ascii: ":")
      ? text.start(before: name.lowerBound - 1, floor: max(floor, name.lowerBound - 24)) { $0.isTokenByte }
      : name.lowerBound
    // Groups of regular expressions have names in such brackets, too.
    return start > floor && text[start - 1] == UInt8(ascii: "<") && text[start - 2] != UInt8(ascii: "P")
      && text[start - 2] != UInt8(ascii: "?")
  }

  /// The strings of an array at the end of the name.
  func forEachElement(_ body: (SecretValue) -> Bool) {
    let first = text.end(from: name.upperBound + 1, limit: 32) { $0.isWhitespace }
    _ = readElements(first, .literal, body)
  }

  // MARK: behind `=` and `:`

  private func readBehindJoint(_ start: Int, _ body: (SecretValue) -> Bool) {
    // A scope or a label of a program, as in `Password::hash`; LDIF has Base64 behind a blank.
    if text.has("::", at: start), text[start + 2] != UInt8(ascii: "="), text[start + 2] != UInt8(ascii: ":") {
      if text[start + 2] == 0x20 { readBareValue(start + 3, .loose, body) }
      return
    }
    // The second branch of a condition: `$as->{pass} ? "PASS" : "FAIL"`.
    if isBranch { return }
    // A match, as in Perl.
    if text.has("=~", at: start), text[start + 2].isBlank { return }
    var at = endOfJoint(start)
    // A segment of a path with colons, as in an ARN.
    if text[name.lowerBound - 1] == UInt8(ascii: ":"), at == start + 1, text[start] == UInt8(ascii: ":"),
      !text[at].isBlank, !text[at].isQuote, start == name.upperBound
    {
      return
    }
    let isComparison = text.has("==", at: start) || text.has("===", at: start)
    let isTight = at == start + 1 && start == name.upperBound && text[start] == UInt8(ascii: "=")
    // What closes the literal that the name is in.
    if at == start + 1, text[at].isQuote, text[at + 1].isBlank {
      guard text[name.lowerBound - 1] == text[at] else { return }
      at += 1
    }
    at = behindTag(text.end(from: behindMarks(at, isQuoted: false), limit: 16) { $0.isBlank })
    if text.has("|", at: at) || text.has(">", at: at) {
      // A block of YAML.
      let line = text.end(from: at, limit: 3) { $0 == 0x7C || $0 == 0x3E || $0 == 0x2D || $0 == 0x2B }
      if text[line].isLineEnd { at = line }
    }
    at = behindContinuation(at)
    guard text[at].isLineEnd else {
      if text[at] == UInt8(ascii: "s") || text[at] == UInt8(ascii: "0"), let dumped = dumped(at) {
        return readLiteral(dumped, .literal, body)
      }
      if text[start] == UInt8(ascii: ":"), let typed = literalBehindType(at) {
        _ = read(typed, as: .literal, body)
      } else {
        let end = read(
          text[start] == UInt8(ascii: "=") ? ownElement(at) : at,
          as: isComparison ? .loose : .bare,
          isSetting: isTight && text[at - 1] == UInt8(ascii: "="),
          body
        )
        if let end, text[at].isQuote, isPlural { readOthers(end, body) }
      }
      return
    }
    at = text.end(from: at, limit: 64) { $0.isWhitespace }
    if let dumped = dumped(at) { return readLiteral(dumped, .literal, body) }
    let word = text.end(from: at, limit: 64) { $0.isNameByte }
    let isMember =
      text[word] == UInt8(ascii: ":") || (text[word] == UInt8(ascii: "=") && text[word + 1].isAlphanumeric)
    if isMember, text[start] == UInt8(ascii: ":"), let value = valueMember(at) {
      _ = read(value, as: .bare, body)
      return
    }
    if isMember, text[start] == UInt8(ascii: ":"), let data = dataMember(at) { return readData(data, body) }
    if text[at] == UInt8(ascii: "-"), text[at + 1] == 0x20 { return readItems(at, body) }
    if isMember, text[start] == UInt8(ascii: ":"), isPlural { return readNamed(at, body) }
    guard !isMember, text[at] != UInt8(ascii: "-") else { return }
    _ = read(at, as: .loose, body)
  }

  /// Where `=`, `:`, `:=`, `=>`, `==` or another such joint ends.
  private func endOfJoint(_ start: Int) -> Int {
    if isExpansion, text.has(":-", at: start) || text.has(":+", at: start) { return start + 2 }
    var at = text.end(from: start, limit: 4) { $0 == UInt8(ascii: ":") }
    guard at == start || text[at] == UInt8(ascii: "=") else { return start + 1 }
    at = text.end(from: at, limit: 3) { $0 == UInt8(ascii: "=") }
    return text[at] == UInt8(ascii: ">") || (text[at] == UInt8(ascii: "~") && text[at + 1].isBlank)
      ? at + 1 : at
  }

  /// `${NAME` of a shell, behind which a `:-` stands before the value.
  private var isExpansion: Bool {
    text[name.lowerBound - 1] == UInt8(ascii: "{") && text[name.lowerBound - 2] == UInt8(ascii: "$")
  }

  /// The position behind what YAML puts before a value: a tag, `!!str`, or an anchor, `&pw`.
  private func behindTag(_ start: Int) -> Int {
    guard text[start] == UInt8(ascii: "!") || text[start] == UInt8(ascii: "&") else { return start }
    guard generated(start) == nil else { return start }
    let end = text.end(from: start + 1, limit: 24) { $0.isTokenByte || $0 == UInt8(ascii: "!") }
    let value = text.end(from: end, limit: 8) { $0.isBlank }
    // A type of Rust, `: &str = "..."`.
    let isTag = value > end && text[value] > 0x20 && text[value] != UInt8(ascii: "=")
    return isTag ? value : start
  }

  /// Where the literal of this name begins in `user, password = "otto", "..."`; `start` where nothing is assigned so.
  private func ownElement(_ start: Int) -> Int {
    guard text[start].isQuote, text[name.lowerBound - 1].isBlank else { return start }
    var (first, value) = (name.lowerBound, start)
    for _ in 0..<4 {
      var end = text.start(before: first, floor: max(floor, first - 64)) { $0.isBlank }
      if end <= floor || text.beginsLine(end) { break }
      guard text[end - 1] == UInt8(ascii: ",") else { return start }
      end = text.start(before: end - 1, floor: max(floor, end - 8)) { $0.isBlank }
      first = text.start(before: end, floor: max(floor, end - 40)) { $0.isWordByte }
      let close = text.quotedEnd(from: value + 1, quote: text[value], isEscaped: false, limit: 64)
      guard first < end, text[close] == text[value], text[close + 1] == UInt8(ascii: ",") else {
        return start
      }
      value = text.end(from: close + 2, limit: 8) { $0.isBlank }
      guard text[value].isQuote else { return start }
    }
    return value
  }

  /// Where the literal begins in `: str = "..."`, for a type at `start`.
  private func literalBehindType(_ start: Int) -> Int? {
    guard text[start].isLetter || text[start] == UInt8(ascii: "&") else { return nil }
    var at = text.end(from: behindLifetime(start), limit: 40) {
      $0.isWordByte || $0.isBlank || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[")
        || $0 == UInt8(ascii: "]")
        || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "|")
        || $0 == UInt8(ascii: "?")
        || $0 == UInt8(ascii: "&")
    }
    let first = at
    if text[at] == UInt8(ascii: ":") { at += 1 }
    guard text[at] == UInt8(ascii: "="), text[at + 1] != UInt8(ascii: "="), text[first - 1].isBlank else {
      return nil
    }
    at = text.end(from: at + 1, limit: 16) { $0.isBlank }
    return quotedStart(at) == nil && wrapped(at) == nil ? nil : at
  }

  /// Reads the value at `start`, and answers where it ends; nil when there is none or `body` wants no more.
  func read(
    _ start: Int,
    as form: SecretValue.Form,
    isSetting: Bool = false,
    depth: Int = 0,
    _ body: (SecretValue) -> Bool
  ) -> Int? {
    let start = text.has("<<\"", at: start) ? start + 2 : text.endOfColours(start)
    let literal: SecretValue.Form = form == .loose || form == .pair ? form : .literal
    if let quote = quotedStart(start) { return readQuoted(quote, literal, body) }
    if let first = firstElement(start) { return depth < 1 ? readElements(first, literal, body) : nil }
    if let quote = wrapped(start) { return readQuoted(quote, literal, body) }
    if let inner = wrappedBare(start) { return body(inner) ? inner.range.upperBound + 1 : nil }
    if isList(start) { return readList(start + 1, body) }
    if let value = bracedParameter(start) { return body(value) ? value.range.upperBound + 1 : nil }
    if !text[start].isAlphanumeric, let value = generated(start) {
      return body(value) ? value.range.upperBound : nil
    }
    switch text[start] {
    case UInt8(ascii: "["), UInt8(ascii: "("):
      if text[start] == UInt8(ascii: "("), text[start + 1].isDigit {
        return readBare(start, form, isSetting: isSetting, body)
      }
      guard text[start] == UInt8(ascii: "["), text[start - 1] == UInt8(ascii: ":") else {
        return readBracketed(start, body)
      }
      // A map as Go prints it: `map[X-Api-Key:[...]]`.
      return readBare(start + 1, form, isSetting: false, body)
    case UInt8(ascii: "{"):
      if let value = valueMember(start + 1) {
        return depth < 2 ? read(value, as: form, depth: depth + 1, body) : nil
      }
      if isPlural, depth < 1, let first = member(text.end(from: start + 1, limit: 32) { $0.isWhitespace }) {
        return readMembers(first.value, body)
      }
      return readBraces(start, body)
    case UInt8(ascii: "<"):
      if text.has("<![CDATA[", at: start) { return readBare(start + 9, form, isSetting: false, body) }
      return readTagged(start, body)
    default:
      return readBare(start, form, isSetting: isSetting, body)
    }
  }

  /// Index of the quotation mark of a literal at `start`, behind letters that say what kind of literal it is.
  func quotedStart(_ start: Int) -> Int? {
    if text[start].isQuote { return start }
    if text[start] == UInt8(ascii: "\\"), text[start + 1].isQuote { return start + 1 }
    // Typographic quotation marks have three bytes; what they enclose is read as it is.
    let mark = text.end(from: start, limit: 3) { $0.isLiteralPrefix }
    return mark > start && text[mark].isQuote && text[mark] != UInt8(ascii: "`") ? mark : nil
  }

  func readQuoted(_ mark: Int, _ form: SecretValue.Form, _ body: (SecretValue) -> Bool) -> Int? {
    let quote = text[mark]
    let isEscaped = text[mark - 1] == UInt8(ascii: "\\")
    var start = mark + 1
    if text[start] == quote, text[start + 1] == quote { start += 2 }
    let end = text.quotedEnd(from: start, quote: quote, isEscaped: isEscaped, limit: SecretValue.preview)
    let isCut = end == start + SecretValue.preview
    let value = SecretValue(range: start..<end, form: form, closing: quote, isCut: isCut)
    guard isInterpolated(mark, start..<end) || body(value), !isCut else { return nil }
    return end + (isEscaped ? 2 : 1)
  }

  private func readBare(
    _ start: Int,
    _ form: SecretValue.Form,
    isSetting: Bool,
    _ body: (SecretValue) -> Bool
  ) -> Int? {
    var start = openingMark(start) ?? start
    var end = text.bareValueEnd(from: start, limit: SecretValue.preview)
    // What Markdown prints bold.
    if end > start + 4, text.has("**", at: start), text.has("**", endingAt: end) {
      (start, end) = (start + 2, end - 2)
    }
    guard end > start else { return nil }
    let endsLine =
      text.endsLine(end) || (text[end] == UInt8(ascii: "&") && text[end + 1].isLetter)
    let value = SecretValue(
      range: start..<end,
      form: form,
      isSetting: isSetting && endsLine && beginsLine,
      isCut: end == start + SecretValue.preview
    )
    return body(value) ? end : nil
  }

  /// What a generator of passwords has made, with no mark around it.
  func generated(_ start: Int) -> SecretValue? {
    let end = text.bareValueEnd(from: start, limit: SecretValue.preview)
    // Most are words of a sentence, which no generator makes.
    guard text.end(from: start, limit: end - start, while: \.isLowercase) < end else { return nil }
    let look = ValueLook(text, start..<end)
    guard
      GeneratedPassword.holds(text, start..<end, look)
        || (look.isBroken && look.count >= 8 && look.marks == 0)
    else { return nil }
    return SecretValue(range: start..<end, form: .loose)
  }

  /// The position behind a typographic quotation mark.
  func openingMark(_ start: Int) -> Int? {
    guard text[start].isNonASCII else { return nil }
    if text.has("«", at: start) { return start + 2 }
    return Self.openings.contains { text.has($0, at: start) } ? start + 3 : nil
  }

  /// Quotation marks of three bytes.
  private static let openings: [StaticString] = ["“", "„", "「", "‘", "‚", "‹"]

  /// Whether the name is that of a constant, `CURLOPT_USERPWD`.
  private var isConstant: Bool {
    name.count >= 8 && name.allSatisfy { text[$0].isUppercase || text[$0].isDigit || text[$0] == 0x5F }
  }

  /// Whether nothing stands before the name on its line.
  var startsLine: Bool { text.beginsLine(name.lowerBound) }

  /// Whether nothing but `export` stands before the name on its line.
  private var beginsLine: Bool {
    // The parameter of a query is one, too.
    let mark = text[name.lowerBound - 1]
    if mark == UInt8(ascii: "?") || mark == UInt8(ascii: "&") { return name.lowerBound > floor }
    let start = text.lineStart(before: name.lowerBound, floor: max(floor, name.lowerBound - 12))
    return start == name.lowerBound || text.has("export ", at: start) || text.has("ENV ", at: start)
  }
}

extension UInt8 {
  /// `b'..'`, `u".."`, `r'..'`, `N'..'`, `@".."`, `$'..'`.
  fileprivate var isLiteralPrefix: Bool {
    switch self | 0x20 {
    case UInt8(ascii: "b"), UInt8(ascii: "u"), UInt8(ascii: "r"), UInt8(ascii: "n"), UInt8(ascii: "l"),
      UInt8(ascii: "e"), UInt8(ascii: "q"), UInt8(ascii: "f"):
      isLetter
    default: self == UInt8(ascii: "@") || self == UInt8(ascii: "$")
    }
  }
}
