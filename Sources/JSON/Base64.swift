/// Base64 (RFC 4648): written in either alphabet, read in either, with or without padding.
package enum Base64 {
  package enum Alphabet {
    /// The alphabet with `+` and `/`, with padding.
    case standard
    /// The alphabet with `-` and `_`, without padding.
    case url
  }

  private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let url = Array(standard.dropLast(2)) + [UInt8(ascii: "-"), UInt8(ascii: "_")]

  package static func append(
    _ bytes: some Sequence<UInt8>,
    to text: inout [UInt8],
    as alphabet: Alphabet = .standard
  ) {
    let digits = alphabet == .standard ? standard : url
    var bits: UInt32 = 0
    var count = 0
    /// The first digits of a group of three bytes.
    func append(_ digitCount: Int) {
      for digit in 0..<digitCount { text.append(digits[Int(bits >> UInt32(18 - 6 * digit) & 63)]) }
    }
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 1
      if count == 3 {
        append(4)
        (bits, count) = (0, 0)
      }
    }
    guard count > 0 else { return }
    bits <<= UInt32(8 * (3 - count))
    append(count + 1)
    if alphabet == .standard { text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - count)) }
  }

  package static func text(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Digits that so many bytes take, padding aside.
  package static func digitCount(ofBytes count: Int) -> Int { (count * 8 + 5) / 6 }

  /// Bytes that so many digits stand for; nil where no encoder makes so many.
  package static func byteCount(ofDigits count: Int) -> Int? {
    count % 4 == 1 ? nil : count / 4 * 3 + [0, 0, 1, 2][count % 4]
  }

  /// Nil when the text is no Base64.
  package static func bytes(_ text: [UInt8]) -> [UInt8]? {
    var digits = text[...]
    while digits.last == UInt8(ascii: "="), text.count - digits.count < 2 { digits.removeLast() }
    let isPadded = digits.count < text.count
    guard let count = byteCount(ofDigits: digits.count), !isPadded || text.count.isMultiple(of: 4) else {
      return nil
    }
    var isDecoded = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      let decoded = decode(digits.span, into: UnsafeMutableRawBufferPointer(buffer))
      isDecoded = decoded != nil
      written = decoded ?? 0
    }
    return isDecoded ? bytes : nil
  }

  /// Decodes digits without padding, and allocates nothing.
  ///
  /// - Parameter output: Has room for the bytes.
  /// - Returns: How many those are; nil where the digits are not Base64.
  package static func decode(_ digits: Span<UInt8>, into output: UnsafeMutableRawBufferPointer) -> Int? {
    guard let count = byteCount(ofDigits: digits.count) else { return nil }
    precondition(output.count >= count, "there is no room for what the digits stand for")
    var bits: UInt32 = 0
    var written = 0
    for index in digits.indices {
      guard let value = value(of: digits[index]) else { return nil }
      bits = bits << 6 | UInt32(value)
      // A byte is complete with the second, third and fourth digit of a group.
      let place = index % 4
      guard place > 0 else { continue }
      output[written] = UInt8(truncatingIfNeeded: bits >> UInt32(6 - 2 * place))
      written += 1
    }
    return written
  }

  /// The value of a digit of either alphabet; nil for any other byte.
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
