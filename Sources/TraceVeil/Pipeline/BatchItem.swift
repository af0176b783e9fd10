import OTLP

/// A queue's element that can be turned into telemetry.
protocol BatchItem: QueueItem {
  /// The headers to send along, which are the same for all elements of a partition.
  var forwardedHeaders: ForwardedHeaders { get }

  /// The reservations that are kept until the elements have ended.
  static func shares(of elements: [Self]) -> [BudgetShare]

  /// Upper bound of the memory that the work on elements takes at a time, in bytes: what is unpacked of them, and edited,
  /// serialized and compressed bytes, besides those that came.
  static func workBytes(of elements: [Self]) -> Int

  /// Adds elements to a batch.
  ///
  /// - Parameter treeBytes: Memory in bytes for elements that can only be packed together.
  /// - Returns: How many items could not be decoded, and are not in the batch. Nil where several elements take more memory
  ///   than that: none is in the batch then.
  static func append(_ elements: [Self], to batch: inout TelemetryBatch, treeBytes: Int) -> Int?
}

/// A reservation that several tasks may hold on to; given back with the last of them.
final class BudgetShare: Sendable {
  private let reservation: ByteBudget.Reservation?
  /// The share that this is a part of.
  private let whole: BudgetShare?
  /// The receipt of the request whose bytes they are.
  let receipt: RequestReceipt?

  init(_ reservation: consuming ByteBudget.Reservation, receipt: RequestReceipt? = nil) {
    self.reservation = consume reservation
    whole = nil
    self.receipt = receipt
  }

  private init(of whole: BudgetShare, receipt: RequestReceipt) {
    reservation = nil
    self.whole = whole
    self.receipt = receipt
  }

  /// Makes a share for each part of a request that is cut. The sender is answered when all of them have ended.
  /// - Parameter items: The items of each part.
  func divided(among items: [Int]) -> [BudgetShare] {
    guard items.count > 1, let receipt, let all = BatchReceipts([receipt], requests: items.count) else {
      return items.map { _ in self }
    }
    return items.map { items in
      BudgetShare(of: self, receipt: RequestReceipt { all.ended($0, items: items) })
    }
  }
}
