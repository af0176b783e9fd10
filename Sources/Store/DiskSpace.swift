import Synchronization

/// A bound on the bytes of several stores together. Safe on any thread.
package final class DiskSpace: Sendable {
  package let limit: Int
  private let bytes = Mutex(0)

  package init(limit: Int) { self.limit = limit }

  package var used: Int { bytes.withLock { $0 } }

  package func hasRoom(for count: Int) -> Bool { bytes.withLock { $0 + count <= limit } }

  /// - Returns: False when there is no room.
  func take(_ count: Int) -> Bool {
    bytes.withLock { used in
      guard used + count <= limit else { return false }
      used += count
      return true
    }
  }

  /// What is there already, whatever the limit is now.
  func add(_ count: Int) { bytes.withLock { $0 += count } }

  func giveBack(_ count: Int) { bytes.withLock { $0 -= count } }
}
