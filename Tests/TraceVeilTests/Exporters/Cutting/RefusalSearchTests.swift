import TestSupport
import Testing

@testable import TraceVeil

/// The search for refused items as a value, against destinations that are values, too.
@Suite struct RefusalSearchTests {
  /// What a search came to.
  private struct Outcome {
    var sent: [Range<Int>] = []
    var delivered: [Int] = []
    var givenUp = 0
    var isHopeless = false
  }

  /// Runs a search to its end. - Parameter answer: Nil when the destination takes the part.
  private func run(
    _ items: Int,
    costs: [Int]? = nil,
    senders: [Int] = [],
    allowance: Int = .max,
    first: RefusalSearch.Refusal = .content,
    _ answer: (Range<Int>) -> RefusalSearch.Refusal?
  ) -> Outcome {
    var outcome = Outcome()
    var search = RefusalSearch(
      costs: costs ?? Array(repeating: 1, count: items),
      senders: senders,
      allowance: allowance
    )
    outcome.givenUp += search.refused(for: first).reduce(0) { $0 + $1.count }
    while let part = search.next() {
      outcome.sent.append(part)
      if let refusal = answer(part) {
        outcome.givenUp += search.refused(for: refusal).reduce(0) { $0 + $1.count }
      } else {
        search.delivered()
        outcome.delivered += part
      }
    }
    outcome.isHopeless = search.isHopeless
    return outcome
  }

  private func steps(_ items: Int) -> Int { items < 2 ? 0 : Int.bitWidth - (items - 1).leadingZeroBitCount }

  @Test(arguments: [1, 2, 3, 7, 8, 50, 64, 100])
  func findsOneItemWhereverItIs(items: Int) {
    for bad in 0..<items {
      let outcome = run(items) { $0.contains(bad) ? .content : nil }
      #expect(outcome.delivered.sorted() == (0..<items).filter { $0 != bad })
      #expect(outcome.givenUp == 1)
      #expect(items == 1 || outcome.sent.contains(bad..<bad + 1), "it was not refused alone")
      #expect(outcome.sent.count <= steps(items) + 2)
    }
  }

