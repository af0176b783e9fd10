import ProtobufWire
import Testing

@testable import OTLP

@Suite("Bodies in zstd")
struct ZstdCompressorTests {
  private func compress(_ bytes: [UInt8], with compressor: inout ZstdCompressor) throws -> [UInt8] {
    let output = UnsafeMutableRawBufferPointer.allocate(
      byteCount: compressor.maximumCompressedSize(of: bytes.count),
      alignment: 16
    )
    defer { output.deallocate() }
    let count = try bytes.withUnsafeBytes { try compressor.compress($0, into: output) }
    return Array(output[..<count])
  }

  private func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
    var inflated: [UInt8] = []
    var decompressor = ZstdDecompressor(limit: 64 << 20)
    try bytes.withUnsafeBytes {
      try decompressor.inflate($0) {
        inflated.append(contentsOf: $0)
        return true
      }
    }
    try decompressor.finish()
    return inflated
  }

  @Test("One state makes one frame after the other, each of which stands alone", arguments: [1, 3, 19])
  func frames(level: Int) throws {
    var compressor = ZstdCompressor(level: level)
    let texts = ["", "a", String(repeating: "the same again, ", count: 5000)]
    for text in texts + texts {
      let frame = try compress(Array(text.utf8), with: &compressor)
      #expect(frame.starts(with: [0x28, 0xB5, 0x2F, 0xFD]))
      #expect(try inflate(frame) == Array(text.utf8))
    }
  }

  @Test("A window is as large as decoders of HTTP take it, however large the body is")
  func window() throws {
    var compressor = ZstdCompressor(level: 19)
    // Twice the window, in which far repetitions would be found.
    let half = (0..<1000).flatMap { number in Array("\(number &* 2_654_435_761) ".utf8) }
    let bytes = (0..<1600).flatMap { _ in half }
    #expect(bytes.count > 16 << 20)
    // The decompressor refuses larger ones.
    #expect(try inflate(try compress(bytes, with: &compressor)) == bytes)
  }

  @Test("Output that is too small is an error, and the state goes on")
  func tooSmall() throws {
    var compressor = ZstdCompressor(level: 1)
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 3) }
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 8)
    defer { output.deallocate() }
    #expect(throws: ZstdCompressor.CompressionError.self) {
      try bytes.withUnsafeBytes { try compressor.compress($0, into: output) }
    }
    #expect(try inflate(try compress(bytes, with: &compressor)) == bytes)
  }
}
