import Synchronization

/// A bound on the bytes of several stores together. Each store has a reserved share, half of an equal part, and
/// borrows what the others do not use. So a store whose destination is down cannot fill all of it. Safe on any
/// thread.
package final class DiskSpace: Sendable {
  package let limit: Int
  let stores: Int
  /// The reserved bytes of each store.
  private let sure: Int
  private let bytes: Mutex<[Int]>

  /// - Parameter stores: How many there are.
  package init(limit: Int, stores: Int = 1) {
    precondition(stores > 0, "there is a store at least")
    self.limit = limit
    self.stores = stores
    sure = stores > 1 ? limit / 2 / stores : 0
    bytes = Mutex(Array(repeating: 0, count: stores))
  }

  package var used: Int { bytes.withLock { $0.reduce(0, +) } }

  func used(by store: Int) -> Int { bytes.withLock { $0[store] } }

  func hasRoom(for count: Int, in store: Int) -> Bool {
    bytes.withLock { hasRoom(for: count, in: store, $0) }
  }

  /// - Returns: False when there is no room.
  func take(_ count: Int, for store: Int) -> Bool {
    bytes.withLock { bytes in
      guard hasRoom(for: count, in: store, bytes) else { return false }
      bytes[store] += count
      return true
    }
  }

  private func hasRoom(for count: Int, in store: Int, _ bytes: [Int]) -> Bool {
    var taken = bytes[store] + count
    for (other, bytes) in bytes.enumerated() where other != store { taken += max(bytes, sure) }
    return taken <= limit
  }

  /// Adds bytes that exist already, whatever the limit is now.
  func add(_ count: Int, for store: Int) { bytes.withLock { $0[store] += count } }

  func giveBack(_ count: Int, of store: Int) { bytes.withLock { $0[store] -= count } }
}
