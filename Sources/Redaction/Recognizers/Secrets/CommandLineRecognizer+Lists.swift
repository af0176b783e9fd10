// Commands whose words are the elements of a list: `["mysql", "-u", "root", "-p..."]` of JSON, Python and Dockerfiles,
// `- "-p..."` of YAML, and the arguments of a call.
extension CommandLineRecognizer {
  /// What an option begins with in a list. Few, for each costs a clean text: `-p` may have its value right behind.
  static let listed: [String] = [
    "\"-p", "'-p", "\"-u\"", "'-u'", "\"-P\"", "\"-a\"", "\"-w\"", "\"-U\"", "- -p", "- -u",
  ]

  /// Whether the program at `start` is all of an element of a list: its options are found by themselves.
  func isElement(_ text: ByteView, at start: Int) -> Bool {
    let end = text.end(from: start, limit: 24) { $0.isTokenByte }
    let behind = text[end] == UInt8(ascii: "\\") ? end + 1 : end
    guard text[behind].isQuote else { return text[end] == UInt8(ascii: ",") }
    return text[text.end(from: behind + 1, limit: 2) { $0.isBlank }] == UInt8(ascii: ",")
  }

  /// Where the element begins that the hit is of, when it is one of a list.
  func listed(_ text: ByteView, at position: Int) -> Int? {
    let first = text[position]
    if first.isQuote { return position }
    guard first == UInt8(ascii: "-") else { return nil }
    if text[position + 1] == 0x20 { return position + 2 }
    if text[position - 1].isQuote { return position - 1 }
    return text.has("- ", endingAt: position) || text.has(", ", endingAt: position) ? position : nil
  }

  /// Reads the option at `start`, and the element behind it.
  func readListed(_ text: ByteView, at start: Int, _ findings: inout Findings) {
    guard let option = ListedWord(text, at: start), let first = listStart(text, start),
      let usage = listedUsage(text, first..<start)
    else { return }
    let equals = text.end(from: option.range.lowerBound, limit: option.range.count) {
      $0 != UInt8(ascii: "=")
    }
    let name = option.range.lowerBound..<equals
    func isOne(of names: [StaticString]) -> Bool {
      names.contains { $0.utf8CodeUnitCount == name.count && text.has($0, at: name.lowerBound) }
    }
    func value() -> ListedWord? {
      guard equals < option.range.upperBound else { return option.next(text) }
      return ListedWord(
        range: equals + 1..<option.range.upperBound,
        quote: option.quote,
        isEscaped: option.isEscaped
      )
    }
    if isOne(of: usage.user)
      || (usage.hasGroups && isGroup(text, name) && text[equals - 1] == UInt8(ascii: "u"))
    {
      if let value = value() { reportUser(text, value, usage.separator, &findings) }
    } else if usage.hasGroups, text.has("-u", at: name.lowerBound), option.range.count > 4 {
      reportUser(text, option.dropping(2), usage.separator, &findings)
    } else if isOne(of: usage.spaced) {
      if let value = value() { report(text, value, .bare, &findings) }
    } else if let joined = usage.joined.first(where: {
      text.has($0, at: name.lowerBound) && option.range.count > $0.utf8CodeUnitCount
    }) {
      report(text, option.dropping(joined.utf8CodeUnitCount), .loose, &findings)
    }
  }

  private func reportUser(
    _ text: ByteView,
    _ element: ListedWord,
    _ separator: UInt8,
    _ findings: inout Findings
  ) {
    let range = element.range
    let colon = text.end(from: range.lowerBound, limit: range.count) { $0 != separator }
    guard colon > range.lowerBound, colon + 1 < range.upperBound else { return }
    report(text, element.dropping(colon + 1 - range.lowerBound), .bare, &findings)
  }

  private func report(
    _ text: ByteView,
    _ element: ListedWord,
    _ form: SecretValue.Form,
    _ findings: inout Findings
  ) {
    guard element.range.count > 2, text[element.range.lowerBound] != UInt8(ascii: "-") else { return }
    let value = SecretValue(range: element.range, form: form, closing: element.quote, isSetting: true)
    guard value.isSecret(text, of: SecretName(kind: .password)) else { return }
    findings.floor = max(findings.floor, element.range.upperBound)
    findings.report(element.range, score: 0.85)
  }

  /// How far before an option its list may begin.
  private static let reach = 160

