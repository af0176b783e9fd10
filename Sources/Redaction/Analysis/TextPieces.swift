/// Cuts a long text into pieces that an analyzer takes no longer for than its time limit allows. They overlap, so
/// that what stands at a cut is seen whole in one of them.
enum TextPieces {
  /// Bytes of a piece. Presidio with a small model takes up to 65 ms of CPU for 1 KB.
  static let maximumLength = 8 << 10
  /// Bytes that two pieces share, which no name or address is longer than.
  static let overlap = 256

  /// Ranges of `text`, which is UTF-8; one that is short is one piece.
  static func ranges(of text: ByteView) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = 0
    while text.count - start > maximumLength {
      let end = cut(text, between: start + maximumLength - overlap, and: start + maximumLength)
      pieces.append(start..<end)
      start = cut(text, between: end - 2 * overlap, and: end - overlap)
    }
    pieces.append(start..<text.count)
    return pieces
  }

  /// Where to cut the text: behind the last white space there, or else before a character.
  private static func cut(_ text: ByteView, between low: Int, and high: Int) -> Int {
    let blank = text.start(before: high, floor: low) { !$0.isWhitespace }
    if blank > low { return blank }
    return text.start(before: high, floor: low) { $0 & 0xC0 == 0x80 } - 1
  }
}
