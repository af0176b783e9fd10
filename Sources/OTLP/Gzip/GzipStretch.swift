internal import CZlib

/// A part of a gzip member that can be concatenated with others to one member: deflate that ends with a full flush.
/// So it ends at a byte boundary, and nothing behind it refers to bytes before.
///
/// One member, not several: there are servers that read the first of several alone and answer success.
package struct GzipStretch: Sendable, Hashable {
  /// Method deflate, no name and no time; made on Unix.
  private static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
  /// The bytes at the end of a full flush.
  private static let flush: [UInt8] = [0x00, 0x00, 0xff, 0xff]
  /// The last block of a member, with nothing in it.
  private static let lastBlock: [UInt8] = [0x03, 0x00]
  private static let trailerBytes = 8

  /// Compressed.
  package let bytes: ArraySlice<UInt8>
  /// CRC-32 of what it inflates to.
  package let checksum: UInt32
  /// Bytes that it inflates to.
  package let uncompressedBytes: Int

  package init(bytes: ArraySlice<UInt8>, checksum: UInt32, uncompressedBytes: Int) {
    self.bytes = bytes
    self.checksum = checksum
    self.uncompressedBytes = uncompressedBytes
  }

  /// Where it is in a member that a ``JoinableGzipCompressor`` has made, and the member's checksum. Nil for another member, as
  /// far as that can be seen.
  package static func place(in member: UnsafeRawBufferPointer) -> (bytes: Range<Int>, checksum: UInt32)? {
    let ending = flush + lastBlock
    guard member.count >= header.count + ending.count + trailerBytes else { return nil }
    let end = member.count - trailerBytes
    guard member[..<end].suffix(ending.count).elementsEqual(ending) else { return nil }
    let checksum = UInt32(littleEndian: member.loadUnaligned(fromByteOffset: end, as: UInt32.self))
    return (header.count..<end - lastBlock.count, checksum)
  }

  /// Bytes of one member of all of them.
  package static func memberBytes(joining stretches: [GzipStretch]) -> Int {
    header.count + stretches.reduce(0) { $0 + $1.bytes.count } + lastBlock.count + trailerBytes
  }

  /// Makes one member of all of them, in pieces. Nothing is compressed or decompressed again.
  package static func member(
    joining stretches: [GzipStretch],
    _ write: (UnsafeRawBufferPointer) -> Void
  ) {
    header.withUnsafeBytes(write)
    var checksum = uLong(0)
    var size: UInt32 = 0
    for stretch in stretches {
      stretch.bytes.withUnsafeBytes(write)
      checksum = crc32_combine(checksum, uLong(stretch.checksum), stretch.uncompressedBytes)
      size &+= UInt32(truncatingIfNeeded: stretch.uncompressedBytes)
    }
    lastBlock.withUnsafeBytes(write)
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: checksum).littleEndian, write)
    withUnsafeBytes(of: size.littleEndian, write)
  }
}

/// Compresses bodies to gzip members that can be joined, by ``GzipStretch``. With zlib, also in packages built with the
/// trait `Libdeflate`, which cannot end one openly. Not `Sendable`: belongs to one worker.
package struct JoinableGzipCompressor: ~Copyable {
  /// The most bytes that a full flush adds to the compressed data.
  private static let flushBytes = 16

  private var deflater: ZlibDeflater

  /// - Parameter level: As zlib has it, 1 to 9.
  package init(level: Int) {
    precondition((1...9).contains(level), "gzip's levels are 1 to 9")
    deflater = ZlibDeflater(level: level)
  }

  /// Room that `compress` needs at most.
  package func maximumCompressedSize(of count: Int) -> Int {
    deflater.maximumCompressedSize(of: count) + Self.flushBytes
  }

  /// Writes one whole gzip member.
  /// - Returns: How many bytes were written.
  package mutating func compress(
    _ input: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) throws(GzipCompressor.CompressionError) -> Int {
    try deflater.compress(input, into: output, isJoinable: true)
  }
}
