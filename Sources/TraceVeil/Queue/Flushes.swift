/// Flushes that wait for the elements accepted before them.
struct Flushes: Sendable {
  private struct Flush {
    let id: WaiterID
    /// Waits for the batches before this one, and for nothing after.
    let boundary: BatchID
    var hasFailed = false
  }

  /// Flushes that have come to their end.
  typealias Completed = [(id: WaiterID, result: FlushResult)]

  private var flushes: [Flush] = []

  var isEmpty: Bool { flushes.isEmpty }

  mutating func add(_ id: WaiterID, boundary: BatchID) {
    flushes.append(Flush(id: id, boundary: boundary))
  }

  mutating func remove(_ id: WaiterID) {
    flushes.removeAll { $0.id == id }
  }

  /// Something of the batch was dropped.
  mutating func fail(_ batch: BatchID) {
    for index in flushes.indices where batch < flushes[index].boundary {
      flushes[index].hasFailed = true
    }
  }

  /// - Parameter oldest: The oldest batch that has not come to its end; nil when none is left.
  mutating func complete(oldest: BatchID?) -> Completed {
    func isComplete(_ flush: Flush) -> Bool { oldest.map { flush.boundary <= $0 } ?? true }
    let completed = flushes.filter(isComplete)
    flushes.removeAll(where: isComplete)
    return completed.map { ($0.id, $0.hasFailed ? .failure : .success) }
  }

  /// Ends all of them without success.
  mutating func failAll() -> Completed {
    defer { flushes.removeAll() }
    return flushes.map { ($0.id, .failure) }
  }
}
