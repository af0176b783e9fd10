import TestSupport
import Testing

@testable import TraceVeil

struct AnswerVoteTests {
  private static let items = 5

  private static let all: [RequestEnding] = [
    .taken(rejectedItems: 0), .taken(rejectedItems: 2), .taken(rejectedItems: items), .refused(status: nil),
    .refused(status: 400), .refused(status: 413), .notTaken,
  ]

  /// - Returns: What each answer, and the last, made known.
  private func told(_ rule: DeliveryRule, _ answers: [RequestEnding]) -> [RequestEnding?] {
    var vote = AnswerVote(rule: rule, items: Self.items, copies: answers.count)
    return answers.map { vote.end($0) }
  }

  @Test("Any: the first that takes something answers for all, at once; the others change nothing")
  func anyTaken() {
    let some = RequestEnding.taken(rejectedItems: 2)
    #expect(told(.any, [.notTaken, some, .taken(rejectedItems: 0)]) == [nil, some, nil])
    #expect(
      told(.any, [.taken(rejectedItems: 0), .refused(status: 400)]) == [.taken(rejectedItems: 0), nil]
    )
    let none = RequestEnding.taken(rejectedItems: Self.items)
    #expect(told(.any, [none, some]) == [nil, some])
  }

  @Test(
    "Any: where none takes anything, it may be sent again if one may still take it; otherwise the best of them counts"
  )
  func anyRefused() {
    let none = RequestEnding.taken(rejectedItems: Self.items)
    let cases: [([RequestEnding], RequestEnding)] = [
      ([.refused(status: 400), .notTaken], .notTaken), ([.notTaken, .notTaken], .notTaken),
      ([none, .notTaken], .notTaken),
      ([.refused(status: 413), .refused(status: 400)], .refused(status: 400)),
      ([.refused(status: nil), .refused(status: 500)], .refused(status: 500)),
      ([.refused(status: 400), none], none),
    ]
    for (answers, answer) in cases {
      #expect(told(.any, answers) == [nil, answer], "\(answers)")
      #expect(told(.any, answers.reversed()) == [nil, answer], "\(answers)")
    }
  }

  @Test(
    "All: the worst counts, once all are known, and it may be sent again as long as one may still take it"
  )
  func allOfThem() {
    let cases: [([RequestEnding], RequestEnding)] = [
      ([.taken(rejectedItems: 0), .taken(rejectedItems: 0)], .taken(rejectedItems: 0)),
      ([.taken(rejectedItems: 1), .taken(rejectedItems: 2)], .taken(rejectedItems: 2)),
      ([.taken(rejectedItems: 0), .refused(status: 400)], .refused(status: 400)),
      ([.refused(status: 400), .refused(status: 413)], .refused(status: 413)),
      ([.refused(status: 400), .notTaken], .notTaken), ([.taken(rejectedItems: 0), .notTaken], .notTaken),
    ]
    for (answers, answer) in cases {
      #expect(told(.all, answers) == [nil, answer], "\(answers)")
      #expect(told(.all, answers.reversed()) == [nil, answer], "\(answers)")
    }
  }

  @Test(
    "Whatever they say, in whatever order: one answer, and by all the same one",
    arguments: DeliveryRule.allCases
  )
  func once(_ rule: DeliveryRule) {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let answers = (0..<Int.random(in: 1...6, using: &random)).compactMap { _ in
        Self.all.randomElement(using: &random)
      }
      let known = told(rule, answers).compactMap(\.self)
      #expect(known.count == 1, "seed \(seed)")
      let others = told(rule, answers.shuffled(using: &random)).compactMap(\.self)
      if rule == .all { #expect(known == others, "seed \(seed)") }
      let isTaken = answers.contains {
        if case .taken(let rejected) = $0 { rejected < Self.items } else { false }
      }
      if rule == .any {
        // Whoever has some of it has answered 200.
        let isAccepted = known.first.map {
          if case .taken(let rejected) = $0 { rejected < Self.items } else { false }
        }
        #expect(isAccepted == isTaken, "seed \(seed)")
      }
    }
  }
}
