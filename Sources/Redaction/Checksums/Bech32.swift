/// Bech32 (BIP-173) and Bech32m (BIP-350): a human-readable part, `1`, and 5-bit characters of which the last
/// six are a BCH checksum.
enum Bech32 {
  /// Which of the two constants the checksum was made with.
  enum Encoding: Sendable, Hashable {
    case bech32, bech32m
  }

  /// A valid string's encoding and where its data part begins (behind the `1`).
  struct Decoded: Sendable, Hashable {
    var encoding: Encoding
    var dataStart: Int
  }

  /// Checks the whole text: length, one case throughout, alphabet and checksum.
  static func decode(_ text: Span<UInt8>) -> Decoded? {
    guard text.count >= 8, text.count <= 90, let separator = lastSeparator(in: text),
      separator >= 1, text.count - separator > 6, hasOneCase(text)
    else { return nil }
    var checksum: UInt32 = 1
    for index in 0..<separator {
      checksum = polymod(checksum, UInt32(ASCII.lowercased(text[index]) >> 5))
    }
    checksum = polymod(checksum, 0)
    for index in 0..<separator {
      checksum = polymod(checksum, UInt32(ASCII.lowercased(text[index]) & 31))
    }
    for index in (separator + 1)..<text.count {
      let value = values[Int(ASCII.lowercased(text[index]))]
      guard value != invalid else { return nil }
      checksum = polymod(checksum, UInt32(value))
    }
    switch checksum {
    case 1: return Decoded(encoding: .bech32, dataStart: separator + 1)
    case 0x2bc8_30a3: return Decoded(encoding: .bech32m, dataStart: separator + 1)
    default: return nil
    }
  }

  /// The 5 bits a character stands for. Only for characters of a text that decoded.
  static func value(of character: UInt8) -> UInt8 { values[Int(ASCII.lowercased(character))] }

  private static func lastSeparator(in text: Span<UInt8>) -> Int? {
    var index = text.count
    while index > 0 {
      index -= 1
      if text[index] == UInt8(ascii: "1") { return index }
    }
    return nil
  }

  /// Printable ASCII with not both upper and lower case in it.
  private static func hasOneCase(_ text: Span<UInt8>) -> Bool {
    var lower = false
    var upper = false
    for index in text.indices {
      let byte = text[index]
      guard byte >= 33, byte <= 126 else { return false }
      if ASCII.isUppercase(byte) { upper = true } else if ASCII.isLetter(byte) { lower = true }
    }
    return !(lower && upper)
  }

  private static func polymod(_ checksum: UInt32, _ value: UInt32) -> UInt32 {
    let top = checksum >> 25
    var next = (checksum & 0x1ff_ffff) << 5 ^ value
    if top & 1 != 0 { next ^= 0x3b6a_57b2 }
    if top & 2 != 0 { next ^= 0x2650_8e6d }
    if top & 4 != 0 { next ^= 0x1ea1_19fa }
    if top & 8 != 0 { next ^= 0x3d42_33dd }
    if top & 16 != 0 { next ^= 0x2a14_62b3 }
    return next
  }

  private static let invalid: UInt8 = 0xff

  private static let values: [UInt8] = {
    let alphabet: StaticString = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    var table = [UInt8](repeating: invalid, count: 256)
    alphabet.withUTF8Buffer { for (value, byte) in $0.enumerated() { table[Int(byte)] = UInt8(value) } }
    return table
  }()
}
