import NIOCore
import OTLP

/// A request in the queue, with its share of the budget.
struct QueuedRequest: Sendable {
  let request: IncomingRequest
  let share: BudgetShare
}

extension QueuedRequest: BatchItem {
  var partition: ForwardedHeaders { request.headers }
  var itemCount: Int { request.summary.acceptedItems }
  var byteCount: Int { request.body.readableBytes }
  var forwardedHeaders: ForwardedHeaders { request.headers }

  static func shares(of elements: [QueuedRequest]) -> [BudgetShare] { elements.map(\.share) }

  /// Their spans are unpacked one by one.
  static func workBytes(of elements: [QueuedRequest]) -> Int {
    elements.reduce(0) { $0 + 4 * $1.byteCount }
      + elements.reduce(0) { max($0, $1.request.summary.treeBytes) }
  }

  static func append(_ elements: [QueuedRequest], to batch: inout TelemetryBatch, treeBytes: Int) -> Int? {
    var failed = 0
    for element in elements {
      let request = element.request
      do {
        try batch.append(holding: request, summary: request.summary)
      } catch {
        failed += element.itemCount
      }
    }
    return failed
  }
}
