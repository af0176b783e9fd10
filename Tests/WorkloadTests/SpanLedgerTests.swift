import Testing

@testable import Workload

@Suite struct SpanLedgerTests {
  @Test func tellsFirstFromDuplicateAndForeign() {
    var ledger = SpanLedger()
    #expect(ledger.record(130) == .first)
    #expect(ledger.record(130) == .duplicate)
    #expect(ledger.record(SpanLedger.capacity) == .foreign)
    #expect(ledger.uniqueCount == 1)
    #expect(ledger.duplicateCount == 1)
    #expect(ledger.foreignCount == 1)
    #expect(ledger.contains(130) && !ledger.contains(129) && !ledger.contains(5_000))
    #expect(ledger.missingCount(in: 128..<132) == 3)
  }

  @Test func survivesTheWayThroughItsBitmap() {
    var ledger = SpanLedger()
    for number in [0, 7, 8, 63, 64, 1000] as [UInt64] { ledger.record(number) }
    let copy = SpanLedger(bitmap: ledger.bitmap)
    #expect(copy.uniqueCount == 6)
    #expect(copy.bitmap == ledger.bitmap)
    #expect(copy.missingCount(in: 0..<1001) == 1001 - 6)
  }
}
