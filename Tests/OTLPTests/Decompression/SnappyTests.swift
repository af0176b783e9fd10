import Testing

@testable import OTLP

@Suite struct SnappyTests {
  @Test(
    "Elements of every kind",
    arguments: [
      ([0], ""), ([1, 0, 0x61], "a"),
      // A literal whose length takes one byte, and four.
      ([3, 60 << 2, 2, 0x61, 0x62, 0x63], "abc"), ([3, 63 << 2, 2, 0, 0, 0, 0x61, 0x62, 0x63], "abc"),
      // Copies with distances of eleven bits, two and four bytes; those that overlap repeat.
      ([5, 0, 0x61, 0b0_0000_0001, 1], "aaaaa"), ([6, 1 << 2, 0x61, 0x62, 3 << 2 | 2, 2, 0], "ababab"),
      ([4, 1 << 2, 0x61, 0x62, 1 << 2 | 3, 2, 0, 0, 0], "abab"),
    ] as [([UInt8], String)]
  )
  func elements(block: [UInt8], text: String) throws {
    #expect(try Inflated.bytes(block, .snappy) == Array(text.utf8))
  }

  @Test(
    "Blocks that are none",
    arguments: [
      [], [0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0x1F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1],
      // More than so few bytes can hold, more and less than there is, a literal that is cut off.
      [100, 0, 0x61], [1, 4, 0x61, 0x61], [3, 0, 0x61], [2, 4, 0x61],
      // A copy of nothing, from before the beginning, past the end, cut off.
      [5, 0, 0x61, 1, 0], [5, 0, 0x61, 1, 2], [4, 0, 0x61, 1, 1], [5, 0, 0x61, 1], [5, 0, 0x61, 2, 1],
      [5, 0, 0x61, 3, 1, 0, 0],
    ] as [[UInt8]]
  )
  func noBlocks(block: [UInt8]) {
    let reason = Inflated.reason { try Inflated.bytes(block, .snappy) }
    #expect(reason == .truncated || reason == .corruptSnappy)
  }

  private static let begin: [UInt8] = [0xFF, 6, 0, 0, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]

  /// A chunk of bytes as they are.
  private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    let checksum = bytes.withUnsafeBytes { CRC32C.masked($0) }
    let length = bytes.count + 4
    return [1, UInt8(length & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length >> 16)]
      + withUnsafeBytes(of: checksum.littleEndian) { Array($0) } + bytes
  }

  @Test func checksum() {
    // Of RFC 3720, appendix B.4.
    #expect([UInt8](repeating: 0, count: 32).withUnsafeBytes { CRC32C.checksum($0) } == 0x8A91_36AA)
    #expect((0..<32).map { UInt8($0) }.withUnsafeBytes { CRC32C.checksum($0) } == 0x46DD_794E)
  }

  @Test func chunksOfEveryKind() throws {
    let padding: [UInt8] = [0xFE, 2, 0, 0, 0, 0]
    let skippable: [UInt8] = [0x80, 1, 0, 0, 9]
    let body = Self.begin + Self.chunk([1, 2]) + padding + Self.begin + skippable + Self.chunk([3])
    #expect(try Inflated.bytes(body, .framedSnappy) == [1, 2, 3])
    #expect(try Inflated.bytes(Self.begin, .framedSnappy) == [])
    #expect(Self.begin.withUnsafeBytes(SnappyFrames.isBegun))
    #expect(Inflated.reason { try Inflated.bytes(Self.begin, .snappy) } == .corruptSnappy, "never both")
  }

  @Test func chunksThatAreNone() {
    var wrongSum = Self.chunk([1, 2, 3])
    wrongSum[4] ^= 1
    let tails: [[UInt8]] = [
      [0x02, 0, 0, 0], [0x7F, 1, 0, 0, 0], [0xFF, 6, 0, 0, 1, 2, 3, 4, 5, 6], [0xFF, 0, 0, 0],
      [1, 3, 0, 0, 0, 0, 0],
      wrongSum, Self.chunk(Array(repeating: 7, count: 65_537)), [0, 5, 0, 0, 0, 0, 0, 0, 0x80], [0, 9, 0],
      [0, 9, 0, 0],
    ]
    for tail in tails {
      let reason = Inflated.reason { try Inflated.bytes(Self.begin + tail, .framedSnappy) }
      #expect(reason == .corruptSnappy || reason == .truncated, "\(tail.prefix(8))")
    }
    #expect(Inflated.reason { try Inflated.bytes(Self.chunk([1]), .framedSnappy) } == .corruptSnappy)
  }
}
