/// Variable-length numbers: seven bits a byte, the lowest first, and the highest bit where another byte follows.
enum Varint {
  /// Bytes of the largest.
  static let longest = 10

  /// The fewest bytes that a length takes.
  static func digits(_ length: Int) -> Int {
    max(1, (Int.bitWidth - length.leadingZeroBitCount + 6) / 7)
  }

  /// Writes a length in just so many bytes, padded if they are more than it takes.
  static func write(_ length: Int, digits: Int, to memory: UnsafeMutableRawPointer) {
    var rest = length
    for index in 0..<digits {
      let byte = UInt8(truncatingIfNeeded: rest & 0x7f) | (index == digits - 1 ? 0 : 0x80)
      memory.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
      rest >>= 7
    }
  }
}
