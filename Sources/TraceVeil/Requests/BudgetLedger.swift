/// Who has how much of a byte budget, as a value.
///
/// Each party has a guaranteed minimum, half of an equal share, which is kept free for it. The rest, the other half, is
/// everybody's. So one whose destination is dead fills what it may borrow, and the others go on.
struct BudgetLedger: Sendable {
  let limit: Int
  /// Bytes that each party is sure of.
  let guaranteed: Int
  private(set) var used: [Int]

  init(limit: Int, parties: Int) {
    self.limit = limit
    used = Array(repeating: 0, count: parties)
    guaranteed = parties > 1 ? limit / (2 * parties) : limit
  }

  var total: Int { used.reduce(0, +) }

  /// - Parameters:
  ///   - bytes: More than before.
  ///   - own: What the same request has already. One that is larger than all that can be borrowed gets, when its party has
  ///     no other, what is not used now, whatever the others are sure of.
  /// - Returns: False when there is no room.
  mutating func grow(_ party: Int, by bytes: Int, own: Int) -> Bool {
    let largest = limit - guaranteed * (used.count - 1)
    let isTooLarge = used[party] == own && bytes > largest - own
    var others = 0
    for index in used.indices where index != party {
      others += isTooLarge ? used[index] : max(used[index], guaranteed)
    }
    guard bytes <= limit - others - used[party], bytes <= limit - total else { return false }
    used[party] += bytes
    return true
  }

  mutating func shrink(_ party: Int, by bytes: Int) { used[party] -= bytes }
}
