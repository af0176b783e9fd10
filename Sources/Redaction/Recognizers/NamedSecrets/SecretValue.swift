/// A value that stands behind a name, and how it is written.
struct SecretValue {
  enum Form {
    /// A literal of a program, a string of JSON, the content of an element: it is a value, whatever it looks like.
    case literal
    /// `name=value` or `name: value`: may be code or a sentence.
    case bare
    /// `password is value`, `--password value`: only that it is near says that it is one.
    case loose
    /// `("password", "value")`: as likely the next of several names.
    case pair
  }

  /// Where the value is. If it is longer, only its first bytes, which are enough to tell what it is.
  var range: Range<Int>
  var form: Form
  /// What ends it: a quotation mark, `<` of an element, or 0 for what is not enclosed.
  var closing: UInt8 = 0
  /// Whether it stands right behind a `=` and goes on to the end of the line, as in a file of settings.
  var isSetting = false
  /// Whether the name of a user stands before it, as in `auth=("otto", "...")`: then it is a password.
  var isOfUser = false
  /// Whether more of it follows behind `range`.
  var isCut = false

  /// How much of a value is looked at to tell what it is.
  static let preview = 96

  /// The whole value of a parameter of a URL.
  func wholeParameter(in text: ByteView) -> Range<Int> {
    let whole = whole(in: text)
    guard closing == 0 else { return whole }
    return whole
      .lowerBound..<text.end(from: whole.lowerBound, limit: whole.count) {
        $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "#")
      }
  }

  /// The whole value, of which only a part has been looked at.
  func whole(in text: ByteView) -> Range<Int> {
    guard isCut else { return range }
    let start = range.lowerBound
    switch closing {
    case 0: return start..<text.bareValueEnd(from: start, limit: .max)
    case 0x0A: return start..<text.end(from: start) { !$0.isLineEnd }
    case UInt8(ascii: "<"): return start..<text.end(from: start) { $0 != UInt8(ascii: "<") }
    default: return start..<text.quotedEnd(from: start, quote: closing, isEscaped: false, limit: .max)
    }
  }
}

extension ByteView {
  /// Where a literal ends that begins at `start`, behind its quotation mark.
  func quotedEnd(from start: Int, quote: UInt8, isEscaped: Bool, limit: Int) -> Int {
    let stop = limit < count - start ? start + limit : count
    var at = start
    while at < stop {
      let byte = self[at]
      if byte == quote { return isEscaped && at > start && self[at - 1] == UInt8(ascii: "\\") ? at - 1 : at }
      if byte.isLineEnd { return at }
      // A backslash in front of the last mark of a JSON string is a part of the value.
      at += byte == UInt8(ascii: "\\") && !isEscaped && at + 1 < stop && !endsLiteral(at + 1, quote) ? 2 : 1
    }
    return stop
  }

  /// Whether a mark stands in front of what ends a value: it closes, backslash or not.
  private func endsLiteral(_ index: Int, _ quote: UInt8) -> Bool {
    guard self[index] == quote else { return false }
    switch self[index + 1] {
    case 0, UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x0A, 0x0D: return true
    default: return false
    }
  }

  /// Where a value ends that nothing encloses: at white space, at a quotation mark, and at the marks that separate
  /// values where another one follows or nothing does. `rot;gelb,x)9` is one value, and so is `rot` in `rot;uid=sa`.
  func bareValueEnd(from start: Int, limit: Int) -> Int {
    let stop = limit < count - start ? start + limit : count
    var at = start
    while at < stop, !endsBareValue(at, start) { at += 1 }
    guard at < stop || stop == count else { return at }
    return GeneratedPassword.end(self, from: start, behind: trimmedEnd(start..<at))
  }

