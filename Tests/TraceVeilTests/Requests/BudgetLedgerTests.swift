import TestSupport
import Testing

@testable import TraceVeil

@Suite struct BudgetLedgerTests {
  private func ledger(_ limit: Int, parties: Int, _ used: [Int: Int] = [:]) -> BudgetLedger {
    var ledger = BudgetLedger(limit: limit, parties: parties)
    for (party, bytes) in used { _ = ledger.grow(party, by: bytes, own: 0) }
    return ledger
  }

  private func mayGrow(_ ledger: BudgetLedger, _ party: Int, by bytes: Int, own: Int = 0) -> Bool {
    var ledger = ledger
    return ledger.grow(party, by: bytes, own: own)
  }

  @Test func oneBorrowsWhatIsIdleAndLeavesTheOthersTheirs() {
    var full = ledger(600, parties: 3)
    #expect(full.guaranteed == 100)
    while full.grow(0, by: 10, own: 0) {}
    #expect(full.used == [400, 0, 0])
    for party in 1...2 {
      #expect(mayGrow(full, party, by: 100))
      let begun = ledger(600, parties: 3, [0: 400, party: 10])
      #expect(mayGrow(begun, party, by: 90) && !mayGrow(begun, party, by: 91))
    }
    while full.grow(1, by: 10, own: 0) {}
    while full.grow(2, by: 10, own: 0) {}
    #expect(full.used == [400, 100, 100])
    full.shrink(0, by: 50)
    #expect(mayGrow(full, 1, by: 50), "what comes back is everybody's")
  }

  @Test func aSingleRequestMayBeAsLargeAsTheWhole() {
    let empty = ledger(600, parties: 3)
    #expect(mayGrow(empty, 0, by: 600))
    let one = ledger(600, parties: 3, [0: 200])
    #expect(mayGrow(one, 0, by: 400, own: 200))
    #expect(!mayGrow(one, 0, by: 400), "another one is not alone")
    #expect(!mayGrow(one, 0, by: 401, own: 200))
  }

  @Test func theOnlyRequestOfAPartyMayBeLargerThanItIsSureOf() {
    let full = ledger(600, parties: 3, [0: 400])
    #expect(mayGrow(full, 1, by: 150), "half of what is kept free for the third")
    #expect(!mayGrow(full, 1, by: 151))
    let begun = ledger(600, parties: 3, [0: 400, 1: 100])
    #expect(mayGrow(begun, 1, by: 50, own: 100) && !mayGrow(begun, 1, by: 51, own: 100))
    #expect(!mayGrow(begun, 1, by: 1), "another one is not the only one")
    let taken = ledger(600, parties: 3, [0: 400, 1: 150])
    #expect(mayGrow(taken, 2, by: 50) && !mayGrow(taken, 2, by: 51))
  }

  @Test func aloneAllIsTheirs() {
    let alone = ledger(100, parties: 1, [0: 60])
    #expect(mayGrow(alone, 0, by: 40) && !mayGrow(alone, 0, by: 41))
  }

  /// Whatever happens: the limit holds, and who has less than is guaranteed gets up to that, unless one request is
  /// larger than all that can be borrowed.
  @Test func holdsItsPromises() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let parties = Int.random(in: 2...4, using: &random)
      var ledger = BudgetLedger(limit: Int.random(in: 100...5000, using: &random), parties: parties)
      var held: [(party: Int, bytes: Int)] = []
      for _ in 0..<300 {
        let party = Int.random(in: 0..<parties, using: &random)
        let bytes = Int.random(in: 1...max(1, ledger.guaranteed / 2), using: &random)
        if Bool.random(using: &random), !held.isEmpty {
          let gone = held.remove(at: Int.random(in: 0..<held.count, using: &random))
          ledger.shrink(gone.party, by: gone.bytes)
          continue
        }
        let isSure = ledger.used[party] + bytes <= ledger.guaranteed
        let isGranted = ledger.grow(party, by: bytes, own: 0)
        #expect(isGranted || !isSure, "seed \(seed)")
        if isGranted { held.append((party, bytes)) }
        #expect(
          ledger.total <= ledger.limit && ledger.total == held.reduce(0) { $0 + $1.bytes },
          "seed \(seed)"
        )
      }
    }
  }
}
