/// Bitcoin's native segregated-witness addresses (BIP-173, BIP-350): `bc1...`, `tb1...`, `bcrt1...`.
enum SegwitAddress {
  /// Whether the text is a valid address: human-readable part, checksum, witness version and program length.
  ///
  /// Version 0 takes Bech32 and a program of 20 or 32 bytes; versions 1 to 16 take Bech32m and 2 to 40 bytes.
  static func isValid(_ text: Span<UInt8>) -> Bool {
    guard let decoded = Bech32.decode(text), isBitcoin(text, prefixLength: decoded.dataStart - 1) else {
      return false
    }
    let programStart = decoded.dataStart + 1
    let programEnd = text.count - 6
    guard programEnd >= programStart else { return false }
    let version = Bech32.value(of: text[decoded.dataStart])
    let bits = (programEnd - programStart) * 5
    let padding = bits % 8
    // Padding is less than a character and all zeros.
    guard padding < 5 else { return false }
    if padding > 0, Bech32.value(of: text[programEnd - 1]) & (1 << padding - 1) != 0 { return false }
    let length = bits / 8
    switch version {
    case 0: return decoded.encoding == .bech32 && (length == 20 || length == 32)
    case 1...16: return decoded.encoding == .bech32m && length >= 2 && length <= 40
    default: return false
    }
  }

  private static func isBitcoin(_ text: Span<UInt8>, prefixLength: Int) -> Bool {
    switch prefixLength {
    case 2:
      let network = ASCII.lowercased(text[0])
      let letter = ASCII.lowercased(text[1])
      return network == UInt8(ascii: "b") && letter == UInt8(ascii: "c")
        || network == UInt8(ascii: "t") && letter == UInt8(ascii: "b")
    case 4:
      return ASCII.lowercased(text[0]) == UInt8(ascii: "b") && ASCII.lowercased(text[1]) == UInt8(ascii: "c")
        && ASCII.lowercased(text[2]) == UInt8(ascii: "r") && ASCII.lowercased(text[3]) == UInt8(ascii: "t")
    default:
      return false
    }
  }
}
