package import OTLP

/// Bodies in every format, made by hand, so that a decompressor is not tested with its own compressor.
package enum CompressedBytes {
  /// `bytes`, at most 65,535 of them, as each format takes what does not get smaller.
  package static func stored(_ bytes: [UInt8], _ format: BodyFormat) -> [UInt8] {
    let count = bytes.count
    switch format {
    case .gzip: return GzipBytes.stored(bytes)
    // Without the head and the sums of gzip.
    case .deflate: return Array(GzipBytes.stored(bytes).dropFirst(10).dropLast(8))
    case .zstd: return zstd + littleEndian(count << 3 | 1, 3) + bytes
    case .lz4: return lz4 + littleEndian(count | 1 << 31, 4) + bytes + [0, 0, 0, 0]
    case .snappy:
      let length = [UInt8(count & 0x7F | 0x80), UInt8(count >> 7 & 0x7F | 0x80), UInt8(count >> 14)]
      return length + (count == 0 ? [] : [61 << 2] + littleEndian(count - 1, 2) + bytes)
    case .framedSnappy:
      let sum = bytes.withUnsafeBytes { CRC32C.masked($0) }
      return snappy + [1] + littleEndian(count + 4, 3) + littleEndian(Int(sum), 4) + bytes
    }
  }

  /// `count` NUL bytes or some more, in as few as the format has. That of gzip has a wrong checksum.
  package static func bomb(of count: Int, _ format: BodyFormat) -> [UInt8] {
    switch format {
    case .gzip: return GzipBytes.bomb(of: count)
    case .deflate: return Array(GzipBytes.bomb(of: count).dropFirst(10).dropLast(8))
    case .zstd:
      // Blocks that repeat one byte.
      let blocks = count / 131_072 + 1
      return zstd
        + (1...blocks).flatMap { littleEndian(131_072 << 3 | 1 << 1 | ($0 == blocks ? 1 : 0), 3) + [0] }
    case .lz4:
      // A literal, a copy of it that goes on for 255 bytes with each byte of its length, and five literals to end with.
      let repeats = 65_000 / 255
      let block: [UInt8] =
        [0x1F, 0, 1, 0] + Array(repeating: 255, count: repeats) + [0, 0x50] + Array(repeating: 0, count: 5)
      let blocks = count / 65_000 + 1
      return lz4 + (0..<blocks).flatMap { _ in littleEndian(block.count, 4) + block } + [0, 0, 0, 0]
    case .snappy:
      let copies = count / 64 + 1
      var length = UInt32(1 + 64 * copies)
      var head: [UInt8] = []
      while length > 0x7F {
        head.append(UInt8(length & 0x7F) | 0x80)
        length >>= 7
      }
      return head + [UInt8(length), 0, 0] + (0..<copies).flatMap { _ in [63 << 2 | 2, 1, 0] as [UInt8] }
    case .framedSnappy:
      let chunk = bomb(of: 65_536 - 128, .snappy)
      let sum = [UInt8](repeating: 0, count: 1 + 64 * (65_408 / 64 + 1)).withUnsafeBytes { CRC32C.masked($0) }
      let framed = [0] + littleEndian(chunk.count + 4, 3) + littleEndian(Int(sum), 4) + chunk
      return snappy + (0...(count / 65_408)).flatMap { _ in framed }
    }
  }

  /// A frame with a window of 2 MiB and neither size nor checksum.
  private static let zstd: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58]
  /// A frame of independent blocks of 64 KiB without checksums.
  private static let lz4: [UInt8] = [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82]
  private static let snappy: [UInt8] = [0xFF, 6, 0, 0, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]

  private static func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
