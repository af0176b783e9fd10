internal import CChecksum

/// Numbers in files, little end first.
enum LittleEndian {
  static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  static func number<Number: FixedWidthInteger>(_ bytes: some Collection<UInt8>, _ offset: Int) -> Number {
    var number: Number = 0
    for byte in bytes.dropFirst(offset).prefix(MemoryLayout<Number>.size).reversed() {
      number = number << 8 | Number(truncatingIfNeeded: byte)
    }
    return number
  }
}

/// CRC-32C of bytes.
enum Checksum {
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
    return cchecksum_crc32c(start, bytes.count)
  }

  static func of(_ bytes: some Collection<UInt8>) -> UInt32 {
    bytes.withContiguousStorageIfAvailable { of(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { of($0) }
  }
}
