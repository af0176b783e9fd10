import TestSupport
import Testing

@testable import TraceVeil

@Suite struct WorkLedgerTests {
  private func id(_ number: UInt64) -> WaiterID { WaiterID(value: number) }

  @Test func givesWhatThereIsAndLetsTheRestWaitInTheirOrder() {
    var ledger = WorkLedger(limit: 10)
    let granted = [ledger.take(6, for: id(1)), ledger.take(5, for: id(2)), ledger.take(1, for: id(3))]
    #expect(granted == [true, false, false], "nobody overtakes, or large ones would wait for ever")
    #expect(ledger.used == 6 && ledger.waitingCount == 2)
    let turns = ledger.giveBack(6)
    #expect(turns == [id(2), id(3)])
    #expect(ledger.used == 6 && ledger.waitingCount == 0)
  }

  @Test func givesAllThereIsToWhoeverNeedsMore() {
    var ledger = WorkLedger(limit: 10)
    #expect(WorkLedger.size(99, of: 10) == 10)
    let granted = [ledger.take(1, for: id(1)), ledger.take(99, for: id(2)), ledger.take(1, for: id(3))]
    #expect(granted == [true, false, false], "it runs alone")
    let turns = [ledger.giveBack(1), ledger.giveBack(10)]
    #expect(turns == [[id(2)], [id(3)]])
    #expect(ledger.used == 1)
  }

  @Test func letsTheNextOneGoWhenTheFirstGivesUp() {
    var ledger = WorkLedger(limit: 10)
    let granted = [ledger.take(6, for: id(1)), ledger.take(5, for: id(2)), ledger.take(4, for: id(3))]
    #expect(granted == [true, false, false])
    let turns = [ledger.leave(id(2)), ledger.leave(id(7))]
    #expect(turns == [[id(3)], []])
    #expect(ledger.used == 10 && ledger.waitingCount == 0)
  }

  @Test(arguments: 0..<5) func isNeverOverdrawnAndForgetsNobody(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var ledger = WorkLedger(limit: 1000)
    var held: [WaiterID: Int] = [:]
    var asked: [WaiterID: Int] = [:]
    for number in 0..<2000 as Range<UInt64> {
      let bytes = Int.random(in: 0...1500, using: &random)
      asked[id(number)] = min(bytes, 1000)
      if ledger.take(bytes, for: id(number)) { held[id(number)] = min(bytes, 1000) }
      while !held.isEmpty, Bool.random(using: &random) {
        let one = held.keys.min { $0.value < $1.value }
        guard let one, let bytes = held.removeValue(forKey: one) else { break }
        for next in ledger.giveBack(bytes) { held[next] = asked[next] }
      }
      #expect(ledger.used == held.values.reduce(0, +) && ledger.used <= 1000)
    }
    while let (one, bytes) = held.first {
      held[one] = nil
      for next in ledger.giveBack(bytes) { held[next] = asked[next] }
    }
    #expect(ledger.used == 0 && ledger.waitingCount == 0)
  }
}
