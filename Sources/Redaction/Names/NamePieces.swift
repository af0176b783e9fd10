/// Cuts a text into pieces that the network looks at one by one.
///
/// A cut depends on what stands before it and nothing else, so a text that goes on where another ended, as the
/// history of an agent does, has the same pieces up to there.
enum NamePieces {
  /// Bytes after which a piece ends with the next line, object or list.
  private static let shortest = 192
  /// Bytes after which it ends with the next sentence.
  private static let sentence = 512
  /// Bytes after which it ends with the next word.
  private static let word = 900

  /// Where the piece ends that begins at `start`.
  static func end(of text: ByteView, from start: Int, below end: Int) -> Int {
    let last = min(end, start + NameTagger.maximumLength)
    var at = start + shortest
    while at < last {
      let byte = text[at - 1]
      let length = at - start
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return at }
      if length >= sentence, byte == UInt8(ascii: " "), text[at - 2] == UInt8(ascii: ".") { return at }
      if length >= word, byte.isWhitespace || byte == UInt8(ascii: ",") { return at }
      at += 1
    }
    guard last < end else { return end }
    // Not within a character.
    var cut = last
    while cut > last - 4, text[cut] & 0xC0 == 0x80 { cut -= 1 }
    return text[cut] & 0xC0 == 0x80 ? last : cut
  }

  /// Whether there may be a name in a piece: two letters in a row, or a letter beyond ASCII.
  static func mayHoldName(_ text: ByteView, _ piece: Range<Int>) -> Bool {
    var wasLetter = false
    for at in piece {
      let byte = text[at]
      if byte.isNonASCII { return true }
      let isLetter = byte.isLetter
      if isLetter, wasLetter { return true }
      wasLetter = isLetter
    }
    return false
  }
}
