/// Percent-encoding (RFC 3986, section 2.1): `%20` is a blank, and `+` is a plus.
package enum PercentEncoding {
  /// Encodes all bytes except unreserved characters, or those for which `keeps` returns true.
  package static func encode(
    _ text: some StringProtocol,
    keeping keeps: (UInt8) -> Bool = isUnreserved
  ) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 { if keeps(byte) { encoded.append(byte) } else { append(byte, to: &encoded) } }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// An escape that stands for a byte.
  package static func append(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "%"))
    for value in [byte >> 4, byte & 15] {
      text.append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10)
    }
  }

  /// Letters, digits, `-`, `.`, `_` and `~`.
  package static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// The decoded text; nil when an escape is cut short, is not hexadecimal, or yields invalid UTF-8.
  package static func decode(_ text: some StringProtocol) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "%")) else { return String(text) }
    let isWhole = bytes.indices.allSatisfy {
      bytes[$0] != UInt8(ascii: "%") || escape(in: bytes, at: $0) != nil
    }
    return isWhole ? String(validating: decode(bytes), as: UTF8.self) : nil
  }

  /// The decoded bytes. What is no escape stays as it is.
  package static func decode(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "%")) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = escape(in: text, at: index)
      bytes.append(byte ?? text[index])
      index += byte == nil ? 1 : 3
    }
    return bytes
  }

  /// The byte that an escape stands for; nil where there is none.
  package static func escape(in text: [UInt8], at index: Int) -> UInt8? {
    guard text[index] == UInt8(ascii: "%"), index + 2 < text.count,
      let high = Hexadecimal.value(of: text[index + 1]),
      let low = Hexadecimal.value(of: text[index + 2])
    else { return nil }
    return high << 4 | low
  }
}
