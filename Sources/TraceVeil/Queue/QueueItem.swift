/// What a queue holds: an ended span, or a request of a receiver.
protocol QueueItem: Sendable {
  associatedtype Partition: Hashable, Sendable

  /// Elements are batched together only when these are equal.
  var partition: Partition { get }

  /// Spans, log records or data points in this element; at least 1.
  var itemCount: Int { get }

  /// What the element counts for against the limits in bytes.
  var byteCount: Int { get }
}

/// The partition of elements that may all be batched together.
struct NoPartition: Hashable, Sendable {}
