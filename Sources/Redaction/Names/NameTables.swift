/// Finds names in tables by their columns: under a heading that says what a column holds, or where most of its cells
/// hold the same. The network sees a cell and what stands next to it, which is often a number.
///
/// A table is lines with equally many tabs, bars, semicolons or commas, the first of which may be its heading. Time is
/// linear in the bytes of the text.
struct NameTables {
  /// Wider ones are left alone.
  private static let maximumColumns = 32
  /// Longest line of a table, in bytes.
  private static let longestLine = 1024

  private let text: ByteView
  private let part: Range<Int>
  /// What was found already, in ascending order and disjoint, and what each is.
  private let found: [Candidate]
  private let label: (Candidate) -> NameTagger.Label

  init(
    _ text: ByteView,
    _ part: Range<Int>,
    found: [Candidate],
    label: @escaping (Candidate) -> NameTagger.Label
  ) {
    self.text = text
    self.part = part
    self.found = found
    self.label = label
  }

  /// A line with the number of its separators, those in quotation marks left out.
  private struct Line {
    var range: Range<Int>
    var counts = SeparatorCounts()
  }

  /// Lines from the first to the end of the last, cut by one separator.
  private struct Table {
    var heading: Range<Int>
    var rows: Range<Int>
    var separator: UInt8
    var columns: Int
  }

  /// Shows each cell that is a name and not yet found as such, in ascending order. What was found inside of such a cell
  /// was something else.
  func forEachName(_ body: (Range<Int>, NameTagger.Label) -> Void) {
    var first = line(from: part.lowerBound)
    while first.range.upperBound < part.upperBound {
      let second = line(from: first.range.upperBound + 1)
      guard let separator = first.counts.common(with: second.counts),
        first.counts[separator] < Self.maximumColumns
      else {
        first = second
        continue
      }
      var last = second
      var next: Line?
      while last.range.upperBound < part.upperBound {
        let line = line(from: last.range.upperBound + 1)
        guard line.counts.isAlike(first.counts, separator) else {
          next = line
          break
        }
        last = line
      }
      let table = Table(
        heading: first.range,
        rows: second.range.lowerBound..<last.range.upperBound,
        separator: SeparatorCounts.separators[separator],
        columns: first.counts[separator] + 1
      )
      show(namesOf: table, body)
      guard let next else { return }
      first = next
    }
  }

  private func show(namesOf table: Table, _ body: (Range<Int>, NameTagger.Label) -> Void) {
    var headings = Array(repeating: ColumnHeading.other, count: table.columns)
    forEachCell(of: table.heading, table) { headings[$0] = ColumnHeading(text, $1) }
    let isHeaded = headings.contains { $0 != .other } || verdict(on: table.heading) == .nothing
    let rows = isHeaded ? table.rows : table.heading.lowerBound..<table.rows.upperBound
    var tallies = Array(repeating: Tally(), count: table.columns)
    var count = 0
    forEachRow(of: rows) { row in
      count += 1
      forEachCell(of: row, table) { column, cell in
        guard mayBeName(cell, in: table) else { return }
        tallies[column].add(verdict(on: cell))
      }
    }
    let labels = zip(headings, tallies).map { $1.label(under: $0, rows: count) }
    guard labels.contains(where: { $0 != nil }) else { return }
    forEachRow(of: rows) { row in
      forEachCell(of: row, table) { column, cell in
        guard let label = labels[column], mayBeName(cell, in: table) else { return }
        switch verdict(on: cell) {
        case .nothing: body(cell, label)
        case .one(let other) where other != label: body(cell, label)
        case .one, .more: break
        }
      }
    }
  }

  // Parts of a table.

  private func line(from start: Int) -> Line {
    let newline = text.unsafeBytes[start..<part.upperBound].firstIndex(of: UInt8(ascii: "\n"))
    var line = Line(range: start..<(newline ?? part.upperBound))
    guard line.range.count <= Self.longestLine else { return line }
    var isQuoted = false
    for at in line.range {
      let byte = text[at]
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted {
        line.counts.add(byte, before: text[at + 1])
      }
    }
    return line
  }

  private func forEachRow(of rows: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = rows.lowerBound
    while start < rows.upperBound {
      let end = text.end(from: start, limit: rows.upperBound - start) { $0 != UInt8(ascii: "\n") }
      body(start..<end)
      start = end + 1
    }
  }