  /// Where the list begins that an element at `start` is of.
  private func listStart(_ text: ByteView, _ start: Int) -> Int? {
    let low = max(0, start - Self.reach)
    let mark = text[start - 1] == UInt8(ascii: "\\") ? start - 1 : start
    let before = text.start(before: mark, floor: max(0, mark - 32)) { $0.isWhitespace }
    switch text[before - 1] {
    case UInt8(ascii: "-"):
      let line = text.start(before: before - 1, floor: low, while: \.isBlank)
      return line == 0 || text[line - 1].isLineEnd ? blockStart(text, line, low) : nil
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "("): break
    default: return nil
    }
    var depth = 0
    var at = start
    while at > low {
      at -= 1
      switch text[at] {
      case UInt8(ascii: "]"), UInt8(ascii: ")"): depth += 1
      case UInt8(ascii: "["), UInt8(ascii: "("):
        if depth == 0 { return at + 1 }
        depth -= 1
      default: break
      }
    }
    return nil
  }

  /// The first line of a block of YAML: items, the key before them, and the list of another key before that.
  private func blockStart(_ text: ByteView, _ line: Int, _ low: Int) -> Int {
    var line = line
    var keys = 0
    while line > low {
      let end = text.start(before: line, floor: max(low, line - 2)) { $0.isLineEnd }
      let first = text.start(before: end, floor: low) { !$0.isLineEnd }
      if text[text.end(from: first, limit: 64, while: \.isBlank)] != UInt8(ascii: "-") {
        guard text[end - 1] == UInt8(ascii: ":") || text[end - 1] == UInt8(ascii: "]"), keys < 2 else {
          break
        }
        keys += 1
      }
      line = first
    }
    return line
  }

  /// The first program that is known among the elements of a list.
  private func listedUsage(_ text: ByteView, _ list: Range<Int>) -> Usage? {
    for at in list where !text[at - 1].isTokenByte && text[at].isAlphanumeric {
      let before = text[at - 1]
      guard before.isQuote || before == UInt8(ascii: "/") || before == 0x20 || before == UInt8(ascii: "[")
      else { continue }
      let end = text.end(from: at, limit: 24) { $0.isTokenByte }
      let next = text[end]
      guard
        next.isQuote || next == UInt8(ascii: ",") || next == UInt8(ascii: "]") || next.isWhitespace
          || next == UInt8(ascii: "\\")
      else { continue }
      if let usage = Self.byFirstByte[Int(text[at] & 31)].last(where: { isProgram($0.program, text, at) }) {
        return usage
      }
    }
    return nil
  }
}

/// A word of a command in a list, without its quotation marks.
private struct ListedWord {
  var range: Range<Int>
  /// 0 where there are none.
  let quote: UInt8
  let isEscaped: Bool

  init(range: Range<Int>, quote: UInt8, isEscaped: Bool) {
    (self.range, self.quote, self.isEscaped) = (range, quote, isEscaped)
  }

  /// Nil where no word is, or one that is too long for an option.
  init?(_ text: ByteView, at start: Int) {
    if text[start].isQuote {
      quote = text[start]
      isEscaped = text[start - 1] == UInt8(ascii: "\\")
      let end = text.quotedEnd(
        from: start + 1,
        quote: quote,
        isEscaped: isEscaped,
        limit: SecretValue.preview
      )
      guard text[isEscaped ? end + 1 : end] == quote else { return nil }
      range = start + 1..<end
    } else {
      (quote, isEscaped) = (0, false)
      let word = text.blankOrLineEnd(from: start, limit: SecretValue.preview)
      let end = text.end(from: start, limit: word - start) {
        $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]")
      }
      guard end > start else { return nil }
      range = start..<end
    }
  }

  func dropping(_ count: Int) -> ListedWord {
    ListedWord(range: range.lowerBound + count..<range.upperBound, quote: quote, isEscaped: isEscaped)
  }

  /// The element behind this one.
  func next(_ text: ByteView) -> ListedWord? {
    var at = range.upperBound
    if quote != 0 { at += isEscaped ? 2 : 1 }
    at = text.end(from: at, limit: 8) { $0.isBlank }
    if text[at] == UInt8(ascii: ",") {
      at = text.end(from: at + 1, limit: 32) { $0.isWhitespace }
    } else {
      guard text[at].isLineEnd else { return nil }
      at = text.end(from: at, limit: 64) { $0.isWhitespace }
      guard text.has("- ", at: at) else { return nil }
      at += 2
    }
    // `f"..."`, and JSON in JSON.
    if text[at].isLetter, text[at + 1].isQuote { at += 1 }
    if text[at] == UInt8(ascii: "\\"), text[at + 1].isQuote { at += 1 }
    // What is no literal beside literals is the name of a variable.
    guard text[at].isQuote || quote == 0 || text[at - 2] == UInt8(ascii: "-") else { return nil }
    return ListedWord(text, at: at)
  }
}
