// What a byte is, as ASCII. Bytes from 0x80 belong to characters outside of ASCII and are none of these.
extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isUppercase: Bool { self &- 0x41 < 26 }
  @inline(__always) var isLowercase: Bool { self &- 0x61 < 26 }
  @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
  @inline(__always) var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
  @inline(__always) var isNonASCII: Bool { self >= 0x80 }
  /// Space, tab, line feed, carriage return: white space as JSON has it.
  @inline(__always) var isWhitespace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
  /// `[A-Za-z0-9_-]`, the alphabet of base64url and of most tokens.
  @inline(__always) var isTokenByte: Bool { isAlphanumeric || self == 0x2D || self == 0x5F }
  /// `[A-Za-z0-9_]`: what a word of a program is made of.
  @inline(__always) var isWordByte: Bool { isAlphanumeric || self == 0x5F }
  @inline(__always) var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
  /// Value of a decimal digit; meaningless for any other byte.
  @inline(__always) var digitValue: Int { Int(self &- 0x30) }
  /// Space and tab.
  @inline(__always) var isBlank: Bool { self == 0x20 || self == 0x09 }
  @inline(__always) var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  /// Whether it is a quotation mark of any of the three kinds that programs use.
  @inline(__always) var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }
}
