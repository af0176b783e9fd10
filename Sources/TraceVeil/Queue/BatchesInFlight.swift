/// The batches that have been taken and have not come to their end. As many as there are workers
/// and exports at a time, and those that wait for another attempt.
struct BatchesInFlight: Sendable {
  private struct Entry {
    let id: BatchID
    let began: Duration
    var items: Int
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  var oldest: BatchID? { entries.lazy.map(\.id).min() }

  /// When the oldest element of them came.
  var oldestArrival: Duration? { entries.lazy.map(\.began).min() }

  mutating func add(_ id: BatchID, items: Int, began: Duration) {
    entries.append(Entry(id: id, began: began, items: items))
  }

  /// - Returns: Nil when the batch is not known any more. Never more items than the batch still had.
  mutating func settle(_ items: Int, of id: BatchID) -> (items: Int, endsBatch: Bool)? {
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return nil }
    let settled = min(items, entries[index].items)
    entries[index].items -= settled
    let endsBatch = entries[index].items == 0
    if endsBatch { entries.remove(at: index) }
    return (settled, endsBatch)
  }

  /// - Returns: How many items of each batch had not come to their end.
  mutating func removeAll() -> [Int] {
    defer { entries.removeAll() }
    return entries.map(\.items)
  }
}