  private func endsBareValue(_ at: Int, _ start: Int) -> Bool {
    let next = self[at + 1]
    switch self[at] {
    case UInt8(ascii: "#") where next == UInt8(ascii: "0"), UInt8(ascii: "^") where next == UInt8(ascii: "["):
      return endOfColours(at) > at
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "`"), 0x7F:
      return true
    case UInt8(ascii: "'"):
      return !next.isAlphanumeric
    case UInt8(ascii: "\\"):
      // The line goes on in the next one.
      if next <= 0x20, next != 0 || at > start { return true }
      return next == UInt8(ascii: "\"") || next == UInt8(ascii: "n") || next == UInt8(ascii: "r")
        || next == UInt8(ascii: "t")
    case UInt8(ascii: "<"):
      return next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
        || (next.isLetter && self[end(from: at + 1, limit: 12) { $0.isAlphanumeric || $0 == 0x2F }] == 0x3E)
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"):
      return next <= 0x20 || next.isQuote || beginsNext(at + 1)
    case UInt8(ascii: "%") where next == UInt8(ascii: "2") && self[at + 2] == UInt8(ascii: "6"):
      return beginsNext(at + 3, withBlanks: false) || beginsNext(at + 3, withBlanks: false, joint: "%3d")
    case UInt8(ascii: "&"):
      return next <= 0x20 || beginsNext(at + 1, withBlanks: false) || beginsReference(at)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      return !next.isAlphanumeric && !next.isNonASCII && !goesOn(at + 1) && trimmedEnd(start..<at + 1) == at
    case 0xE2 where next == 0x80 && self[at + 2] == 0xA6:
      return at >= start + 10 && !self[at + 3].isAlphanumeric  // `…` behind what is long enough
    case 0xE2: return next == 0x80 && 0x98...0x9F ~= self[at + 2]  // typographic quotation marks
    case 0xC2: return next == 0xBB || next == 0xAB
    case 0xE3 where at > start && !self[at - 1].isNonASCII && (next == 0x81 || next == 0x82):
      return true  // what a sentence goes on with in Japanese
    case 0xE3: return next == 0x80 && (0x81...0x82 ~= self[at + 2] || 0x88...0x91 ~= self[at + 2])
    case 0xEF: return next == 0xBC && (self[at + 2] == 0x8C || self[at + 2] == 0x9B || self[at + 2] == 0x89)
    default: return false
    }
  }

  /// Whether a mark behind a closing bracket belongs to the value, as in `P)$h6%`.
  private func goesOn(_ index: Int) -> Bool {
    switch self[index] {
    case UInt8(ascii: "!"): return true
    case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "^"), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "~"):
      return self[index + 1].isAlphanumeric
    case UInt8(ascii: "&"): return self[index + 1].isAlphanumeric && !beginsNext(index + 1)
    // Filters of LDAP go on with a letter or an operator.
    case UInt8(ascii: "("):
      let next = self[index + 1]
      return next.isDigit || next == UInt8(ascii: "+") || next == UInt8(ascii: "#")
        || next == UInt8(ascii: "$")
    default: return false
    }
  }

  /// Whether a character reference is there that ends a value: a quotation mark or a bracket.
  func beginsReference(_ index: Int) -> Bool {
    if self[index + 1] == UInt8(ascii: "#") {
      return ["&#39;", "&#x22;", "&#34;"].contains { has($0, at: index) }
    }
    let end = end(from: index + 1, limit: 8) { $0.isLowercase }
    return end > index + 2 && self[end] == UInt8(ascii: ";")
  }

  /// Whether `name=` or `name:` is at `index`.
  private func beginsNext(_ index: Int, withBlanks: Bool = true, joint: StaticString? = nil) -> Bool {
    var at = index
    if self[at] == UInt8(ascii: "$") || self[at] == UInt8(ascii: "@") { at += 1 }
    guard self[at].isLetter || self[at] == UInt8(ascii: "_") else { return false }
    at = end(from: at, limit: 32) {
      $0.isTokenByte || $0 == UInt8(ascii: ".") || ($0 == UInt8(ascii: " ") && withBlanks)
    }
    if let joint { return hasAnyCase(joint, at: at) }
    return self[at] == UInt8(ascii: "=") || (self[at] == UInt8(ascii: ":") && self[at - 1] != 0x20)
  }

  /// The end of the range without punctuation that ends a sentence, and without closing brackets that nothing opens.
  private func trimmedEnd(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      switch self[end - 1] {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"): end -= 1
      case UInt8(ascii: ")"):
        guard !holds(UInt8(ascii: "("), range.lowerBound..<end) else { return end }
        end -= 1
      case UInt8(ascii: "]"):
        guard !holds(UInt8(ascii: "["), range.lowerBound..<end) else { return end }
        end -= 1
      case UInt8(ascii: "}"):
        guard !holds(UInt8(ascii: "{"), range.lowerBound..<end) else { return end }
        end -= 1
      default: return end
      }
    }
    return end
  }

  /// Looks at `SecretValue.preview` bytes, at most.
  private func holds(_ byte: UInt8, _ range: Range<Int>) -> Bool {
    range.prefix(SecretValue.preview).contains { self[$0] == byte }
  }
}
