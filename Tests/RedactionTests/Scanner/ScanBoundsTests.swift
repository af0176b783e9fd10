import CScanner
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// No byte outside of a text is read: behind it comes a page that may not be.
@Suite struct ScanBoundsTests {
  private let levels = [CSCANNER_SCALAR, CSCANNER_SSSE3, CSCANNER_AVX2, CSCANNER_AVX512, CSCANNER_NEON]

  /// What stands behind a text is taken for zeros, and by their low bits for `0x80`, so literals may seem to begin
  /// there; and one bucket of literals lets what is between them pass.
  @Test(
    arguments: [[[0x80]], [[0x80, 0x80]], [[0]], [[0x40], [0x0A]], [[0x73, 0x6B, 0x2D], [0x40]]]
      as [[[UInt8]]]
  )
  func literalsThatMaySeemToBeginBehindTheEnd(literals: [[UInt8]]) throws {
    var table = cscanner_table()
    cscanner_table_init(&table)
    for (index, literal) in literals.enumerated() {
      #expect(cscanner_add_literal(&table, literal, literal.count, false, UInt16(index)))
    }
    #expect(cscanner_set_digits(&table, 7, 20) && cscanner_set_run(&table, 12, 21))
    cscanner_table_seal(&table)
    var hits = [cscanner_hit](
      repeating: cscanner_hit(position: 0, trigger: 0, count: 0),
      count: CSCANNER_MIN_CAPACITY
    )
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let memory = try #require(
      mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    )
    try #require(memory != MAP_FAILED)
    defer { munmap(memory, 2 * page) }
    try #require(mprotect(memory + page, page, PROT_NONE) == 0)
    for length in 1...150 {
      for filler in [UInt8(ascii: "a"), UInt8(ascii: "7"), literals[0][0]] {
        let text = (memory + page - length).assumingMemoryBound(to: UInt8.self)
        text.update(repeating: filler, count: length)
        for level in levels where cscanner_supports(level) {
          let result = cscanner_scan_with(level, &table, text, length, 0, &hits, hits.count)
          #expect(result.next == length)
          for hit in hits.prefix(result.count) { #expect(hit.position < length) }
        }
      }
    }
  }
}
