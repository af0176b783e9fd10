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
      if digit(text[index]) != nil || [UInt8(ascii: "="), 0x0A, 0x0D].contains(text[index]) {
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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count * 3 / 4)
    var (buffer, bits, digits) = (UInt32(0), 0, 0)
    var index = range.lowerBound
    while index < range.upperBound {
      var byte = text[index]
      if let escape = escape(text, at: index) {
        byte = escape.byte
        index += escape.length
      } else {
        index += 1
      }
      guard let digit = digit(byte) else { continue }
      digits += 1
      buffer = buffer << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return digits % 4 == 1 || digits == 0 ? nil : bytes
  }

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count ? alphabet[Int(value >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "=")
        )
      }
    }
    return text
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
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
