import Testing

@testable import OTLP

@Suite struct ArenaTests {
  private func nonZeroBytes(_ arena: borrowing Arena) -> Int {
    var count = 0
    arena.forEachChunk { chunk in count += chunk.count { $0 != 0 } }
    return count
  }

  /// Allocates and fills blocks of odd sizes, up to the limit.
  private func fill(_ arena: borrowing Arena, _ random: inout SeededGenerator)
    -> [UnsafeMutableRawBufferPointer]
  {
    var blocks: [UnsafeMutableRawBufferPointer] = []
    while true {
      let large = random.chance(0.02)
      let count = Int.random(in: 0...(large ? 200_000 : 300), using: &random)
      guard let bytes = try? arena.allocator.bytes(count) else {
        // A large one may not fit into what was kept, where small ones still do.
        if large { continue }
        return blocks
      }
      blocks.append(UnsafeMutableRawBufferPointer(start: bytes, count: count))
      blocks[blocks.count - 1].initializeMemory(as: UInt8.self, repeating: UInt8(blocks.count & 0x7f | 1))
    }
  }

  @Test func blocksAreAlignedZeroAndApart() {
    var random = SeededGenerator()
    let arena = Arena(maximumBytes: 3 << 20)
    let first = try? arena.allocator.bytes(24)
    #expect(first.map { UnsafeRawBufferPointer(start: $0, count: 24).allSatisfy { $0 == 0 } } == true)
    let blocks = fill(arena, &random)
    for (index, block) in blocks.enumerated() {
      #expect(Int(bitPattern: block.baseAddress) % 8 == 0)
      #expect(
        block.allSatisfy { $0 == UInt8((index + 1) & 0x7f | 1) },
        "a neighbour wrote into block \(index)"
      )
    }
  }

  @Test func limitBoundsTheMemory() {
    var random = SeededGenerator()
    for limit in [0, 1, 23, 100, 64 << 10, 1 << 20, 5 << 20] {
      let arena = Arena(maximumBytes: limit)
      let blocks = fill(arena, &random)
      #expect(arena.reserved <= limit)
      #expect(arena.used <= limit)
      #expect(!blocks.isEmpty || limit < 64 << 10)
      #expect(throws: ArenaFull.self) { () throws in
        _ = try Arena(maximumBytes: limit).allocator.bytes(limit + 1)
      }
    }
  }

  @Test func resetZeroesAll() {
    var random = SeededGenerator()
    let arena = Arena(maximumBytes: 4 << 20)
    for _ in 0..<5 {
      _ = fill(arena, &random)
      #expect(nonZeroBytes(arena) > 0)
      arena.reset(keeping: .max)
      #expect(nonZeroBytes(arena) == 0)
      #expect(arena.used == 0)
      #expect(arena.reserved > 0)
    }
  }

  @Test func resetKeepsNoMoreThanAsked() {
    var random = SeededGenerator()
    let arena = Arena(maximumBytes: 8 << 20)
    for kept in [4 << 20, 1 << 20, 100_000, 0] {
      _ = fill(arena, &random)
      arena.reset(keeping: kept)
      #expect(arena.reserved <= kept)
    }
    #expect(fill(arena, &random).count > 0)
  }

  @Test func memoryOfABatchIsZeroedForTheNext() throws {
    var batch = try TelemetryBatch(decoding: Sample.rich, as: .traces)
    try batch.editSpans { $0.editAttributes { _ in } }
    // What was unpacked is zeroed behind each span.
    let after = batch.memoryHolds("bob@example.com")
    #expect(!after)
    batch.removeAll()
    #expect(batch.itemCount == 0 && batch.packedSize() == 0)
    try batch.append(Sample.rich)
    #expect(batch.itemCount == 1)
    let again = try TelemetryBatch(decoding: Sample.rich, as: .traces)
    #expect(batch.packed() == again.packed())
  }
}
