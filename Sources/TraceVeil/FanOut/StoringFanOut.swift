import OTLP
import Store
import Synchronization

/// Puts sealed requests into the queues on disk of several destinations.
///
/// An export ends once each of them has its copy, synced, or has not taken it. By the rule `any` it succeeds where one has it,
/// and by `all` where each has.
final class StoringFanOut: HandingExporter {
  let compression: Compression
  /// The limits that were configured for any destination; they apply to all. If a destination refuses a request for
  /// its size, its own exporter cuts it.
  let requestCut: TraceRequestLimits?
  private let rule: DeliveryRule
  private let lanes: [StoredLane]
  private let clock: any PipelineClock

  /// - Parameter lanes: One at least.
  init(
    _ lanes: [StoredLane],
    rule: DeliveryRule,
    requestCut: TraceRequestLimits?,
    clock: any PipelineClock
  ) {
    precondition(!lanes.isEmpty, "a request needs a destination")
    self.lanes = lanes
    self.rule = rule
    self.requestCut = requestCut
    self.clock = clock
    // Stored for most of them; the others take it apart.
    compression = lanes.lazy.map(\.exporter.compression).first { $0 != .none } ?? .none
  }

  var name: String { "several" }
  var maximumConcurrentExports: Int { StoringExporter.maximumConcurrentExports }

  /// Whether a request of so many bytes can be expected to be taken.
  func hasRoom(for bytes: Int) -> Bool {
    switch rule {
    case .any: lanes.contains { $0.store.hasRoom(for: bytes) }
    case .all: lanes.allSatisfy { $0.store.hasRoom(for: bytes) }
    }
  }

  func hand(over request: ExportRequest, completion: @escaping @Sendable (ExportResult) -> Void) {
    guard let record = Record(request, arrival: clock.unixMilliseconds(before: request.age)) else {
      // No later attempt would store it.
      return completion(.failure(ExportError(.invalidRequest)))
    }
    let items = request.itemCount
    let copies = StoredCopies(lanes.count)
    for (place, lane) in lanes.enumerated() {
      lane.store.append(record) { result in
        if let results = copies.note(result, at: place) { completion(self.end(results, items: items)) }
      }
    }
  }

  func beginMaking(_ bytes: Int) { for lane in lanes { lane.store.beginMaking(bytes) } }
  func endMaking(_ bytes: Int, isBusy: Bool) {
    for lane in lanes { lane.store.endMaking(bytes, isBusy: isBusy) }
  }

  func shutdown(timeout: Duration) async -> FlushResult { .success }

  /// - Parameter results: The result of each lane.
  private func end(_ results: [AppendResult], items: Int) -> ExportResult {
    let isStored =
      rule == .all ? results.allSatisfy { $0 == .stored } : results.contains(.stored)
    // Each copy is in one place before its request has ended.
    for (lane, result) in zip(lanes, results) {
      switch result {
      case .stored: if !isStored { lane.keep(items: items) }
      case .full: if isStored { lane.lose(items: items, for: .queueFull) }
      case .failed: if isStored { lane.lose(items: items, for: .notStored) }
      }
    }
    return isStored ? .success : .failure(ExportError(.notStored))
  }
}

/// What became of the copies of one request, as their stores say so. Safe on any thread.
private final class StoredCopies: Sendable {
  private let results: Mutex<[AppendResult?]>

  init(_ count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

  /// - Returns: Those of all, with the last one.
  func note(_ result: AppendResult, at place: Int) -> [AppendResult]? {
    results.withLock { results in
      results[place] = result
      let known = results.compactMap(\.self)
      return known.count == results.count ? known : nil
    }
  }
}
