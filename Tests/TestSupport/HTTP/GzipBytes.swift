/// Gzip data made by hand (RFC 1951 and 1952), so that a decompressor is not tested with its own compressor.
package enum GzipBytes {
  /// `bytes` in stored blocks: valid and not smaller.
  package static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var output = header
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let length = UInt16(block.count)
      output.append(rest.isEmpty ? 1 : 0)
      output += littleEndian(length) + littleEndian(~length) + block
    } while !rest.isEmpty
    return output + littleEndian(crc32(bytes)) + littleEndian(UInt32(bytes.count))
  }

  /// About `count` NUL bytes at a ratio of 158, with a wrong checksum: to be refused before its end.
  package static func bomb(of count: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0b011, count: 3)  // Last block, fixed codes.
    bits.write(0b0000_1100, count: 8)  // Literal 0: code 00110000, written from its first bit.
    for _ in 0..<(count / 258) {
      bits.write(0b1010_0011, count: 8)  // Length 258: code 11000101.
      bits.write(0, count: 5)  // Distance 1.
    }
    bits.write(0, count: 7)
    return header + bits.bytes + littleEndian(UInt32(0)) + littleEndian(UInt32(truncatingIfNeeded: count))
  }

  private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// Packs bits from the lowest of each byte up.
private struct BitWriter {
  var bytes: [UInt8] = []
  private var used = 8

  mutating func write(_ value: Int, count: Int) {
    for bit in 0..<count {
      if used == 8 {
        bytes.append(0)
        used = 0
      }
      bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << used
      used += 1
    }
  }
}
