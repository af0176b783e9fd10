/// Who has how much of a byte budget, as a value.
///
/// Each party has a guaranteed minimum, half of an equal share, which is kept free for it. The other half is for all.
/// So a party whose destination is down fills what it may borrow, and the others go on. The guaranteed bytes may be
/// less than one request of a party. So a party's only request may also use half of what is kept free for others.
///
/// Requests reserve bytes in steps, and an incomplete request gives nothing back. Requests that have begun must not
/// take all room and wait for each other. So a step is safe only if there would be room for all of the request beside
/// what other incomplete requests hold. Then the request that got the last step can be completed when all complete
/// ones have left, and after it the one that got the step before. A declared size delays only the request itself.
struct BudgetLedger: Sendable {
  /// One part in this many of what a party can have is given without regard to what a request will need, because
  /// every request begins small.
  private static let carefreePart = 8

  let limit: Int
  /// Bytes that each party is sure of.
  private(set) var guaranteed: Int
  private(set) var used: [Int]
  /// Those of `used` that incomplete requests hold.
  private(set) var partial: [Int]
  /// Which of the places have a party. The others are sure of nothing.
  private var isTaken: [Bool]

  init(limit: Int, parties: Int) {
    self.limit = limit
    used = Array(repeating: 0, count: parties)
    partial = used
    isTaken = Array(repeating: true, count: parties)
    guaranteed = 0
    share()
  }

  /// One party more, sure of as much as each of the others is from here on.
  /// - Returns: Its place: one that a former party has left empty, or a new one.
  mutating func add() -> Int {
    let place = used.indices.first { !isTaken[$0] && used[$0] == 0 } ?? used.count
    if place == used.count {
      used.append(0)
      partial.append(0)
      isTaken.append(true)
    }
    isTaken[place] = true
    share()
    return place
  }

  /// A party has gone. What it still has goes back as it would have.
  mutating func remove(_ place: Int) {
    isTaken[place] = false
    share()
  }

  private var parties: Int { isTaken.count { $0 } }

  private mutating func share() { guaranteed = parties > 1 ? limit / (2 * parties) : limit }

  var total: Int { used.reduce(0, +) }

  /// The most that a party can have when the others have no more than their guaranteed bytes.
  private var largest: Int { limit - guaranteed * (parties - 1) }

  /// - Parameters:
  ///   - bytes: More than before.
  ///   - own: What the same request has already. One that is larger than all that can be borrowed gets, when its party has
  ///     no other, what is not used now, whatever the others are sure of.
  /// - Returns: False when there is no room.
  mutating func grow(_ party: Int, by bytes: Int, own: Int) -> Bool {
    let isOnly = used[party] == own
    let kept = !isOnly ? guaranteed : bytes > largest - own ? 0 : guaranteed / 2
    let others = held(besides: party, of: used, keeping: kept)
    guard bytes <= limit - others - used[party], bytes <= limit - total else { return false }
    used[party] += bytes
    partial[party] += bytes
    return true
  }

  /// Whether a request can become whole after this step, if all others that are not whole stay as they are.
  func isSafe(_ party: Int, by bytes: Int, own: Int, _ claim: BudgetClaim) -> Bool {
    if bytes <= largest / Self.carefreePart - partial[party] { return true }
    let beside = max(partial[party] - own, 0)
    let needed =
      switch claim {
      case .asked: own + bytes
      case .total(let total): max(total, own + bytes)
      case .unknown: max(largest / 2, own + bytes)
      }
    let others = held(besides: party, of: partial, keeping: beside == 0 && needed > largest ? 0 : guaranteed)
    return needed <= limit - others - beside
  }

  /// - Parameter kept: What each of the others is to be able to have, at least.
  private func held(besides party: Int, of bytes: [Int], keeping kept: Int) -> Int {
    var others = 0
    for index in bytes.indices where index != party { others += max(bytes[index], isTaken[index] ? kept : 0) }
    return others
  }

  /// - Parameter isWhole: Whether that has been told with ``complete(_:_:)``.
  mutating func shrink(_ party: Int, by bytes: Int, isWhole: Bool = false) {
    used[party] -= bytes
    if !isWhole { partial[party] -= bytes }
  }

  /// A request with so many bytes is whole, and gives them back without getting more.
  mutating func complete(_ party: Int, _ bytes: Int) { partial[party] -= bytes }
}
