import JSON

/// Base64 in the middle of a text, which may be JSON: with escaped slashes and line ends in it, percent-encoded, or of
/// the alphabet for URLs.
enum Base64Run {
  /// How files of known types begin in Base64, as far as that is certain; `?` is any digit.
  static let heads: [[UInt8]] = [
    "iVBORw0KGg", "/9j/", "R0lGOD", "UklGR", "SUQz", "T2dnU", "ZkxhQ", "JVBERi", "UEsDB", "GkXfo",
    "AAAA??Z0eX",
  ].map { Array($0.utf8) }

  static func end(in text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      if Base64.value(of: text[index]) != nil || [UInt8(ascii: "="), 0x0A, 0x0D].contains(text[index]) {
        index += 1
      } else if let escape = escape(text, at: index) {
        index += escape.length
      } else {
        break
      }
    }
    return index
  }

  /// The decoded bytes; nil if the range is not Base64.
  static func decode(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    var digits: [UInt8] = []
    digits.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let escape = escape(text, at: index)
      let byte = escape?.byte ?? text[index]
      index += escape?.length ?? 1
      if Base64.value(of: byte) != nil { digits.append(byte) }
    }
    return digits.isEmpty ? nil : Base64.bytes(digits)
  }

  /// `\/`, `\n`, `\r`, `%2B`, `%2F`, `%3D`
  private static func escape(_ text: Span<UInt8>, at index: Int) -> (byte: UInt8, length: Int)? {
    if text[index] == UInt8(ascii: "\\"), index + 1 < text.count {
      switch text[index + 1] {
      case UInt8(ascii: "/"): return (UInt8(ascii: "/"), 2)
      case UInt8(ascii: "n"), UInt8(ascii: "r"): return (0x0A, 2)
      default: return nil
      }
    }
    guard text[index] == UInt8(ascii: "%"), index + 2 < text.count else { return nil }
    switch (text[index + 1], text[index + 2] | 0x20) {
    case (UInt8(ascii: "2"), UInt8(ascii: "b")): return (UInt8(ascii: "+"), 3)
    case (UInt8(ascii: "2"), UInt8(ascii: "f")): return (UInt8(ascii: "/"), 3)
    case (UInt8(ascii: "3"), UInt8(ascii: "d")): return (UInt8(ascii: "="), 3)
    default: return nil
    }
  }
}
