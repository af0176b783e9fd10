/// A column that a name is the head of: in a table of CSV, TSV, Markdown or a client of a database, in `INSERT INTO users (name,
/// password) VALUES (...)`, and in `COPY users (name, password) FROM stdin`.
///
/// Names are read on one line, rows as long as each has as many cells as the head. A row is no head of its own, so that
/// each is read once for each name in the head of its table.
struct SecretColumn {
  private let text: ByteView
  /// The position of the named cell in a row.
  private let place: Int
  /// How many cells a row has.
  private let count: Int
  private let separator: UInt8
  /// Where the rows begin.
  private let rows: Int
  private let isTuple: Bool
  private let form: SecretValue.Form

  /// So many bytes of the head of a table, or of a list of names, are read on either side of a name.
  private static let maximumHead = 256
  private static let maximumDepth = 4
  /// A row has this many at most.
  private static let maximumRow = 4096

  /// Nil where no head is: nearly always, and then the bytes beside the name say so.
  init?(_ text: ByteView, _ name: Range<Int>, floor: Int) {
    let next = text.end(from: name.upperBound, limit: 16) { $0.isBeside }
    let before = text.start(before: name.lowerBound, floor: max(0, name.lowerBound - 16)) { $0.isBeside }
    self.text = text
    // A tab is a blank.
    if (before..<next).contains(where: { text[$0] == 0x09 }), let table = Self.table(text, name, 0x09) {
      (place, count, rows) = table
      (separator, isTuple, form) = (0x09, false, .literal)
      return
    }
    let (behind, ahead) = (text[next], text[before - 1])
    guard behind.isSeparator || behind == UInt8(ascii: ")") || behind.isLineEnd || next >= text.count else {
      return nil
    }
    guard
      ahead.isSeparator || ahead == UInt8(ascii: "(") || ahead.isLineEnd || before == 0
        || text.beginsLine(name.lowerBound)
    else {
      return nil
    }
    if behind == UInt8(ascii: ")") || ahead == UInt8(ascii: "(") || text[next] == UInt8(ascii: ","),
      let list = Self.list(text, name)
    {
      (place, count, rows, separator, isTuple) = list
      form = .literal
      return
    }
    guard behind.isSeparator || ahead.isSeparator else { return nil }
    separator = behind.isSeparator ? behind : ahead
    guard let table = Self.table(text, name, separator) else { return nil }
    (place, count, rows) = table
    isTuple = false
    let isApart = text[name.upperBound].isBlank || text[name.lowerBound - 1].isBlank
    form = separator == UInt8(ascii: "|") || isApart ? .loose : .literal
  }

  // MARK: heads

  /// The line of a name as the head of a table.
  private static func table(_ text: ByteView, _ name: Range<Int>, _ separator: UInt8) -> (Int, Int, Int)? {
    let low = max(0, name.lowerBound - maximumHead)
    let end = text.end(from: name.upperBound, limit: maximumHead) { !$0.isLineEnd }
    guard text[end].isLineEnd else { return nil }
    let start = text.start(before: name.lowerBound, floor: low) { !$0.isLineEnd }
    guard start > low || low == 0 else { return nil }
    guard
      let cells = namesInString(text, start..<end, separator, of: name)
        ?? names(text, start..<end, separator, of: name), cells.count > 1
    else { return nil }
    // A row of another table.
    if let last = lineBefore(text, start), count(text, last, separator) == cells.count,
      !isRule(text, last), names(text, last, separator, of: name) != nil
    {
      return nil
    }
    var rows = behindLineEnd(text, end)
    let rule = rows..<text.end(from: rows, limit: maximumRow) { !$0.isLineEnd }
    if isRule(text, rule) { rows = behindLineEnd(text, rule.upperBound) }
    return (cells.place, cells.count, rows)
  }

  /// The names in brackets round a name, and the `VALUES` behind.
  private static func list(_ text: ByteView, _ name: Range<Int>) -> (Int, Int, Int, UInt8, Bool)? {
    let low = max(0, name.lowerBound - maximumHead)
    let end = text.end(from: name.upperBound, limit: maximumHead) { $0.isInList }
    guard text[end] == UInt8(ascii: ")") else { return nil }
    let start = text.start(before: name.lowerBound, floor: low) { $0.isInList }
    guard text[start - 1] == UInt8(ascii: "("),
      let cells = names(text, start..<end, UInt8(ascii: ","), of: name)
    else { return nil }
    let word = text.end(from: end + 1, limit: 64) { $0.isWhitespace || $0.isQuote || $0 == UInt8(ascii: "+") }
    if text.hasAnyCase("values", at: word) {
      return (cells.place, cells.count, word + 6, UInt8(ascii: ","), true)
    }
    guard text.hasAnyCase("from stdin", at: word) else { return nil }
    let line = text.end(from: word, limit: 128) { !$0.isLineEnd }
    guard text[line].isLineEnd else { return nil }
    return (cells.place, cells.count, behindLineEnd(text, line), 0x09, false)
  }

