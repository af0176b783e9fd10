/// Ethereum addresses: `0x`, and 40 hexadecimal digits. The case of the letters may encode a checksum (EIP-55).
enum EIP55 {
  /// What the case of the letters tells.
  enum Verdict: Sendable, Hashable {
    /// The letters are in both cases, and the checksum is right.
    case checksummed
    /// There are letters of one case only, or none. There is no checksum.
    case unchecked
  }

  /// Checks 42 bytes; nil when they are no address or the mixed case is wrong. Allocates nothing.
  static func verdict(on text: Span<UInt8>) -> Verdict? {
    guard text.count == 42, text[0] == UInt8(ascii: "0"), text[1] | 0x20 == UInt8(ascii: "x") else {
      return nil
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { lowercase in
      var upper = 0
      var lower = 0
      for index in 0..<40 {
        let byte = text[index + 2]
        guard byte.isHexDigit else { return nil }
        if ASCII.isUppercase(byte) { upper += 1 } else if ASCII.isLetter(byte) { lower += 1 }
        lowercase.initializeElement(at: index, to: ASCII.lowercased(byte))
      }
      if upper == 0 || lower == 0 { return .unchecked }
      let isRight = Keccak256.withDigest(ofShort: UnsafeBufferPointer(lowercase).span) { digest in
        hasExpectedCase(text, digest: digest)
      }
      return isRight ? .checksummed : nil
    }
  }

  /// A letter is upper case exactly where the digest's digit of the same place is 8 or more.
  private static func hasExpectedCase(_ text: Span<UInt8>, digest: UnsafeRawBufferPointer) -> Bool {
    for index in 0..<40 where ASCII.isLetter(text[index + 2]) {
      let nibble = index & 1 == 0 ? digest[index / 2] >> 4 : digest[index / 2] & 15
      if ASCII.isUppercase(text[index + 2]) != (nibble >= 8) { return false }
    }
    return true
  }
}
