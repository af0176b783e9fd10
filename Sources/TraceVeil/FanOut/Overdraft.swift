import Synchronization

/// One request that a destination has beyond its share of the byte budget, so that it is not for want of room that it has
/// nothing to do: a request may be larger than what is guaranteed. Ends with the last reference. Safe on any thread.
final class Overdraft: Sendable {
  /// Of one destination.
  final class Account: Sendable {
    fileprivate let isInUse = Atomic(false)
  }

  private let account: Account

  /// Nil where the one that there can be is in use.
  init?(_ account: Account) {
    guard account.isInUse.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      return nil
    }
    self.account = account
  }

  deinit { account.isInUse.store(false, ordering: .releasing) }
}
