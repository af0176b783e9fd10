/// The checksum in tokens of GitHub (`ghp_`, `gho_`, `ghu_`, `ghs_`, `ghr_`) and npm (`npm_`): 30 random base-62
/// characters behind the prefix, and the CRC-32 of them as six more.
enum TokenChecksum {
  private static let prefix = 4

  /// Whether 40 bytes are such a token and its last six characters fit the 30 before them.
  static func isValid(_ token: Span<UInt8>) -> Bool {
    guard token.count == prefix + 36, token[prefix - 1] == UInt8(ascii: "_") else { return false }
    var crc: UInt32 = ~0
    for index in prefix..<prefix + 30 {
      guard digit(token[index]) != nil else { return false }
      crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ token[index])] ^ crc >> 8
    }
    var expected: UInt64 = 0
    for index in prefix + 30..<prefix + 36 {
      guard let digit = digit(token[index]) else { return false }
      expected = expected * 62 + UInt64(digit)
    }
    return expected == UInt64(~crc)
  }

  /// Base 62 in the order that both use: digits, upper case, lower case.
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 36
    default: nil
    }
  }

  /// CRC-32 of ISO 3309, reflected.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xedb8_8320 ^ crc >> 1 : crc >> 1 }
  }
}
