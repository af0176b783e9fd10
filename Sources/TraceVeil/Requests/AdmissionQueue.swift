/// Requests that wait for room in a budget, first come first served, bounded in number. A value.
///
/// Those that hold bytes already, as a part of their body has come, go before those that hold none: what has been begun
/// is to be finished. A body is let in by steps, and among those that have been begun who came first is first at each.
struct AdmissionQueue: Sendable {
  typealias ID = Int

  private struct Waiter: Sendable {
    var id: ID
    var bytes: Int
    /// Bytes that it has already.
    var held: Int
    /// When the request came, on a clock that all of them share.
    var arrival: UInt64
  }

  private let limit: Int
  private var begun: [Waiter] = []
  private var new: [Waiter] = []
  private var nextID = 0

  init(limit: Int) { self.limit = limit }

  var count: Int { begun.count + new.count }
  var isEmpty: Bool { count == 0 }

  /// Whether somebody who asks for bytes now would overtake others.
  func overtakes(holding held: Int) -> Bool { !begun.isEmpty || held == 0 && !new.isEmpty }

  /// - Parameters:
  ///   - arrival: When the request came; by default after all others.
  ///   - taken: All bytes that are taken of the budget.
  /// - Returns: Nil where there are too many, or where nobody could ever give way: all that is taken is held by
  ///   requests that wait for more.
  mutating func wait(for bytes: Int, holding held: Int, since arrival: UInt64 = .max, of taken: Int) -> ID? {
    guard count < limit else { return nil }
    guard held == 0 || begun.reduce(held, { $0 + $1.held }) < taken else { return nil }
    defer { nextID += 1 }
    let waiter = Waiter(id: nextID, bytes: bytes, held: held, arrival: arrival)
    if held > 0 {
      let place = begun.lastIndex { $0.arrival <= arrival }.map { $0 + 1 } ?? 0
      begun.insert(waiter, at: place)
    } else {
      new.append(waiter)
    }
    return nextID
  }

  /// Takes the next one out, if there is room for it. A smaller one behind it does not overtake it.
  ///
  /// - Parameter hasRoom: For so many bytes of one who holds so many already.
  mutating func next(hasRoom: (_ bytes: Int, _ held: Int) -> Bool) -> (id: ID, bytes: Int)? {
    guard let first = begun.first ?? new.first, hasRoom(first.bytes, first.held) else { return nil }
    if begun.isEmpty { new.removeFirst() } else { begun.removeFirst() }
    return (first.id, first.bytes)
  }

  /// - Returns: False when it does not wait any more.
  mutating func remove(_ id: ID) -> Bool {
    let before = count
    begun.removeAll { $0.id == id }
    new.removeAll { $0.id == id }
    return count < before
  }
}
