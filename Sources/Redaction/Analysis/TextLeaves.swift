/// The texts that people wrote in a text: the strings of a JSON document on every nesting level, decoded; what is
/// no JSON is one text.
///
/// They are parts of the last view, so that what is found in them is replaced where the scanner's findings are.
extension TextViews {
  /// Whether a leaf is a value or the name of a member.
  enum LeafKind {
    case value, name
  }

  /// Shows all leaves as ranges of the last view, in ascending order but for those of nested documents.
  func forEachLeaf(of text: ByteView, _ body: (Range<Int>, LeafKind) throws -> Void) rethrows {
    guard !levels[0].documents.isEmpty else { return try body(0..<text.count, .value) }
    try visit(0..<text.count, .value, level: 0, of: text, body)
  }

  private func visit(
    _ document: Range<Int>,
    _ kind: LeafKind,
    level: Int,
    of text: ByteView,
    _ body: (Range<Int>, LeafKind) throws -> Void
  ) rethrows {
    let view = view(level, of: text)
    guard JSONSyntax.isDocument(view, document) else { return try body(raised(document, from: level), kind) }
    var at = document.lowerBound
    while at < document.upperBound {
      guard view[at] == UInt8(ascii: "\"") else {
        at += 1
        continue
      }
      let content = at + 1..<JSONSyntax.endOfString(view, from: at + 1, below: document.upperBound)
      let next = view.end(from: content.upperBound + 1) { $0.isWhitespace }
      let isName = view[next] == UInt8(ascii: ":") && next < document.upperBound
      try visit(string: content, isName ? .name : .value, level: level, of: text, body)
      at = content.upperBound + 1
    }
  }

  private func visit(
    string content: Range<Int>,
    _ kind: LeafKind,
    level: Int,
    of text: ByteView,
    _ body: (Range<Int>, LeafKind) throws -> Void
  ) rethrows {
    guard level + 1 < levels.count else { return try body(content, kind) }
    let decoded = raise(content, to: level + 1)
    if isDocument(decoded, level: level + 1) {
      try visit(decoded, kind, level: level + 1, of: text, body)
    } else {
      try body(raised(decoded, from: level + 1), kind)
    }
  }

  private func raised(_ range: Range<Int>, from level: Int) -> Range<Int> {
    (level + 1..<max(level + 1, levels.count)).reduce(range) { raise($0, to: $1) }
  }

  private func isDocument(_ range: Range<Int>, level: Int) -> Bool {
    var low = levels[level].documents.lowerBound
    var high = levels[level].documents.upperBound
    while low < high {
      let middle = (low + high) / 2
      if document(middle).lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < levels[level].documents.upperBound && document(low) == range
  }
}

extension JSONSyntax {
  /// Where the string ends whose content begins at `start`: at its quotation mark.
  static func endOfString(_ text: ByteView, from start: Int, below end: Int) -> Int {
    var at = start
    while at < end, text[at] != UInt8(ascii: "\"") { at += text[at] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(at, end)
  }
}
