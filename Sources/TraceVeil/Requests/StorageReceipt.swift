import Synchronization

/// Says once whether all of a request is on disk, or has come to another end that a repetition would not change.
///
/// Whoever forgets it says no: no way to lose a request answers its sender that it was taken. Safe on any thread.
package final class StorageReceipt: Sendable {
  private let action: Mutex<(@Sendable (Bool) -> Void)?>

  /// - Parameter action: Called once, on any thread.
  package init(_ action: @escaping @Sendable (Bool) -> Void) { self.action = Mutex(action) }

  deinit { tell(false) }

  func confirm() { tell(true) }

  private func tell(_ isStored: Bool) { action.withLock { $0.take() }?(isStored) }
}

/// The receipts of a batch, which becomes several requests. Safe on any thread.
final class BatchReceipts: Sendable {
  private let receipts: [StorageReceipt]
  private let left: Mutex<Int>

  /// Nil where nobody waits.
  /// - Parameter requests: How many there are to be stored.
  init?(_ receipts: [StorageReceipt], requests: Int) {
    guard !receipts.isEmpty else { return nil }
    self.receipts = receipts
    left = Mutex(requests)
    if requests == 0 { confirm() }
  }

  /// One of the requests is on disk.
  func stored() {
    let isLast = left.withLock { left in
      left -= 1
      return left == 0
    }
    if isLast { confirm() }
  }

  private func confirm() { for receipt in receipts { receipt.confirm() } }
}
