import Synchronization

/// A bound on bytes that have been let in and not yet been delivered or dropped, shared by all signals.
package final class ByteBudget: Sendable {
  /// In bytes.
  package let limit: Int
  private let taken = Mutex(0)

  package init(limit: Int) {
    precondition(limit >= 0, "a budget cannot be negative")
    self.limit = limit
  }

  /// Bytes that are reserved now.
  package var reserved: Int { taken.withLock { $0 } }

  /// - Returns: Nil when there is no room for that many bytes.
  package func reserve(_ bytes: Int) -> Reservation? {
    precondition(bytes >= 0, "a reservation cannot be negative")
    guard grow(by: bytes) else { return nil }
    return Reservation(budget: self, bytes: bytes)
  }

  fileprivate func grow(by bytes: Int) -> Bool {
    taken.withLock { taken in
      guard bytes <= limit - taken else { return false }
      taken += bytes
      return true
    }
  }

  fileprivate func shrink(by bytes: Int) {
    taken.withLock { $0 -= bytes }
  }
}

extension ByteBudget {
  /// Bytes of a budget that belong to one request. They go back when it ends, once, whatever way it ends.
  package struct Reservation: ~Copyable, Sendable {
    package private(set) var bytes: Int
    private let budget: ByteBudget

    fileprivate init(budget: ByteBudget, bytes: Int) {
      self.budget = budget
      self.bytes = bytes
    }

    deinit { budget.shrink(by: bytes) }

    /// Makes it larger or smaller, as a body turns out to be.
    /// - Returns: False when the budget has no room; the reservation is then as it was.
    package mutating func resize(to bytes: Int) -> Bool {
      precondition(bytes >= 0, "a reservation cannot be negative")
      if bytes > self.bytes {
        guard budget.grow(by: bytes - self.bytes) else { return false }
      } else {
        budget.shrink(by: self.bytes - bytes)
      }
      self.bytes = bytes
      return true
    }
  }
}
