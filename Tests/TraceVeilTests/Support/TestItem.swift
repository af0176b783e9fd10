import OTLP
import Testing

@testable import TraceVeil

/// A queue's element for tests of the queue alone.
struct TestItem: QueueItem, Hashable {
  var number: Int
  var partition: String = ""
  var itemCount = 1
  var byteCount = 1
}

typealias TestQueue = BoundedQueue<TestItem>

extension BoundedQueue.StateMachine where Item == TestItem {
  /// A machine that bounds nothing a test has not asked for.
  static func unbounded(
    elements: Int = .max,
    bytes: Int = .max,
    dropsWhatIsRefused: Bool = false,
    batchItems: Int = 3,
    batchBytes: Int = .max
  ) -> Self {
    Self(
      limits: QueueLimits(elements: elements, bytes: bytes, dropsWhatIsRefused: dropsWhatIsRefused),
      batchLimits: BatchLimits(items: batchItems, bytes: batchBytes)
    )
  }

  @discardableResult
  mutating func enqueue(_ item: TestItem) -> BoundedQueue.EnqueueAction {
    var slot: TestItem? = item
    return enqueue(&slot)
  }

  /// What the next batch holds; nil when there is none.
  mutating func takeNumbers(_ worker: Int = 0) -> [Int]? {
    guard case .batch(let batch) = take(worker) else { return nil }
    return batch.elements.map(\.number)
  }

  mutating func nextBatch() throws -> Batch<TestItem> {
    let batch = takeBatch()
    return try #require(batch)
  }

  mutating func takeBatch(_ worker: Int = 0) -> Batch<TestItem>? {
    guard case .batch(let batch) = take(worker) else { return nil }
    return batch
  }
}
