/// Base64 (RFC 4648): written in the standard alphabet with padding, read in either alphabet, with or without.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | Int(byte)
      count += 1
      if count == 3 {
        append(bits, digits: 4, to: &text)
        (bits, count) = (0, 0)
      }
    }
    guard count > 0 else { return }
    append(bits << (8 * (3 - count)), digits: count + 1, to: &text)
    for _ in count..<3 { text.append(UInt8(ascii: "=")) }
  }

  package static func text(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The first digits of a group of three bytes.
  private static func append(_ bits: Int, digits: Int, to text: inout [UInt8]) {
    for digit in 0..<digits { text.append(alphabet[bits >> (18 - 6 * digit) & 63]) }
  }

  /// Nil when the text is no base64.
  package static func bytes(_ text: [UInt8]) -> [UInt8]? {
    var digits = text[...]
    while digits.last == UInt8(ascii: "="), text.count - digits.count < 2 { digits.removeLast() }
    let isPadded = digits.count < text.count
    guard digits.count % 4 != 1, !isPadded || text.count.isMultiple(of: 4) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var bits: UInt32 = 0
    for (index, digit) in digits.enumerated() {
      guard let value = value(of: digit) else { return nil }
      bits = bits << 6 | UInt32(value)
      // A byte is complete with the second, third and fourth digit of a group.
      let place = index % 4
      if place > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(6 - 2 * place))) }
    }
    return bytes
  }

  /// Of a digit of either alphabet; nil for any other byte.
  package static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
