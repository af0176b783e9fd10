/// Requests that wait for room in a budget, first come first served, bounded in number. A value.
///
/// Those that hold bytes already, as a part of their body has come, go before those that hold none: what has been begun
/// is to be finished.
struct AdmissionQueue: Sendable {
  typealias ID = Int

  private struct Waiter: Sendable {
    var id: ID
    var bytes: Int
    /// Bytes that it has already.
    var held: Int
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

  /// - Parameter taken: All bytes that are taken of the budget.
  /// - Returns: Nil where there are too many, or where nobody could ever give way: all that is taken is held by
  ///   requests that wait for more.
  mutating func wait(for bytes: Int, holding held: Int, of taken: Int) -> ID? {
    guard count < limit else { return nil }
    guard held == 0 || begun.reduce(held, { $0 + $1.held }) < taken else { return nil }
    defer { nextID += 1 }
    let waiter = Waiter(id: nextID, bytes: bytes, held: held)
    if held > 0 { begun.append(waiter) } else { new.append(waiter) }
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
