extension ByteView {
  /// The position behind the colours of a terminal whose escape character is written out: `#033[1;32m` of syslog, and
  /// `^[[0m`.
  func endOfColours(_ start: Int) -> Int {
    var at = start
    for _ in 0..<4 {
      let mark = self[at]
      guard mark == UInt8(ascii: "#") || mark == UInt8(ascii: "^") || mark == 0x1B else { break }
      let first = mark == 0x1B ? 2 : mark == UInt8(ascii: "^") ? 3 : 5
      guard has("#033[", at: at) || has("^[[", at: at) || has("\u{1b}[", at: at) else { break }
      let end = end(from: at + first, limit: 12) { $0.isDigit || $0 == UInt8(ascii: ";") }
      guard self[end] == UInt8(ascii: "m") else { break }
      at = end + 1
    }
    return at
  }
}
