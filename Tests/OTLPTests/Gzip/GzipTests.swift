import Testing

@testable import OTLP

@Suite struct GzipTests {
  private func compress(_ bytes: [UInt8], with compressor: inout GzipCompressor) throws -> [UInt8] {
    let size = compressor.maximumCompressedSize(of: bytes.count)
    var output = [UInt8](repeating: 0, count: size)
    let count = try output.withUnsafeMutableBytes { output in
      try bytes.withUnsafeBytes { try compressor.compress($0, into: output) }
    }
    return Array(output.prefix(count))
  }

  private func compress(_ bytes: [UInt8], level: Int = 1) throws -> [UInt8] {
    var compressor = GzipCompressor(level: level)
    return try compress(bytes, with: &compressor)
  }

  /// - Parameter part: How many bytes to hand over at a time.
  private func decompress(_ bytes: [UInt8], limit: Int = 1 << 24, part: Int = .max) throws -> [UInt8] {
    var decompressor = GzipDecompressor(limit: limit)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: min(part, max(1, bytes.count))) {
      let end = min(bytes.count, start + min(part, bytes.count))
      try bytes[start..<end].withUnsafeBytes { try decompressor.decompress($0) { result += $0 } }
    }
    try decompressor.finish()
    return result
  }

  private func reason(_ body: () throws -> [UInt8]) -> DecodeError.Reason? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? DecodeError)?.reason
    }
  }

  /// Hands over exactly `size` bytes of output, and expects those behind it to stay.
  private func compress(
    _ bytes: [UInt8],
    intoOnly size: Int,
    with compressor: inout GzipCompressor
  ) throws -> Int {
    var output = [UInt8](repeating: 0xA5, count: size + 64)
    defer { #expect(output[size...].allSatisfy { $0 == 0xA5 }) }
    return try output.withUnsafeMutableBytes { output in
      let room = UnsafeMutableRawBufferPointer(rebasing: output[..<size])
      return try bytes.withUnsafeBytes { try compressor.compress($0, into: room) }
    }
  }

  private func noise(_ count: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in .random(in: 0...255, using: &random) }
  }

  @Test(arguments: 1...9) func whatGoesInComesOut(level: Int) throws {
    var random = SeededGenerator("whatGoesInComesOut \(level)")
    var compressor = GzipCompressor(level: level)
    for count in [0, 1, 100, 70_000, 65_536, 200_000] {
      let bytes = random.chance(0.5) ? noise(count, &random) : [UInt8](repeating: 7, count: count)
      let compressed = try compress(bytes, with: &compressor)
      #expect(try decompress(compressed) == bytes)
    }
  }

  @Test func higherLevelsGiveLess() throws {
    let text = (0..<20_000).flatMap { Array("\($0 * $0 % 1009) ".utf8) }
    #expect(try compress(text, level: 9).count < compress(text, level: 1).count)
  }

  @Test func compressorMayMove() throws {
    // A z_stream that moves stops working.
    struct Worker: ~Copyable {
      var compressor: GzipCompressor
    }
    var worker = Worker(compressor: GzipCompressor(level: 1))
    _ = try compress([1, 2, 3], with: &worker.compressor)
    var moved = worker
    #expect(try decompress(compress([4, 5, 6], with: &moved.compressor)) == [4, 5, 6])
  }

  @Test func outputThatIsTooSmallIsAnErrorOnce() throws {
    var random = SeededGenerator()
    let bytes = noise(1000, &random)
    var compressor = GzipCompressor(level: 1)
    let count = try compress(bytes, with: &compressor).count
    for size in [0, 1, 17, 18, 100, count - 1] {
      #expect(throws: GzipCompressor.CompressionError.self, "\(size) bytes") {
        _ = try compress(bytes, intoOnly: size, with: &compressor)
      }
      #expect(try decompress(compress(bytes, with: &compressor)) == bytes)
    }
  }

  @Test(arguments: 1...9) func theBoundHoldsForWhatCannotBeCompressed(level: Int) throws {
    var random = SeededGenerator("theBoundHoldsForWhatCannotBeCompressed \(level)")
    var compressor = GzipCompressor(level: level)
    for count in [0, 1, 2, 17, 1000, 16_383, 65_535, 65_536, 300_000] {
      let bound = compressor.maximumCompressedSize(of: count)
      let written = try compress(noise(count, &random), intoOnly: bound, with: &compressor)
      #expect(written > count)
      #expect(written <= bound)
    }
  }

  @Test(arguments: [1, 6, 9]) func whatCameBeforeLeavesNoTrace(level: Int) throws {
    var random = SeededGenerator("whatCameBeforeLeavesNoTrace \(level)")
    var compressor = GzipCompressor(level: level)
    for _ in 0..<100 {
      let words = (0..<20).map { _ in noise(.random(in: 1...12, using: &random), &random) }
      let text = (0..<Int.random(in: 0...2000, using: &random)).flatMap { _ in
        words[.random(in: 0..<words.count, using: &random)]
      }
      let compressed = try compress(text, with: &compressor)
      #expect(try compressed == compress(text, level: level))
      #expect(try decompress(compressed) == text)
    }
  }

  @Test func aBodyIsOneMember() throws {
    // Of several, the length at the end would be that of the last.
    let bytes = (0..<50_000).flatMap { Array("\($0)".utf8) }
    for body in [bytes, Array(bytes.prefix(1)), []] {
      let member = try compress(body)
      #expect(member.prefix(3) == [0x1F, 0x8B, 8])
      let length = member.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect(length == body.count)
    }
  }

  /// The checksum is folded 64 and 16 bytes at a time, and what is left goes another way.
  @Test func theChecksumIsRightForEveryLength() throws {
    var random = SeededGenerator("theChecksumIsRightForEveryLength")
    let bytes = noise(70_000, &random)
    var compressor = GzipCompressor(level: 1)
    for length in Array(0...300) + [4095, 4096, 4097, 65_535, 70_000 - 17] {
      // At every alignment, too.
      let body = Array(bytes[(length % 17)..<(length % 17 + length)])
      #expect(try decompress(compress(body, with: &compressor)) == body)
    }
  }

  @Test func theLibraryThatIsNamedIsTheOneThatCompresses() throws {
    #expect(GzipCompressor.library.wholeMatch(of: /(zlib|libdeflate) \d[\w.\-]*/) != nil)
    // The operating system in the header: libdeflate says that it knows none, and zlib says one.
    let isLibdeflate = try compress([]).dropFirst(9).first == 255
    #if Libdeflate
      #expect(isLibdeflate)
      #expect(GzipCompressor.library.hasPrefix("libdeflate "))
    #else
      #expect(!isLibdeflate)
      #expect(GzipCompressor.library.hasPrefix("zlib "))
    #endif
  }

  #if compiler(>=6.2)
    @Test func otherLevelsAreAProgrammersMistake() async {
      await #expect(processExitsWith: .failure) { _ = GzipCompressor(level: 0) }
      // libdeflate has it; zlib does not.
      await #expect(processExitsWith: .failure) { _ = GzipCompressor(level: 10) }
    }
  #endif

  @Test func takesInputInAnyPieces() throws {
    let bytes = (0..<50_000).flatMap { Array("\($0)".utf8) }
    let compressed = try compress(bytes)
    for part in [1, 7, 1000] { #expect(try decompress(compressed, part: part) == bytes) }
  }

  @Test func takesSeveralMembers() throws {
    let members = try compress([1, 2]) + compress([]) + compress([3])
    for part in [1, 5, .max] { #expect(try decompress(members, part: part) == [1, 2, 3]) }
  }

  @Test func truncationAnywhereIsAnError() throws {
    let compressed = try compress(Array("hello hello hello".utf8))
    for count in 0..<compressed.count {
      let body = Array(compressed.prefix(count))
      #expect(reason { try decompress(body) } == (count == 0 ? .notGzip : .truncated))
    }
  }

  @Test func whatIsNotGzipIsAnError() {
    #expect(reason { try decompress(Array("hello".utf8)) } == .notGzip)
    #expect(reason { try decompress([0x78, 0x9C, 3, 0, 0, 0, 0, 1]) } == .notGzip)  // zlib
    #expect(reason { try decompress([0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0]) } == .notGzip)
  }

  @Test func zerosBehindAMemberArePadding() throws {
    let compressed = try compress(Array("hello ".utf8))
    for count in [1, 3, 5000] {
      let padding = [UInt8](repeating: 0, count: count)
      #expect(try decompress(compressed + padding) == Array("hello ".utf8))
      #expect(try decompress(compressed + padding + compressed + padding) == Array("hello hello ".utf8))
    }
  }

  @Test func damageAndTrailingBytesAreErrors() throws {
    let compressed = try compress(Array("hello hello hello".utf8))
    for tail in [[0x1F], Array("garbage".utf8), [0, 0] + Array("garbage".utf8)] as [[UInt8]] {
      let found = reason { try decompress(compressed + tail) }
      #expect(found == (tail == [0x1F] ? .truncated : .corruptGzip))
    }
    for index in (compressed.count - 8)..<compressed.count {
      var damaged = compressed
      damaged[index] ^= 1
      #expect(reason { try decompress(damaged) } == .corruptGzip, "checksum or length, byte \(index)")
    }
  }

  @Test func limitIsExact() throws {
    let compressed = try compress([UInt8](repeating: 1, count: 100_000))
    #expect(try decompress(compressed, limit: 100_000).count == 100_000)
    #expect(reason { try decompress(compressed, limit: 99_999) } == .tooLarge)
  }

  @Test func bombStopsAtTheLimit() throws {
    // A member of 1 MB of zeroes takes 1 KB; a thousand of them stand for 1 GB.
    let member = try compress([UInt8](repeating: 0, count: 1 << 20), level: 9)
    var decompressor = GzipDecompressor(limit: 3 << 20)
    var received = 0
    var largest = 0
    var failure: DecodeError?
    for _ in 0..<1000 where failure == nil {
      do {
        try member.withUnsafeBytes { bytes in
          try decompressor.decompress(bytes) { piece in
            received += piece.count
            largest = max(largest, piece.count)
          }
        }
      } catch {
        failure = error as? DecodeError
      }
    }
    #expect(failure?.reason == .tooLarge)
    #expect(received <= 3 << 20)
    #expect(largest <= GzipDecompressor.pieceSize)
    // And it stays so.
    #expect(throws: DecodeError(.tooLarge)) {
      try member.withUnsafeBytes { try decompressor.decompress($0) { _ in received += 1 } }
    }
    #expect(received <= 3 << 20)
  }

  /// `repeated repeated repeated`, by Python's `zlib`: with its header, and raw.
  private static let zlib: [UInt8] = [
    0x78, 0xDA, 0x2B, 0x4A, 0x2D, 0x48, 0x4D, 0x2C, 0x49, 0x4D, 0x51, 0x28, 0x42, 0x67, 0x00, 0x00, 0x89,
    0x36, 0x0A, 0x1F,
  ]
  private static let raw: [UInt8] = [
    0x2B, 0x4A, 0x2D, 0x48, 0x4D, 0x2C, 0x49, 0x4D, 0x51, 0x28, 0x42, 0x67, 0x00, 0x00,
  ]

  private func inflate(_ bytes: [UInt8], limit: Int = 1 << 20, part: Int) throws -> String {
    var decompressor = GzipDecompressor(limit: limit, format: .deflate)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: part) {
      try bytes[start..<min(bytes.count, start + part)].withUnsafeBytes {
        try decompressor.decompress($0) { result += $0 }
      }
    }
    try decompressor.finish()
    return String(decoding: result, as: UTF8.self)
  }

  @Test(arguments: [Self.zlib, Self.raw], [1, 2, 3, 1000])
  func deflateIsReadWithAndWithoutTheHeaderOfZlib(bytes: [UInt8], part: Int) throws {
    #expect(try inflate(bytes, part: part) == "repeated repeated repeated")
    #expect(throws: DecodeError(.tooLarge)) { try inflate(bytes, limit: 10, part: part) }
    #expect(throws: DecodeError.self) { try inflate(Array(bytes.dropLast(5)), part: part) }
    #expect(throws: DecodeError.self) { try inflate(bytes + [1, 2, 3], part: part) }
  }

  @Test(arguments: [[], [0x78], [0xFF, 0xFF, 0xFF], [0x78, 0x9C, 0xFF, 0xFF]])
  func whatIsNoDeflateIsAnError(bytes: [UInt8]) {
    #expect(throws: DecodeError.self) { try inflate(bytes, part: 2) }
  }
}
