/// What a queue holds at most.
struct QueueLimits: Sendable, Hashable {
  var elements: Int
  var bytes: Int = .max
  /// Whether an element without room is dropped and counted, or handed back to a caller who keeps it.
  var dropsWhatIsRefused: Bool
}

/// Where a batch is cut. A single larger element makes a batch of its own.
struct BatchLimits: Sendable, Hashable {
  var items: Int
  var bytes: Int = .max
}
