import Synchronization

/// A request that a destination has beyond its share of the byte budget. It exists because a request may be larger
/// than the guaranteed share: without it, a destination could be idle for lack of room. It ends with the last
/// reference. Safe on any thread.
final class Overdraft: Sendable {
  /// Tells whether the overdraft of one destination is in use.
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
