import TestSupport
import Testing

@testable import TraceVeil

@Suite struct ExportPlacesTests {
  private let nobody = ForwardedHeaders([(HopCount.header, "1")])
  private func tenant(_ number: Int) -> ForwardedHeaders {
    ForwardedHeaders([(HopCount.header, "1"), ("tenant", "\(number)")])
  }

  private func ask(
    _ places: inout ExportPlaces,
    _ ticket: UInt64,
    _ partition: ForwardedHeaders
  ) -> ExportPlaces.Answer {
    places.ask(WaiterID(value: ticket), for: partition)
  }

  @Test func aTenantLeavesOneToOthers() {
    var places = ExportPlaces(limit: 4)
    let first = (0..<5).map { ask(&places, $0, tenant(1)) }
    #expect(first[..<3] == [.admitted, .admitted, .admitted])
    #expect(first[3...] == [.waits(isBarred: true), .waits(isBarred: true)])
    #expect(ask(&places, 5, tenant(2)) == .admitted)
    #expect(ask(&places, 6, tenant(2)) == .waits(isBarred: false), "it waits for anybody's")
    #expect(places.leave(tenant(1)).isEmpty, "the last one is not for who has one")
    #expect(places.leave(tenant(2)) == [WaiterID(value: 6)], "who has fewest goes first")
    #expect(ask(&places, 7, tenant(3)) == .admitted)
  }

  @Test func withoutTenantsAllAreTheirs() {
    var places = ExportPlaces(limit: 3)
    #expect((0..<3).map { ask(&places, $0, nobody) } == [.admitted, .admitted, .admitted])
    #expect(ask(&places, 3, nobody) == .waits(isBarred: false))
    #expect(ask(&places, 4, tenant(1)) == .waits(isBarred: false))
    #expect(places.leave(nobody) == [WaiterID(value: 4)], "who has none goes first")
    #expect(places.leave(nobody).isEmpty, "there is a rival now")
    #expect(places.leave(nobody) == [WaiterID(value: 3)])
  }

  @Test func aRivalThatHasGoneIsForgotten() {
    var places = ExportPlaces(limit: 2)
    #expect(ask(&places, 0, tenant(1)) == .admitted)
    _ = places.leave(tenant(1))
    for number in 1...UInt64(ExportPlaces.forgetting) {
      #expect(ask(&places, number, nobody) == .admitted)
      _ = places.leave(nobody)
    }
    #expect(ask(&places, 5000, nobody) == .admitted)
    #expect(ask(&places, 5001, nobody) == .admitted)
  }

  @Test func ofTwoATenantHasBothUntilAnotherComes() {
    var places = ExportPlaces(limit: 2)
    #expect((0..<2).map { ask(&places, $0, tenant(1)) } == [.admitted, .admitted])
    #expect(ask(&places, 2, tenant(2)) == .waits(isBarred: false))
    #expect(ask(&places, 3, tenant(1)) == .waits(isBarred: true))
    #expect(places.leave(tenant(1)) == [WaiterID(value: 2)])
  }

  @Test func oneIsForWhoeverComes() {
    var places = ExportPlaces(limit: 1)
    #expect(ask(&places, 0, tenant(1)) == .admitted)
    #expect(ask(&places, 1, tenant(1)) == .waits(isBarred: false))
    #expect(ask(&places, 2, tenant(2)) == .waits(isBarred: false))
    #expect(places.giveUp(WaiterID(value: 1)).isEmpty)
    #expect(places.leave(tenant(1)) == [WaiterID(value: 2)])
  }

