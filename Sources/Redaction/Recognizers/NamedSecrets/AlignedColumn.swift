/// A column that a name is the head of, in a table whose columns are aligned by blanks:
///
///     NAME     PASSWORD     ROLE
///     otto     ...          admin
struct AlignedColumn {
  private let text: ByteView
  /// Where the column begins in each line, and where the next one does.
  private let offset: Int
  private let nextOffset: Int
  private let rows: Int

  private static let maximumHead = 256
  private static let maximumRow = 1024

  /// Nil where no such head is: nearly always, and then the two bytes beside the name say so.
  init?(_ text: ByteView, _ name: Range<Int>) {
    let isBefore =
      name.lowerBound > 1 && text[name.lowerBound - 1] == 0x20 && text[name.lowerBound - 2] == 0x20
    guard isBefore || (text[name.upperBound] == 0x20 && text[name.upperBound + 1] == 0x20) else { return nil }
    let line = text.lineStart(before: name.lowerBound, floor: max(0, name.lowerBound - Self.maximumHead))
    let end = text.end(from: name.upperBound, limit: Self.maximumHead) { !$0.isLineEnd }
    guard text.beginsLine(line), text[end].isLineEnd, !text[line].isBlank,
      isBefore || line == name.lowerBound
    else { return nil }
    // Nothing but words.
    for at in line..<end {
      guard text[at].isTokenByte || text[at].isNonASCII || text[at] == 0x20 || text[at] == UInt8(ascii: ".")
      else { return nil }
    }
    self.text = text
    offset = name.lowerBound - line
    let gap = text.end(from: name.upperBound, limit: end - name.upperBound) { $0 == 0x20 }
    nextOffset = gap < end ? gap - line : .max
    guard gap >= end || gap > name.upperBound + 1 else { return nil }
    var rows = Self.behindLineEnd(text, end)
    let rule = text.end(from: rows, limit: Self.maximumRow) {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") || $0 == 0x20
    }
    if rule > rows + 2, text[rule].isLineEnd { rows = Self.behindLineEnd(text, rule) }
    self.rows = rows
  }

  /// Calls `body` with the cell of each row. A line that is not aligned ends the table.
  func forEachValue(_ body: (SecretValue) -> Void) {
    var at = rows
    while at < text.count, !text[at].isWhitespace {
      let end = text.lineEnd(from: at, limit: Self.maximumRow)
      guard text.endsLine(end) else { return }
      let start = at + offset
      if start < end {
        guard offset == 0 || text[start - 1] == 0x20, text[start] != 0x20 else { return }
        let cell = start..<text.end(from: start, limit: end - start) { $0 > 0x20 }
        let next = nextOffset == .max ? end : min(end, at + nextOffset)
        guard cell.upperBound <= next, next == end || text[next - 1] == 0x20 else { return }
        body(SecretValue(range: cell, form: .loose))
      }
      guard end >= text.count || text[end].isLineEnd else { return }
      at = Self.behindLineEnd(text, end)
    }
  }

  private static func behindLineEnd(_ text: ByteView, _ at: Int) -> Int {
    text.has("\r\n", at: at) ? at + 2 : at + 1
  }
}