  /// Each item is delivered once or given up once, and the work is bounded, whatever is refused.
  @Test func losesNothingAndSendsNothingTwice() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let items = Int.random(in: 1...300, using: &random)
      let bad = Set(
        (0..<Int.random(in: 1...10, using: &random)).map { _ in Int.random(in: 0..<items, using: &random) }
      )
      let senders = (0..<Int.random(in: 0...100, using: &random)).map { _ in
        Int.random(in: 0...items, using: &random)
      }
      .sorted()
      let outcome = run(items, senders: senders) { $0.contains(where: bad.contains) ? .content : nil }
      #expect(outcome.delivered.sorted() == (0..<items).filter { !bad.contains($0) }, "seed \(seed)")
      #expect(outcome.givenUp == bad.count, "seed \(seed)")
      let first = min(RefusalSearch.maximumSenders, Set(senders).count + 1)
      let groups = Set(senders).count >= RefusalSearch.maximumSenders ? 2 * bad.count : 0
      #expect(outcome.sent.count <= first + groups + bad.count * (steps(items) + 2), "seed \(seed)")
    }
  }

  @Test func whereAllIsRefusedEachIsSentOnce() {
    let outcome = run(100, senders: [50]) { $0.contains { $0 < 50 } ? .content : nil }
    #expect(outcome.givenUp == 50 && outcome.delivered.count == 50)
    #expect(outcome.sent.count <= 2 + 6 + 50)
  }

  @Test func eachSenderStandsAloneAfterOneStep() {
    let senders = (1...20).map { $0 * 50 }
    let outcome = run(1000, senders: senders) { $0.contains(371) ? .content : nil }
    #expect(Array(outcome.sent.prefix(7)) == (0..<7).map { $0 * 50..<$0 * 50 + 50 } || !outcome.sent.isEmpty)
    for sender in 0..<20 where sender != 7 {
      #expect(outcome.sent.contains(sender * 50..<sender * 50 + 50), "sender \(sender) was not sent alone")
    }
    #expect(outcome.delivered.count == 999 && outcome.givenUp == 1)
    #expect(outcome.sent.count <= 20 + 8)
  }

  @Test func manySendersStandInGroupsFirst() {
    let outcome = run(1000, senders: Array(1...1000)) { $0.contains(500) ? .content : nil }
    #expect(outcome.delivered.count == 999)
    #expect(outcome.sent.count <= RefusalSearch.maximumSenders + 1000 / RefusalSearch.maximumSenders + 1)
  }

  @Test func cutsByBytes() {
    // One that is too large for itself, and others that fit together.
    let costs = (0..<40).map { $0 == 33 ? 500 : 10 }
    let outcome = run(40, costs: costs, first: .size) { part in
      part.reduce(0) { $0 + costs[$1] } > 100 ? .size : nil
    }
    #expect(outcome.delivered.sorted() == (0..<40).filter { $0 != 33 })
    #expect(outcome.givenUp == 1)
    #expect(outcome.sent.count < 20)
  }

  @Test func sendsNothingThatIsKnownToBeTooLarge() {
    var search = RefusalSearch(costs: Array(repeating: 10, count: 64), senders: [], allowance: .max)
    #expect(search.refused(for: .size).isEmpty)
    var sent: [Range<Int>] = []
    while let part = search.next(limit: 100) {
      sent.append(part)
      search.delivered()
    }
    #expect(sent.allSatisfy { $0.count <= 10 } && sent.map(\.count).reduce(0, +) == 64)
  }

  @Test func cutsForSizeBetweenSenders() {
    let outcome = run(10, senders: [6, 10], first: .size) { _ in nil }
    #expect(outcome.sent == [0..<6, 6..<10])
  }

  /// Those that come first are each too large.
  @Test(arguments: [8, 60, 100, 400])
  func sendersOfItemsThatAreTooLargeCostNoOther(bad: Int) {
    let costs = Array(repeating: 500, count: bad) + Array(repeating: 10, count: 100)
    let fits = { (part: Range<Int>) in part.reduce(0) { $0 + costs[$1] } <= 200 }
    for senders in [[], Array(1...bad) + (1...20).map { bad + 5 * $0 }, [bad / 2, bad, bad + 50]] {
      let outcome = run(bad + 100, costs: costs, senders: senders, allowance: 64, first: .size) { part in
        fits(part) ? nil : .size
      }
      #expect(outcome.delivered.sorted() == Array(bad..<bad + 100) && outcome.givenUp == bad)
      #expect(outcome.sent.count <= 2 * bad + RefusalSearch.maximumSenders + 100, "\(outcome.sent.count)")
    }
  }

  @Test func whereAllIsTooLargeTheWorkIsBounded() {
    let outcome = run(5000, senders: Array(1...5000), allowance: 64, first: .size) { _ in .size }
    #expect(outcome.givenUp == 5000 && outcome.isHopeless)
    #expect(outcome.sent.count < 2 * 64 + RefusalSearch.sizeSteps)
  }

  @Test func doesNotGiveUpWhatIsRefusedOnlyTogether() {
    let outcome = run(100) { $0.count > 30 ? .content : nil }
    #expect(outcome.delivered.sorted() == Array(0..<100) && outcome.givenUp == 0)
  }

  @Test func givesUpWhereNothingIsTaken() {
    let outcome = run(10_000, senders: Array(1...10_000), allowance: 16) { _ in .content }
    #expect(outcome.givenUp == 10_000 && outcome.isHopeless && outcome.sent.count == 16 + 15)
  }

  @Test(arguments: [1, 64, 65, 1000])
  func aSenderOfNothingButRefusedItemsCostsNoOther(bad: Int) {
    for senders in [[bad], [bad, bad + 1, bad + 2, bad + 10], Array(bad...bad + 200)] {
      let items = bad + 201
      let outcome = run(items, senders: senders, allowance: 64) { $0.lowerBound < bad ? .content : nil }
      #expect(
        outcome.delivered.sorted() == Array(bad..<items) && outcome.givenUp == bad && !outcome.isHopeless
      )
      #expect(outcome.sent.count <= RefusalSearch.maximumSenders + bad + 2 * steps(items))
    }
  }

  @Test func manySendersOfRefusedItemsCostNoOther() {
    // In 64 groups, each with a sender of nothing but refused items.
    let senders = (1...256).map { $0 * 20 }
    let isBad = { (item: Int) in item / 20 % 4 == 0 }
    let outcome = run(5120, senders: senders, allowance: 64) { $0.contains(where: isBad) ? .content : nil }
    #expect(outcome.delivered.sorted() == (0..<5120).filter { !isBad($0) } && outcome.givenUp == 1280)
  }

  /// Those that come first say nothing of the others.
  @Test(arguments: [0..<300, 200..<500, 30..<470])
  func manyRefusedItemsInARowCostNoOther(bad: Range<Int>) {
    let outcome = run(500, allowance: 64) { part in bad.overlaps(part) ? .content : nil }
    #expect(outcome.delivered.sorted() == (0..<500).filter { !bad.contains($0) })
    #expect(outcome.givenUp == bad.count && !outcome.isHopeless)
  }

  @Test func spreadTriesLoseNothingAndSendNothingTwice() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      // One alone was refused alone before.
      let items = Int.random(in: 2...400, using: &random)
      let isGood = (0..<items).map { _ in Int.random(in: 0..<4, using: &random) == 0 }
      let senders = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        Int.random(in: 0...items, using: &random)
      }
      let outcome = run(items, senders: senders.sorted(), allowance: 32) { part in
        part.allSatisfy { isGood[$0] } ? nil : .content
      }
      #expect(outcome.delivered.count + outcome.givenUp == items, "seed \(seed)")
      #expect(Set(outcome.delivered).count == outcome.delivered.count, "seed \(seed)")
      if !outcome.isHopeless {
        #expect(outcome.delivered.sorted() == (0..<items).filter { isGood[$0] }, "seed \(seed)")
      }
    }
  }

  @Test func goesOnWhereOthersAreTaken() {
    let outcome = run(256, allowance: 16) { $0.contains { $0 % 2 == 1 } ? .content : nil }
    #expect(outcome.givenUp == 128 && outcome.delivered.count == 128 && !outcome.isHopeless)
  }

  @Test func aPartThatFailsOtherwiseIsNotCut() {
    var search = RefusalSearch(costs: Array(repeating: 1, count: 8), senders: [], allowance: .max)
    _ = search.refused(for: .content)
    #expect(search.next() == 0..<4)
    search.ended()
    #expect(search.next() == 4..<8)
    search.delivered()
    #expect(search.next() == nil)
  }
}
