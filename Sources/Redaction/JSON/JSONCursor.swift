/// Walks a JSON document from left to right, and knows at each position whether it is in a string.
///
/// It trusts the quotation marks only, so it works on what is almost JSON (`NaN`, a trailing comma) too.
struct JSONCursor {
  private let text: ByteView
  let document: Range<Int>
  private var position: Int
  /// Start of the content of the string that `position` is in.
  private var stringStart: Int?
  /// Where that string ends, once somebody asked.
  private var stringEnd: Int?

  init(_ text: ByteView, _ document: Range<Int>) {
    self.text = text
    self.document = document
    position = document.lowerBound
  }

  /// What a position belongs to.
  enum Token: Hashable {
    /// The content of a string, without its quotation marks.
    case string(Range<Int>)
    /// A number, a literal, or what stands in the place of one.
    case bare(Range<Int>)
    /// White space, a bracket, a colon, a comma, a quotation mark.
    case structure
  }

  /// The token at `index`, which must not be below that of the call before.
  mutating func token(at index: Int) -> Token {
    while position < index { step(to: index) }
    if let stringStart, index < document.upperBound {
      let end = stringEnd ?? endOfString(from: max(position, stringStart))
      stringEnd = end
      return index < end ? .string(stringStart..<end) : .structure
    }
    guard !isStructure(text[index]) else { return .structure }
    let start = text.start(before: index, floor: document.lowerBound) { !isStructure($0) }
    let end = text.end(from: index, limit: document.upperBound - index) { !isStructure($0) }
    return .bare(start..<end)
  }

  private mutating func step(to index: Int) {
    let byte = text[position]
    if stringStart != nil, byte == UInt8(ascii: "\\") {
      position += 2
      return
    }
    if byte == UInt8(ascii: "\"") {
      stringStart = stringStart == nil ? position + 1 : nil
      stringEnd = nil
    }
    position += 1
  }

  private func endOfString(from start: Int) -> Int {
    var at = start
    while at < document.upperBound, text[at] != UInt8(ascii: "\"") {
      at += text[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(at, document.upperBound)
  }

  private func isStructure(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"),
      UInt8(ascii: ","), UInt8(ascii: "\""):
      true
    default: byte.isWhitespace
    }
  }
}
