// Eight bytes looked at together, the first one lowest, as `ByteView.word(at:)` reads them. An answer has the highest bit
// of each byte that passes; bytes outside of ASCII pass nothing.
extension UInt64 {
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  /// The bytes from `low` to `high`, which are ASCII.
  @inline(__always)
  func lanes(from low: UInt8, through high: UInt8) -> UInt64 {
    // No sum leaves its byte: both are below 0x100.
    let ones: UInt64 = 0x0101_0101_0101_0101
    let bytes = self & ~UInt64.highest
    let reached = bytes &+ ones &* UInt64(0x80 - low)
    let passed = bytes &+ ones &* UInt64(0x7F - high)
    return reached & ~passed & ~self & UInt64.highest
  }

  /// The bytes from 0x80 to `limit`, which is none of them.
  @inline(__always)
  func lanesBeyondASCII(below limit: UInt8) -> UInt64 {
    let reached = (self & ~UInt64.highest) &+ 0x0101_0101_0101_0101 &* UInt64(0x100 - Int(limit))
    return self & ~reached & UInt64.highest
  }

  @inline(__always) var beyondASCII: UInt64 { self & UInt64.highest }

  @inline(__always) var digitLanes: UInt64 { lanes(from: 0x30, through: 0x39) }
  @inline(__always) var uppercaseLanes: UInt64 { lanes(from: 0x41, through: 0x5A) }
  @inline(__always) var lowercaseLanes: UInt64 { lanes(from: 0x61, through: 0x7A) }
  @inline(__always) var alphanumericLanes: UInt64 {
    digitLanes | (self | 0x2020_2020_2020_2020).lowercaseLanes
  }

  /// The bytes that are not among `lanes`.
  @inline(__always) static func others(than lanes: UInt64) -> UInt64 { ~lanes & highest }

  /// The lanes with small letters in place of capitals.
  @inline(__always) var lowercasedLanes: UInt64 { self | uppercaseLanes >> 2 }

  /// The bytes that are `byte`. Others may be among them behind one that is.
  @inline(__always)
  func mayHold(_ byte: UInt8) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let differences = self ^ ones &* UInt64(byte)
    return (differences &- ones) & ~differences & UInt64.highest
  }

  /// Eight ASCII digits as four bits each, the first one highest, in the low half.
  @inline(__always) var packedDigits: UInt64 {
    var digits = byteSwapped & 0x0F0F_0F0F_0F0F_0F0F
    digits = (digits | digits >> 4) & 0x00FF_00FF_00FF_00FF
    digits = (digits | digits >> 8) & 0x0000_FFFF_0000_FFFF
    return (digits | digits >> 16) & 0xFFFF_FFFF
  }

  /// How many bytes stand in front of the first of these lanes; 8 for none.
  @inline(__always) var lanesBefore: Int { trailingZeroBitCount / 8 }
  /// How many bytes stand behind the last of these lanes; 8 for none.
  @inline(__always) var lanesBehind: Int { leadingZeroBitCount / 8 }
}
