import Synchronization

/// What has become of requests that had several destinations, in items, as a value.
struct DeliveryTotals: Sendable, Hashable {
  /// Handed to the destinations.
  var handed = 0
  var delivered = 0
  var undelivered = 0

  /// Items that have not come to their end.
  var open: Int { handed - delivered - undelivered }
}

/// The shell of ``DeliveryTotals``, which all that hand over for one signal share. Safe on any thread.
final class DeliveryCounter: Sendable {
  private let counts = Mutex(DeliveryTotals())

  var totals: DeliveryTotals { counts.withLock { $0 } }

  func add(_ change: (inout DeliveryTotals) -> Void) { counts.withLock { change(&$0) } }
}

/// The copies of one request, as a value: it ends with the last of them, or with what decides it before.
struct DeliveryVote: Sendable {
  private let rule: DeliveryRule
  private let items: Int
  private var left: Int
  private var delivered: Int
  private var isDecided = false

  /// - Parameter copies: Above zero.
  init(rule: DeliveryRule, items: Int, copies: Int) {
    self.rule = rule
    self.items = items
    left = copies
    delivered = rule == .all ? items : 0
  }

  /// A copy has come to its end.
  /// - Parameter taken: Items of it that its destination took.
  /// - Returns: Items that count as delivered, and those that do not, once that is known: by `any`, one destination that has
  ///   taken all is enough, and those that are away may be so for long.
  mutating func end(taken: Int) -> (delivered: Int, undelivered: Int)? {
    let taken = min(max(0, taken), items)
    delivered = rule == .all ? min(delivered, taken) : max(delivered, taken)
    left -= 1
    guard !isDecided, left == 0 || rule == .any && delivered == items else { return nil }
    isDecided = true
    return (delivered, items - delivered)
  }
}

/// The shell of a ``DeliveryVote`` and an ``AnswerVote``, which the copies share. Safe on any thread.
final class DeliveryTally: Sendable {
  private struct Votes {
    var items: DeliveryVote
    var answer: AnswerVote
  }

  private let votes: Mutex<Votes>
  private let sender: WaitingSender?
  private let ended: @Sendable (_ delivered: Int, _ undelivered: Int) -> Void

  /// - Parameters:
  ///   - copies: Above zero.
  ///   - sender: Who waits for the answers of the destinations; nil where it has its own already.
  ///   - ended: Called once, with items.
  init(
    rule: DeliveryRule,
    items: Int,
    copies: Int,
    sender: WaitingSender?,
    ended: @escaping @Sendable (_ delivered: Int, _ undelivered: Int) -> Void
  ) {
    votes = Mutex(
      Votes(
        items: DeliveryVote(rule: rule, items: items, copies: copies),
        answer: AnswerVote(rule: rule, items: items, copies: copies)
      )
    )
    self.sender = sender
    self.ended = ended
  }

  /// A copy has come to its end. - Parameter taken: Items of it that its destination took.
  func end(taken: Int, _ ending: RequestEnding) {
    let (known, answer) = votes.withLock { ($0.items.end(taken: taken), $0.answer.end(ending)) }
    if let (delivered, undelivered) = known { ended(delivered, undelivered) }
    if let answer { sender?.tell(answer) }
  }
}