  /// How many names stand in `range`, and the place of one of them. Nil where another thing than names is there.
  private static func names(
    _ text: ByteView,
    _ range: Range<Int>,
    _ separator: UInt8,
    of name: Range<Int>
  ) -> (place: Int, count: Int)? {
    var (place, count, length, words) = (0, 1, 0, 0)
    var isBlank = true
    for index in range {
      let byte = text[index]
      if byte == separator {
        // Only a bar stands at the ends of a row, too.
        guard length > 0 || separator == UInt8(ascii: "|") else { return nil }
        if index < name.lowerBound { place += 1 }
        (length, words, isBlank) = (0, 0, true)
        count += 1
      } else if byte.isTokenByte || byte.isNonASCII || byte == UInt8(ascii: ".") {
        if isBlank { words += 1 }
        isBlank = false
        length += 1
        guard length <= 40, words <= 3 else { return nil }
      } else if byte.isBlank || byte.isLineEnd {
        isBlank = true
      } else if !byte.isBeside && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "#") {
        return nil
      }
    }
    return length > 0 || separator == UInt8(ascii: "|") ? (place, count) : nil
  }

  /// The same where a string of JSON begins on the line, and what it holds is the table.
  private static func namesInString(
    _ text: ByteView,
    _ line: Range<Int>,
    _ separator: UInt8,
    of name: Range<Int>
  ) -> (place: Int, count: Int)? {
    let first = text.lineStart(before: name.lowerBound, floor: line.lowerBound)
    guard first > line.lowerBound, let cells = names(text, first..<line.upperBound, separator, of: name)
    else {
      return nil
    }
    // A name in marks of its own is one of several on the line.
    return cells.count > 1 ? cells : nil
  }

  private static func count(_ text: ByteView, _ line: Range<Int>, _ separator: UInt8) -> Int {
    line.reduce(1) { $0 + (text[$1] == separator ? 1 : 0) }
  }

  private static func lineBefore(_ text: ByteView, _ start: Int) -> Range<Int>? {
    guard start > 0 else { return nil }
    var end = start - 1
    if text[end - 1] == 0x0D { end -= 1 }
    let first = text.start(before: end, floor: max(0, end - maximumHead)) { !$0.isLineEnd }
    return first < end ? first..<end : nil
  }

  /// `|---|:--:|`, `----+----`
  private static func isRule(_ text: ByteView, _ line: Range<Int>) -> Bool {
    !line.isEmpty && text[line.lowerBound + 2] == UInt8(ascii: "-")
      && line.allSatisfy {
        [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "="), 0x20]
          .contains(
            text[$0]
          )
      }
  }

  private static func behindLineEnd(_ text: ByteView, _ at: Int) -> Int {
    text.has("\r\n", at: at) ? at + 2 : at + 1
  }

  // MARK: rows

  /// Calls `body` with the cell of each row. What is no row ends the table.
  func forEachValue(_ body: (SecretValue) -> Void) {
    if isTuple { return forEachTuple(body) }
    var at = rows
    while at < text.count {
      guard let (cell, end) = row(at, until: { $0.isLineEnd }) else { return }
      if let cell { body(value(cell)) }
      guard end < text.count, text[end].isLineEnd else { return }
      at = Self.behindLineEnd(text, end)
    }
  }

  private func forEachTuple(_ body: (SecretValue) -> Void) {
    var at = rows
    while true {
      at = text.end(from: at, limit: 64) { $0.isWhitespace || $0 == UInt8(ascii: ",") }
      guard text[at] == UInt8(ascii: "("), let (cell, end) = row(at + 1, until: { $0 == UInt8(ascii: ")") }),
        text[end] == UInt8(ascii: ")")
      else { return }
      if let cell {
        if isParameter(cell) { return readArgument(behind: end, body) }
        if text[cell.lowerBound - 1].isQuote { body(value(cell)) }
      }
      at = end + 1
    }
  }

  /// `?`, `%s`, `$2`, `:name`
  private func isParameter(_ cell: Range<Int>) -> Bool {
    switch text[cell.lowerBound] {
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "$"), UInt8(ascii: "@"): cell.count < 24
    case UInt8(ascii: "%"): cell.count <= 24
    default: false
    }
  }

  /// What a program hands over for the parameters: `execute("... VALUES (?, ?)", ("otto", "VALUE"))`
  private func readArgument(behind end: Int, _ body: (SecretValue) -> Void) {
    let quote = text.end(from: end + 1, limit: 64) { !$0.isQuote && !$0.isLineEnd }
    guard text[quote].isQuote else { return }
    let comma = text.end(from: quote, limit: 4) { $0.isQuote }
    guard text[comma] == UInt8(ascii: ",") else { return }
    var at = text.end(from: comma + 1, limit: 64) { $0.isWhitespace }
    if text[at] == UInt8(ascii: "(") || text[at] == UInt8(ascii: "[") { at += 1 }
    let row = row(at) { $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: "]") }
    if let cell = row?.cell, text[cell.lowerBound - 1].isQuote { body(value(cell)) }
  }

  private func value(_ cell: Range<Int>) -> SecretValue {
    let isQuoted = text[cell.lowerBound - 1].isQuote
    return SecretValue(
      range: cell,
      form: isQuoted && form == .literal ? .literal : form,
      closing: isQuoted ? text[cell.upperBound] : separator
    )
  }

  /// The cell of the row at `start`, without what encloses it, and where the row ends. Nil where it has another number of
  /// cells than the head, or is too long.
  private func row(_ start: Int, until isEnd: (UInt8) -> Bool) -> (cell: Range<Int>?, end: Int)? {
    var at = start
    var found: Range<Int>?
    let stop = min(text.count, start + Self.maximumRow)
    for index in 0..<count {
      at = text.end(from: at, limit: 64) { $0 == 0x20 }
      // A literal of a program may have a letter in front.
      if isTuple, text[at].isLetter, text[at + 1] == UInt8(ascii: "'") { at += 1 }
      let cell: Range<Int>
      if text[at].isQuote, isTuple || !text.closesString(at), let close = closing(at, stop) {
        cell = at + 1..<close
        at = close + 1
        at = text.end(from: at, limit: 64) { $0 == 0x20 || ($0 == 0x0A && isTuple) }
      } else {
        var depth = 0
        var end = text.end(from: at, limit: max(0, stop - at)) { byte in
          if isTuple, byte == UInt8(ascii: "(") { depth += 1 }
          if isTuple, byte == UInt8(ascii: ")"), depth > 0 {
            depth -= 1
            return true
          }
          guard depth <= Self.maximumDepth else { return false }
          return (depth > 0 || byte != separator && !isEnd(byte)) && (isTuple || !byte.isLineEnd)
        }
        if !isTuple { end = text.lineEnd(from: at, limit: end - at) }
        cell = at..<text.start(before: end, floor: at) { $0 == 0x20 }
        at = end
      }
      if index == place { found = cell.isEmpty ? nil : cell }
      if index < count - 1 {
        guard at < stop, text[at] == separator else { return nil }
        at += 1
      }
    }
    guard at >= text.count || isEnd(text[at]) || !isTuple && text.closesString(at) else { return nil }
    return (found, at)
  }

  /// Index of the mark that closes a cell: a doubled one, and one behind a backslash, are a part of it.
  private func closing(_ start: Int, _ stop: Int) -> Int? {
    let quote = text[start]
    var at = start + 1
    while at < stop {
      if text[at] == UInt8(ascii: "\\"), isTuple {
        at += 2
      } else if text[at] == quote {
        guard text[at + 1] == quote else { return at }
        at += 2
      } else if text[at].isLineEnd {
        return nil
      } else {
        at += 1
      }
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isSeparator: Bool {
    self == UInt8(ascii: ",") || self == UInt8(ascii: ";") || self == UInt8(ascii: "|")
  }

  /// What may stand between a name and what separates it from others.
  fileprivate var isBeside: Bool {
    isBlank || isQuote || self == UInt8(ascii: "[") || self == UInt8(ascii: "]")
  }

  /// What a list of names is made of.
  fileprivate var isInList: Bool {
    isTokenByte || isBeside || isWhitespace || isNonASCII || self == UInt8(ascii: ",")
      || self == UInt8(ascii: ".")
  }
}
