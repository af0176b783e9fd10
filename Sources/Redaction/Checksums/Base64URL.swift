/// Base64 with the URL-safe alphabet and no padding (RFC 4648, section 5).
enum Base64URL {
  /// Bytes that `count` characters decode to, or nil when no text of that length is valid.
  static func decodedCount(_ count: Int) -> Int? {
    count % 4 == 1 ? nil : count / 4 * 3 + [0, 0, 1, 2][count % 4]
  }

  /// Characters that `count` bytes take.
  static func encodedCount(_ count: Int) -> Int { (count * 8 + 5) / 6 }

  /// Writes the decoded bytes to the start of `output`, which must have room; nil on a byte outside the
  /// alphabet or a length no encoder makes.
  static func decode(_ text: Span<UInt8>, into output: UnsafeMutableRawBufferPointer) -> Int? {
    guard let count = decodedCount(text.count) else { return nil }
    precondition(output.count >= count)
    var accumulator: UInt32 = 0
    var bits = 0
    var written = 0
    for index in text.indices {
      let value = values[Int(text[index])]
      guard value != invalid else { return nil }
      accumulator = accumulator << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        output[written] = UInt8(truncatingIfNeeded: accumulator >> bits)
        written += 1
      }
    }
    return written
  }

  /// Appends the characters of `bytes`.
  static func encode(_ bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
    var accumulator: UInt32 = 0
    var bits = 0
    for byte in bytes {
      accumulator = accumulator << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        output.append(alphabet[Int(accumulator >> bits & 63)])
      }
    }
    if bits > 0 { output.append(alphabet[Int(accumulator << (6 - bits) & 63)]) }
  }

  /// Whether the byte belongs to the alphabet.
  @inline(__always)
  static func contains(_ byte: UInt8) -> Bool { values[Int(byte)] != invalid }

  private static let invalid: UInt8 = 0xff

  private static let alphabet = [UInt8](
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
  )

  private static let values: [UInt8] = {
    var table = [UInt8](repeating: invalid, count: 256)
    for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
    return table
  }()
}
