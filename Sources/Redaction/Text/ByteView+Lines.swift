// Lines, of a text and of what a string of JSON holds. A view of a document has the strings of it without their escapes: what
// one holds begins and ends at a quotation mark there, where a text of its own begins and ends.
extension ByteView {
  /// Blanks and line ends between a string and the mark beside it, at most: documents are printed with an indent.
  private static let gap = 32

  /// Whether the quotation mark at `index` opens a string of JSON: a colon, a comma or a bracket is before it.
  func opensString(_ index: Int) -> Bool {
    guard self[index] == UInt8(ascii: "\"") else { return false }
    switch self[start(before: index, floor: Swift.max(0, index - Self.gap), while: \.isWhitespace) - 1] {
    case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"): return true
    default: return false
    }
  }

  /// Whether the quotation mark at `index` closes a string of JSON: what separates members is behind it, or nothing.
  func closesString(_ index: Int) -> Bool {
    guard self[index] == UInt8(ascii: "\"") else { return false }
    let next = end(from: index + 1, limit: Self.gap, while: \.isWhitespace)
    switch self[next] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): return true
    default: return next >= count
    }
  }

  /// Whether a line begins at `index`, or what a string of JSON holds.
  func beginsLine(_ index: Int) -> Bool {
    index == 0 || self[index - 1].isLineEnd || opensString(index - 1)
  }

  /// Whether a line ends before `index`, or what a string of JSON holds.
  func endsLine(_ index: Int) -> Bool {
    index >= count || self[index].isLineEnd || closesString(index)
  }

  /// Where the line before `index` begins, not below `floor`.
  func lineStart(before index: Int, floor: Int) -> Int {
    var at = index
    while at > floor, !self[at - 1].isLineEnd, !opensString(at - 1) { at -= 1 }
    return at
  }

  /// Where the line ends that `index` is in, behind `limit` bytes at most.
  func lineEnd(from index: Int, limit: Int) -> Int {
    let stop = limit < count - index ? index + limit : count
    var at = index
    while at < stop, !self[at].isLineEnd, !closesString(at) { at += 1 }
    return at
  }

  /// Where what no blank is in ends that begins at `index`, behind `limit` bytes at most.
  func blankOrLineEnd(from index: Int, limit: Int) -> Int {
    let stop = limit < count - index ? index + limit : count
    var at = index
    while at < stop, self[at] > 0x20, !closesString(at) { at += 1 }
    return at
  }
}