  @Test func thoseWithoutAnAnswerShareHalf() {
    var places = ExportPlaces(limit: 4)
    for number in 4...5 { _ = places.note(tenant(number), isAnswered: true) }
    for number in 1...3 {
      #expect(ask(&places, UInt64(number), tenant(number)) == .admitted)
      #expect(places.note(tenant(number), isAnswered: false).isEmpty)
      _ = places.leave(tenant(number))
    }
    #expect(ask(&places, 4, tenant(1)) == .admitted)
    #expect(ask(&places, 5, tenant(2)) == .admitted)
    #expect(ask(&places, 6, tenant(3)) == .waits(isBarred: true), "others need not wait for it")
    #expect(ask(&places, 7, tenant(4)) == .admitted)
    #expect(ask(&places, 8, tenant(5)) == .admitted)
    #expect(places.leave(tenant(4)).isEmpty)
    #expect(places.note(tenant(1), isAnswered: false).isEmpty)
    #expect(places.leave(tenant(1)) == [WaiterID(value: 6)])
    #expect(ask(&places, 9, tenant(1)) == .waits(isBarred: true))
    #expect(
      places.note(tenant(1), isAnswered: true) == [WaiterID(value: 9)],
      "it has no share in that half any more"
    )
  }

  @Test func oneIsForThoseThatHaveHadAnAnswer() {
    var places = ExportPlaces(limit: 4)
    #expect(places.note(tenant(0), isAnswered: true).isEmpty)
    #expect((1...3).map { ask(&places, UInt64($0), tenant($0)) } == [.admitted, .admitted, .admitted])
    #expect(ask(&places, 4, tenant(4)) == .waits(isBarred: true))
    #expect(ask(&places, 5, tenant(0)) == .admitted)
    #expect(places.leave(tenant(0)).isEmpty)
    #expect(places.note(tenant(1), isAnswered: true) == [WaiterID(value: 4)])
  }

  @Test func ofAPartitionThatIsAnsweredABoundedNumberWaitsAside() {
    var places = ExportPlaces(limit: 4)
    for number in 0..<3 { #expect(ask(&places, UInt64(number), tenant(1)) == .admitted) }
    for number in 0..<ExportPlaces.maximumAside {
      #expect(ask(&places, UInt64(10 + number), tenant(1)) == .waits(isBarred: true))
    }
    #expect(ask(&places, 5000, tenant(1)) == .waits(isBarred: false))
    // Others are not told by that, and those without an answer have no such bound.
    _ = places.note(tenant(1), isAnswered: false)
    #expect(ask(&places, 5001, tenant(1)) == .waits(isBarred: true))
  }

  @Test func oneOfTwoIsForThoseWithoutAnAnswer() {
    for limit in [1, 2, 3] {
      var places = ExportPlaces(limit: limit)
      for number in 1...2 { _ = places.note(tenant(number), isAnswered: false) }
      #expect(ask(&places, 1, tenant(1)) == .admitted)
      #expect(ask(&places, 2, tenant(2)) == .waits(isBarred: true))
      #expect(places.leave(tenant(1)) == [WaiterID(value: 2)])
    }
  }

  /// Whatever happens: the limit holds, no tenant has all places, those without an answer get at most half of them, nobody
  /// waits for a place that it may have, and of one partition who asked first is let in first.
  @Test func holdsItsPromises() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let limit = [1, 3, 4, 5, 6].randomElement(using: &random) ?? 1
      var places = ExportPlaces(limit: limit)
      var (held, waiting): ([Int: Int], [(ticket: UInt64, tenant: Int)]) = ([:], [])
      var (answered, unanswered): (Set<Int>, Set<Int>) = ([], [])
      func hasRoom(_ tenant: Int) -> Bool {
        let silent = unanswered.reduce(0) { $0 + held[$1, default: 0] }
        let others = held.reduce(0) { answered.contains($1.key) ? $0 : $0 + $1.value }
        return unanswered.isEmpty && answered.isEmpty || answered.contains(tenant)
          || others < max(1, limit - 1) && (!unanswered.contains(tenant) || silent < max(1, limit / 2))
      }
      func admit(_ tickets: [WaiterID]) {
        for ticket in tickets {
          guard let index = waiting.firstIndex(where: { $0.ticket == ticket.value }) else {
            Issue.record("nobody waits with this ticket, seed \(seed)")
            continue
          }
          let one = waiting.remove(at: index)
          #expect(hasRoom(one.tenant), "seed \(seed)")
          #expect(!waiting[..<index].contains { $0.tenant == one.tenant }, "out of turn, seed \(seed)")
          held[one.tenant, default: 0] += 1
        }
      }
      for ticket in 0..<UInt64(300) {
        let one = Int.random(in: 0..<4, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 5:
          #expect(places.note(tenant(one), isAnswered: false).isEmpty, "seed \(seed)")
          unanswered.insert(one)
          answered.remove(one)
        case 6:
          unanswered.remove(one)
          answered.insert(one)
          admit(places.note(tenant(one), isAnswered: true))
        case 0..<3:
          if ask(&places, ticket, tenant(one)) == .admitted {
            held[one, default: 0] += 1
          } else {
            waiting.append((ticket, one))
          }
        case 3 where held[one, default: 0] > 0:
          held[one, default: 0] -= 1
          admit(places.leave(tenant(one)))
        default:
          guard let gone = waiting.randomElement(using: &random) else { continue }
          waiting.removeAll { $0.ticket == gone.ticket }
          admit(places.giveUp(WaiterID(value: gone.ticket)))
        }
        let total = held.values.reduce(0, +)
        let most = max(1, limit - 1)
        #expect(total <= limit && held.values.allSatisfy { $0 <= most }, "seed \(seed)")
        #expect(places.free == limit - total && places.waitingCount == waiting.count, "seed \(seed)")
        if total < limit {
          let mayEnter = waiting.filter { one in
            let has = held[one.tenant, default: 0]
            guard has == 0 || has < most && total < limit - 1 else { return false }
            return hasRoom(one.tenant)
          }
          #expect(mayEnter.isEmpty, "seed \(seed)")
        }
      }
    }
  }
}
