import Testing

@testable import OTLP

@Suite("Joined gzip members")
struct GzipStretchTests {
  private func member(_ bytes: [UInt8], level: Int = 1) throws -> [UInt8] {
    var compressor = JoinableGzipCompressor(level: level)
    var output = [UInt8](repeating: 0, count: compressor.maximumCompressedSize(of: bytes.count))
    let count = try output.withUnsafeMutableBytes { output in
      try bytes.withUnsafeBytes { try compressor.compress($0, into: output) }
    }
    return Array(output.prefix(count))
  }

  private func stretch(_ bytes: [UInt8], level: Int = 1) throws -> GzipStretch {
    let made = try member(bytes, level: level)
    let place = try #require(made.withUnsafeBytes { GzipStretch.place(in: $0) })
    return GzipStretch(bytes: made[place.bytes], checksum: place.checksum, uncompressedBytes: bytes.count)
  }

  private func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
    var decompressor = GzipDecompressor(limit: 1 << 24)
    var result: [UInt8] = []
    try bytes.withUnsafeBytes { try decompressor.decompress($0) { result += $0 } }
    try decompressor.finish()
    return result
  }

  private func texts(_ count: Int) -> [[UInt8]] {
    var random = SeededGenerator()
    return (0..<count).map { _ in
      let alphabet = UInt8.random(in: 1...255, using: &random)
      return (0..<Int.random(in: 0...20_000, using: &random)).map { _ in
        UInt8.random(in: 0...alphabet, using: &random)
      }
    }
  }

  @Test("A member that can be joined is a whole one alone", arguments: [1, 6, 9])
  func alone(level: Int) throws {
    for text in texts(10) + [[]] { #expect(try inflate(try member(text, level: level)) == text) }
  }

  @Test("Joined ones are one member of all that was in them", arguments: 1...20)
  func joined(count: Int) throws {
    let texts = texts(count)
    let stretches = try texts.map { try stretch($0) }
    var member: [UInt8] = []
    GzipStretch.member(joining: stretches) { member += $0 }
    #expect(member.count == GzipStretch.memberBytes(joining: stretches))
    #expect(try inflate(member) == Array(texts.joined()))
    // One member: a reader that stops behind the first, as some servers do, gets all of it.
    #expect(
      !member.dropFirst(10).indices.contains { index in
        member[index...].starts(with: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
      }
    )
  }

  @Test("A member that ends otherwise is not taken")
  func closed() throws {
    let text = Array("no flush at the end of this".utf8)
    var compressor = GzipCompressor(level: 1)
    var output = [UInt8](repeating: 0, count: compressor.maximumCompressedSize(of: text.count))
    let count = try output.withUnsafeMutableBytes { output in
      try text.withUnsafeBytes { try compressor.compress($0, into: output) }
    }
    #expect(output.prefix(count).withUnsafeBytes { GzipStretch.place(in: $0) == nil })
    #expect([UInt8](repeating: 0, count: 5).withUnsafeBytes { GzipStretch.place(in: $0) == nil })
  }
}
