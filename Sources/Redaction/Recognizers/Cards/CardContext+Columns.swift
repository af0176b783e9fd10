// Columns of long numbers that are no cards'.
extension CardContext {
  /// Whether another long number stands beside it that no scheme issues, or at the same place of a line near it: cards
  /// don't stand in a column with others.
  static func isInColumn(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let isGap: (UInt8) -> Bool = {
      $0.isWhitespace || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|")
    }
    let before = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - 4), while: isGap)
    if before < range.lowerBound {
      let start = text.start(before: before, floor: max(0, before - 21)) { $0.isDigit }
      if isOther(text, start..<before) { return true }
    }
    let after = text.end(from: range.upperBound, limit: 4, while: isGap)
    if after > range.upperBound,
      isOther(text, after..<text.end(from: after, limit: 21) { $0.isDigit })
    {
      return true
    }
    return isInRows(text, range)
  }

  /// So many lines on either side are looked at, and so many bytes of each.
  private static let maximumLines = 3
  private static let maximumLine = 256

  private static func isInRows(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let start = text.lineStart(before: range.lowerBound, floor: max(0, range.lowerBound - maximumLine))
    guard text.beginsLine(start), !isCalledCard(text, range.lowerBound) else { return false }
    let line = start..<text.lineEnd(from: range.upperBound, limit: maximumLine)
    let row = Row(text, line, place: Row(text, start..<range.lowerBound, place: 0).count)
    var isColumn = false
    var end = start
    for _ in 0..<maximumLines where end > 0 && text[end - 1].isLineEnd {
      let last = text.start(before: end, floor: max(0, end - 2)) { $0.isLineEnd }
      let first = text.lineStart(before: last, floor: max(0, last - maximumLine))
      let other = Row(text, first..<last, place: row.place)
      // The head of a table says what a column holds.
      if other.saysCard { return false }
      isColumn = isColumn || other.count == row.count && isOther(text, other.field)
      end = first
    }
    var next = line.upperBound
    for _ in 0..<maximumLines where text[next].isLineEnd && !isColumn {
      next = text.end(from: next, limit: 2) { $0.isLineEnd }
      let last = text.lineEnd(from: next, limit: maximumLine)
      let other = Row(text, next..<last, place: row.place)
      isColumn = other.count == row.count && isOther(text, other.field)
      next = last
    }
    return isColumn
  }

  /// The fields of a line.
  private struct Row {
    let place: Int
    private(set) var count = 0
    private(set) var field = 0..<0
    private(set) var saysCard = false

    init(_ text: ByteView, _ line: Range<Int>, place: Int) {
      self.place = place
      var at = line.lowerBound
      while at < line.upperBound {
        let end = text.end(from: at, limit: line.upperBound - at) {
          $0.isWordByte || $0.isNonASCII || $0 == 0x2E
        }
        if end > at {
          if count == place { field = at..<end }
          count += 1
          saysCard = saysCard || CardContext.saysCard(text, at..<end)
        }
        at = max(end, at + 1)
      }
    }
  }

  private static func isOther(_ text: ByteView, _ digits: Range<Int>) -> Bool {
    guard digits.count >= 15, !text[digits.lowerBound - 1].isWordByte, !text[digits.upperBound].isWordByte
    else {
      return false
    }
    var luhn = Luhn()
    var prefix = 0
    for index in digits.prefix(21) {
      guard text[index].isDigit else { return false }
      if luhn.count < 6 { prefix = prefix * 10 + text[index].digitValue }
      luhn.append(text[index].digitValue)
    }
    return !luhn.isValid || !CardScheme.issues(prefix, digits: digits.count)
  }
}
