/// The lines of a PEM key with something before each of them, or behind: the time and the name of a log, the mark of a
/// comment or a quotation, the members of JSON lines, columns, `<br>`.
enum PrefixedKeyLines {
  /// Letters of a key in a row in a line that has nothing but its end behind it.
  private static let shortest = 40
  /// Bytes of one line, at most.
  private static let longestLine = 512
  private static let mostLines = 1024
  /// Lines in a row without so many letters: headers, empty lines, the last one, a checksum.
  private static let mostWeak = 5

  /// Where the key ends, whose first mark ends at `start`: behind the mark of its end, or behind the last line that holds a
  /// part of it. Nil where no line does.
  ///
  /// Reads the lines of the key and six others at most.
  static func end(_ text: ByteView, from start: Int) -> Int? {
    let first = lineEnd(text, from: start, limit: 96)
    guard var at = first.next, Line(text, start..<first.end).mark == nil else { return nil }
    var last: Int?
    var weak = 0
    for _ in 0..<mostLines {
      let line = lineEnd(text, from: at, limit: longestLine)
      let look = Line(text, at..<line.end)
      if let mark = look.mark { return last == nil ? nil : behindMark(text, mark, line.end) }
      if let run = look.run, run.count >= shortest, isRandom(text, run) {
        (last, weak) = (run.upperBound, 0)
      } else {
        weak += 1
      }
      guard weak <= mostWeak, let next = line.next else { break }
      at = next
    }
    return last
  }

  /// Whether it holds digits, capitals and small letters, as no path of words does.
  private static func isRandom(_ text: ByteView, _ run: Range<Int>) -> Bool {
    run.contains { text[$0].isDigit } && run.contains { text[$0].isUppercase }
      && run.contains { text[$0].isLowercase }
  }

  /// Where a line ends that is not longer than `limit`, and where the next one begins: behind a line end, one that is
  /// written as an escape, or `<br>`.
  private static func lineEnd(_ text: ByteView, from start: Int, limit: Int) -> (end: Int, next: Int?) {
    let stop = min(text.count, start + limit)
    var at = start
    while at < stop {
      switch text[at] {
      case 0x0A, 0x0D: return (at, text.end(from: at, limit: 2) { $0.isLineEnd })
      case UInt8(ascii: "\\") where text[at + 1] == UInt8(ascii: "n"): return (at, at + 2)
      case UInt8(ascii: "<") where text.hasAnyCase("<br", at: at):
        return (at, text.end(from: at + 3, limit: 3) { $0 != UInt8(ascii: ">") } + 1)
      default: at += 1
      }
    }
    return (stop, nil)
  }

  /// The position behind `-----END RSA PRIVATE KEY-----`, or behind as much of it as the line holds.
  private static func behindMark(_ text: ByteView, _ mark: Int, _ lineEnd: Int) -> Int {
    let label = text.end(from: mark + 8, limit: min(40, lineEnd - mark - 8)) {
      $0.isUppercase || $0 == 0x20 || $0 == UInt8(ascii: "+")
    }
    return text.end(from: label, limit: 5) { $0 == UInt8(ascii: "-") }
  }

  private struct Line {
    /// Index of `-----END`.
    private(set) var mark: Int?
    /// The longest run of Base64.
    private(set) var run: Range<Int>?

    init(_ text: ByteView, _ line: Range<Int>) {
      var at = line.lowerBound
      while at < line.upperBound {
        let end = text.end(from: at, limit: line.upperBound - at) {
          $0.isAlphanumeric || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=")
        }
        if end - at > run?.count ?? 0 { run = at..<end }
        if text[end] == UInt8(ascii: "-"), text.has("-----END", at: end) {
          mark = end
          return
        }
        at = end + 1
      }
    }
  }
}