  private func forEachCell(of row: Range<Int>, _ table: Table, _ body: (Int, Range<Int>) -> Void) {
    var (start, column, isQuoted) = (row.lowerBound, 0, false)
    for at in row.lowerBound...row.upperBound {
      if at < row.upperBound, text[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard at == row.upperBound || !isQuoted && text[at] == table.separator, column < table.columns else {
        continue
      }
      body(column, trimmed(start..<at))
      start = at + 1
      column += 1
    }
  }

  private func trimmed(_ cell: Range<Int>) -> Range<Int> {
    var (start, end) = (cell.lowerBound, cell.upperBound)
    while start < end, text[start].isAroundCells { start += 1 }
    while end > start, text[end - 1].isAroundCells { end -= 1 }
    return start..<end
  }

  /// Words of letters, five at most.
  private func mayBeName(_ cell: Range<Int>, in table: Table) -> Bool {
    guard 2...60 ~= cell.count, !ColumnHeading.fillers.contains(text, cell) else { return false }
    var (words, isStart) = (1, true)
    for at in cell {
      let byte = text[at]
      switch byte {
      case UInt8(ascii: " "):
        if isStart { return false }
        (words, isStart) = (words + 1, true)
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "-"):
        if isStart { return false }
      default:
        guard byte.isLetter || byte.isNonASCII else { return false }
        isStart = false
      }
    }
    return words <= 5
  }

  // What was found.

  fileprivate enum Verdict: Equatable {
    case nothing
    /// One name, inside of the cell.
    case one(NameTagger.Label)
    case more
  }

  private func verdict(on cell: Range<Int>) -> Verdict {
    var (low, high) = (0, found.count)
    while low < high {
      let middle = (low + high) / 2
      if found[middle].end <= cell.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low < found.count, found[low].start < cell.upperBound else { return .nothing }
    let isAlone = low + 1 == found.count || found[low + 1].start >= cell.upperBound
    let isInside = found[low].start >= cell.lowerBound && found[low].end <= cell.upperBound
    return isAlone && isInside ? .one(label(found[low])) : .more
  }
}

/// How many cells of a column may be names, and what was found in them.
private struct Tally {
  private var cells = 0
  private var people = 0
  private var places = 0

  mutating func add(_ verdict: NameTables.Verdict) {
    cells += 1
    if verdict == .one(.person) { people += 1 }
    if verdict == .one(.location) { places += 1 }
  }

  /// What the column holds, if that can be said.
  func label(under heading: ColumnHeading, rows: Int) -> NameTagger.Label? {
    switch heading {
    case .sure(let label): return label
    case .likely(let label): return (label == .person ? people > places : places > people) ? label : nil
    case .other:
      let (more, fewer) = (max(people, places), min(people, places))
      guard more >= 2, 2 * more >= cells, more > 2 * fewer, 4 * cells >= 3 * rows else { return nil }
      return people > places ? .person : .location
    }
  }
}

/// Numbers of what cuts lines into cells.
private struct SeparatorCounts {
  /// The better ones first.
  static let separators = [UInt8(ascii: "\t"), UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ",")]

  private var counts = SIMD4<Int>()
  /// Commas with a space behind them, as in a sentence.
  private var spacedCommas = 0

  subscript(index: Int) -> Int { counts[index] }

  @inline(__always)
  mutating func add(_ byte: UInt8, before next: UInt8) {
    switch byte {
    case UInt8(ascii: "\t"): counts[0] += 1
    case UInt8(ascii: "|"): counts[1] += 1
    case UInt8(ascii: ";"): counts[2] += 1
    case UInt8(ascii: ","):
      counts[3] += 1
      if next == UInt8(ascii: " ") { spacedCommas += 1 }
    default: break
    }
  }

  /// Whether both lines have a separator equally often, and commas with a space behind them or both without.
  func isAlike(_ other: SeparatorCounts, _ index: Int) -> Bool {
    counts[index] == other.counts[index] && (index != 3 || (spacedCommas == 0) == (other.spacedCommas == 0))
  }

  /// The first separator that both lines have equally often, by its index.
  func common(with other: SeparatorCounts) -> Int? {
    (0..<4).first { counts[$0] > 0 && isAlike(other, $0) }
  }
}

extension UInt8 {
  /// What stands between a cell and its separators.
  fileprivate var isAroundCells: Bool {
    isWhitespace || self == UInt8(ascii: "\"") || self == UInt8(ascii: "*") || self == UInt8(ascii: "`")
  }
}
