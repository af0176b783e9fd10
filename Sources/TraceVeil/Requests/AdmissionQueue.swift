/// Requests that wait for room in a budget, first come first served, bounded in number. A value.
///
/// Those that hold bytes already, as a part of their body has come, go before those that hold none: what has been begun
/// is to be finished. A body is let in by steps, and among those that have been begun who came first is first at each.
/// One whose next step would not be safe holds up nobody.
package struct AdmissionQueue: Sendable {
  package typealias ID = Int

  package struct Waiter: Sendable {
    package fileprivate(set) var id: ID = 0
    /// Asked for besides those that it has.
    package let bytes: Int
    /// Bytes that it has already.
    let held: Int
    let claim: BudgetClaim
    /// When the request came, on a clock that all of them share.
    let arrival: UInt64

    /// - Parameter arrival: By default after all others.
    package init(bytes: Int, held: Int, claim: BudgetClaim = .asked, arrival: UInt64 = .max) {
      self.bytes = bytes
      self.held = held
      self.claim = claim
      self.arrival = arrival
    }
  }

  private let limit: Int
  private var begun: [Waiter] = []
  private var new: [Waiter] = []
  private var nextID = 0

  package init(limit: Int) { self.limit = limit }

  package var count: Int { begun.count + new.count }
  var isEmpty: Bool { count == 0 }

  /// Whether somebody who asks for bytes now would overtake others.
  package func overtakes(holding held: Int, isSafe: (Waiter) -> Bool = { _ in true }) -> Bool {
    begun.contains(where: isSafe) || held == 0 && new.contains(where: isSafe)
  }

  /// - Parameter taken: All bytes that are taken of the budget.
  /// - Returns: Nil where there are too many, or where nobody could ever give way: all that is taken is held by
  ///   requests that wait for more.
  package mutating func wait(_ waiter: Waiter, of taken: Int) -> ID? {
    guard count < limit else { return nil }
    guard waiter.held == 0 || begun.reduce(waiter.held, { $0 + $1.held }) < taken else { return nil }
    defer { nextID += 1 }
    var waiter = waiter
    waiter.id = nextID
    if waiter.held > 0 {
      let place = begun.lastIndex { $0.arrival <= waiter.arrival }.map { $0 + 1 } ?? 0
      begun.insert(waiter, at: place)
    } else {
      new.append(waiter)
    }
    return nextID
  }

  /// Takes the next one out, if there is room for it. A smaller one behind it does not overtake it.
  package mutating func next(isSafe: (Waiter) -> Bool = { _ in true }, hasRoom: (Waiter) -> Bool) -> Waiter? {
    if let index = begun.firstIndex(where: isSafe) {
      return hasRoom(begun[index]) ? begun.remove(at: index) : nil
    }
    guard let index = new.firstIndex(where: isSafe), hasRoom(new[index]) else { return nil }
    return new.remove(at: index)
  }

  /// This queue without those that wait.
  package var emptied: AdmissionQueue {
    var queue = self
    (queue.begun, queue.new) = ([], [])
    return queue
  }

  /// - Returns: False when it does not wait any more.
  package mutating func remove(_ id: ID) -> Bool {
    let before = count
    begun.removeAll { $0.id == id }
    new.removeAll { $0.id == id }
    return count < before
  }
}
