import OTLP

/// A queue's element that can be turned into telemetry.
protocol BatchItem: QueueItem {
  /// To be sent along; the same for all elements of a partition.
  var forwardedHeaders: ForwardedHeaders { get }

  /// What is to be held on to until the elements have come to their end.
  static func shares(of elements: [Self]) -> [BudgetShare]

  /// Cuts elements that can only be unpacked together into groups that take no more memory for it, in bytes by estimate. A
  /// larger element is alone.
  static func groups(of elements: [Self], treeBytes: Int) -> [[Self]]

  /// Upper bound of the memory that is taken at a time to unpack any part of the elements, in bytes.
  static func treeBytes(of elements: [Self]) -> Int

  /// Adds elements to a batch.
  /// - Returns: How many items could not be decoded, and are not in the batch.
  static func append(_ elements: [Self], to batch: inout TelemetryBatch) -> Int
}
