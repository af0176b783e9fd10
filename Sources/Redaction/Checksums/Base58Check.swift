internal import Crypto

/// Base58Check, the form of Bitcoin's legacy addresses: a version byte, 20 bytes of hash and the first four
/// bytes of a double SHA-256 over both.
enum Base58Check {
  /// The version byte of a valid 25-byte payload, or nil.
  ///
  /// Costs a decode of at most 35 characters, and two hashes only when the length fits.
  static func version(of text: Span<UInt8>) -> UInt8? {
    guard text.count >= 25, text.count <= 35 else { return nil }
    // 256 bits, least significant limb first. 35 characters of base 58 are 205 bits.
    var value: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var leadingZeros = 0
    for index in text.indices {
      let digit = digits[Int(text[index])]
      guard digit != invalid else { return nil }
      if digit == 0, leadingZeros == index { leadingZeros += 1 }
      multiply(&value, by: 58, adding: UInt64(digit))
    }
    let significantBits = 256 - leadingZeroBits(value)
    // The text form keeps each leading zero byte as a `1`, and no other way to write it is valid.
    guard leadingZeros + (significantBits + 7) / 8 == 25 else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { bytes in
      write(value, to: bytes)
      let payload = UnsafeRawBufferPointer(rebasing: bytes[7..<28])
      let checksum = bytes.loadUnaligned(fromByteOffset: 28, as: UInt32.self)
      return doubleHashPrefix(of: payload) == checksum ? payload[0] : nil
    }
  }

  /// Whether the text is an address of Bitcoin's main network (P2PKH `1...`, P2SH `3...`) or of its test
  /// networks (`m...`, `n...`, `2...`).
  static func isBitcoinAddress(_ text: Span<UInt8>) -> Bool {
    switch version(of: text) {
    case 0x00, 0x05, 0x6f, 0xc4: true
    default: false
    }
  }

  /// The first four bytes of SHA-256 of SHA-256, in memory order.
  private static func doubleHashPrefix(of payload: UnsafeRawBufferPointer) -> UInt32 {
    var inner = SHA256()
    inner.update(bufferPointer: payload)
    var outer = SHA256()
    inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
    return outer.finalize().withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
  }

  private static func multiply(
    _ value: inout (UInt64, UInt64, UInt64, UInt64),
    by factor: UInt64,
    adding carry: UInt64
  ) {
    var carry = carry
    func step(_ limb: inout UInt64) {
      let product = limb.multipliedFullWidth(by: factor)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      limb = low
      carry = product.high + (overflow ? 1 : 0)
    }
    step(&value.0)
    step(&value.1)
    step(&value.2)
    step(&value.3)
  }

  private static func leadingZeroBits(_ value: (UInt64, UInt64, UInt64, UInt64)) -> Int {
    if value.3 != 0 { return value.3.leadingZeroBitCount }
    if value.2 != 0 { return 64 + value.2.leadingZeroBitCount }
    if value.1 != 0 { return 128 + value.1.leadingZeroBitCount }
    return 192 + value.0.leadingZeroBitCount
  }

  private static func write(
    _ value: (UInt64, UInt64, UInt64, UInt64),
    to bytes: UnsafeMutableRawBufferPointer
  ) {
    bytes.storeBytes(of: value.3.bigEndian, toByteOffset: 0, as: UInt64.self)
    bytes.storeBytes(of: value.2.bigEndian, toByteOffset: 8, as: UInt64.self)
    bytes.storeBytes(of: value.1.bigEndian, toByteOffset: 16, as: UInt64.self)
    bytes.storeBytes(of: value.0.bigEndian, toByteOffset: 24, as: UInt64.self)
  }

  private static let invalid: UInt8 = 0xff

  private static let digits: [UInt8] = {
    let alphabet: StaticString = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    var table = [UInt8](repeating: invalid, count: 256)
    alphabet.withUTF8Buffer { for (value, byte) in $0.enumerated() { table[Int(byte)] = UInt8(value) } }
    return table
  }()
}
