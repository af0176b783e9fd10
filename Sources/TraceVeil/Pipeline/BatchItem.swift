import OTLP

/// A queue's element that can be turned into telemetry.
protocol BatchItem: QueueItem {
  /// Estimate of the memory its messages take unpacked, in bytes.
  var treeBytes: Int { get }

  /// To be sent along; the same for all elements of a partition.
  var forwardedHeaders: ForwardedHeaders { get }

  /// What is to be held on to until the elements have come to their end.
  static func shares(of elements: [Self]) -> [BudgetShare]

  /// Adds elements to a batch.
  /// - Returns: How many items could not be decoded, and are not in the batch.
  static func append(_ elements: [Self], to batch: inout TelemetryBatch) -> Int
}

/// A reservation that several tasks may hold on to; given back with the last of them.
final class BudgetShare: Sendable {
  private let reservation: ByteBudget.Reservation
  /// Of the request whose bytes they are.
  let receipt: RequestReceipt?

  init(_ reservation: consuming ByteBudget.Reservation, receipt: RequestReceipt? = nil) {
    self.reservation = reservation
    self.receipt = receipt
  }
}
