import NIOCore
import TestSupport
import Testing

@testable import TraceVeil

struct DeliveryVoteTests {
  @Test("The last copy decides: any takes the best of them, all the worst")
  func decides() {
    let cases: [(DeliveryRule, [Int], Int)] = [
      (.any, [0, 4, 3], 4), (.all, [0, 5, 3], 0), (.all, [5, 5], 5), (.any, [0, 0], 0), (.all, [5, 4], 4),
      (.any, [4, 5], 5),
    ]
    for (rule, taken, delivered) in cases {
      var vote = DeliveryVote(rule: rule, items: 5, copies: taken.count)
      for one in taken.dropLast() { #expect(vote.end(taken: one) == nil) }
      let end = vote.end(taken: taken.last ?? 0)
      #expect(end?.delivered == delivered && end?.undelivered == 5 - delivered, "\(rule) \(taken)")
    }
  }

  @Test("Any: the first that has taken all decides, once; those that are away are not waited for")
  func decidesEarly() {
    var vote = DeliveryVote(rule: .any, items: 5, copies: 3)
    #expect(vote.end(taken: 4) == nil)
    #expect(vote.end(taken: 5)?.delivered == 5)
    #expect(vote.end(taken: 0) == nil)
  }

  @Test("A destination's word is not trusted to be a number of these items")
  func bounds() {
    var vote = DeliveryVote(rule: .any, items: 2, copies: 1)
    #expect(vote.end(taken: 9)?.delivered == 2)
  }
}

struct LaneAccountTests {
  @Test("Whatever happens, each item is in exactly one place", arguments: 0..<8 as Range<UInt64>)
  func balances(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var account = LaneAccount()
    var open: [(LaneAccount.ID, Int)] = []
    let request = ExportRequest.unsealed(body: .init())
    for _ in 0..<2000 {
      let items = Int.random(in: 1...5, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0, 1:
        open.append(
          (account.accept(items: items, bytes: items, of: ForwardedHeaders(), began: .zero, at: .zero), items)
        )
      case 2: account.lose(items: items, of: ForwardedHeaders(), at: .zero)
      case 3: if let one = open.randomElement(using: &random) { account.take(one.0) }
      default:
        guard let index = open.indices.randomElement(using: &random) else { continue }
        let (id, items) = open.remove(at: index)
        let results: [ExportResult] = [
          .success(rejectedItems: Int.random(in: -1...9, using: &random)), .failure(.cancelled),
          .failure(ExportError(.refused, httpStatus: 400)),
        ]
        let taken = account.settle(
          results.randomElement(using: &random) ?? .success,
          of: id,
          request,
          at: .zero
        )
        #expect((0...items).contains(taken))
      }
      #expect(account.statistics.isBalanced)
    }
    account.abandon(for: .shutDown)
    #expect(account.statistics.isBalanced)
    #expect(
      account.statistics.queued == 0 && account.statistics.inFlight == 0 && account.oldestArrival == nil
    )
  }
}
