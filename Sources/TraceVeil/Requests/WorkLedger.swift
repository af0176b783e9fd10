/// Who has a share of the memory for work, and who waits for one: first come, first served. A value.
///
/// A share that is larger than all there is gets all there is. So everybody has a turn, and nothing overtakes.
struct WorkLedger: Sendable {
  let limit: Int
  private(set) var used = 0
  private var waiting: [(id: WaiterID, bytes: Int)] = []

  init(limit: Int) {
    precondition(limit > 0, "without memory nothing can be done")
    self.limit = limit
  }

  var waitingCount: Int { waiting.count }

  /// Bytes of the share of somebody who asks for so many.
  static func size(_ bytes: Int, of limit: Int) -> Int { min(max(0, bytes), limit) }

  /// - Parameter id: Waits for the bytes when there is no room.
  /// - Returns: Whether there is.
  mutating func take(_ bytes: Int, for id: WaiterID) -> Bool {
    let bytes = Self.size(bytes, of: limit)
    guard waiting.isEmpty, bytes <= limit - used else {
      waiting.append((id, bytes))
      return false
    }
    used += bytes
    return true
  }

  /// - Returns: Whose turn it is now, in their order.
  mutating func giveBack(_ bytes: Int) -> [WaiterID] {
    used -= bytes
    return next()
  }

  /// Ends a wait.
  /// - Returns: Whose turn it is now: the first one in the line may have been the one that found no room.
  mutating func leave(_ id: WaiterID) -> [WaiterID] {
    waiting.removeAll { $0.id == id }
    return next()
  }

  private mutating func next() -> [WaiterID] {
    var turns: [WaiterID] = []
    while let first = waiting.first, first.bytes <= limit - used {
      used += first.bytes
      turns.append(first.id)
      waiting.removeFirst()
    }
    return turns
  }
}
