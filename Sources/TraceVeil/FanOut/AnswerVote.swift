/// What the sender of a request with several destinations is told, as a value: the answers of the destinations to their copies, as
/// they come, by the rule.
///
/// By `any` the first that takes something of it answers for all. If none does, it may be sent again as long as one may still take
/// it. By `all` the worst counts, and it may be sent again as long as one has not answered for good: who has it gets it twice
/// then, but nobody misses it.
struct AnswerVote: Sendable {
  private let rule: DeliveryRule
  private let items: Int
  private var left: Int
  private var answers: [RequestEnding] = []
  private var isDecided = false

  /// - Parameter copies: Above zero.
  init(rule: DeliveryRule, items: Int, copies: Int) {
    self.rule = rule
    self.items = items
    left = copies
  }

  /// A copy has come to its end.
  /// - Returns: What the sender is told, once that is known.
  mutating func end(_ answer: RequestEnding) -> RequestEnding? {
    guard !isDecided else { return nil }
    left -= 1
    if rule == .any, case .taken(let rejected) = answer, rejected < items {
      isDecided = true
      return answer
    }
    answers.append(answer)
    guard left == 0 else { return nil }
    isDecided = true
    guard !answers.contains(.notTaken) else { return .notTaken }
    return rule == .all ? answers.max(by: Self.isBetter) : answers.min(by: Self.isBetter)
  }

  /// What takes more is better, and any refusal is worse. Of refusals, the one with the larger status is, or without any: which of
  /// them came first must not matter.
  private static func isBetter(_ one: RequestEnding, _ other: RequestEnding) -> Bool {
    switch (one, other) {
    case (.taken(let rejected), .taken(let others)): rejected < others
    case (.taken, _): true
    case (_, .taken): false
    case (.refused(let status), .refused(let others)): (status ?? .max) < (others ?? .max)
    case (.refused, .notTaken): true
    case (.notTaken, _): false
    }
  }
}
