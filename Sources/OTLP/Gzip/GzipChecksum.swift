internal import CChecksum
internal import CZlib

/// CRC-32 as gzip has it (RFC 1952, section 8).
enum GzipChecksum {
  private static let canFold = cchecksum_can_fold()

  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
    var (crc, done) = (UInt32(0), 0)
    if canFold {
      done = bytes.count
      crc = cchecksum_fold_crc32(0, start, &done)
    }
    return UInt32(truncatingIfNeeded: crc32_z(uLong(crc), start + done, bytes.count - done))
  }
}
