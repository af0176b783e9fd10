/// What the checks need to know about single bytes.
enum ASCII {
  /// The value of `0` to `9`, nil for any other byte.
  @inline(__always)
  static func decimalDigit(_ byte: UInt8) -> Int? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? Int(value) : nil
  }

  /// `A` to `Z` as `a` to `z`; every other byte as it is.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 {
    isUppercase(byte) ? byte | 0x20 : byte
  }

  @inline(__always)
  static func isUppercase(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "A") < 26
  }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  /// What people put between the groups of a number: space, hyphen, dot.
  @inline(__always)
  static func isDigitSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
