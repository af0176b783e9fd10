import NIOCore

/// Where the items are that were handed to one of several destinations, as a value. Each is in exactly one place.
struct LaneAccount: Sendable {
  typealias ID = Int

  private struct Held {
    let began: Duration
    let partition: ForwardedHeaders
    var items: Int
    var isTaken = false
  }

  /// The numbers of this half of the pipeline only. `received` counts the items that were handed over.
  private(set) var statistics = PipelineStatistics()
  private(set) var progress = LaneProgress()
  private var held: [ID: Held] = [:]
  private var nextID = 0

  /// When the oldest came that has not come to its end; nil when there is none.
  var oldestArrival: Duration? { held.values.lazy.map(\.began).min() }

  /// Takes as long as requests wait.
  func standing(of partition: ForwardedHeaders, at now: Duration) -> LaneStanding {
    LaneStanding(
      lastLoss: progress.lastLoss(of: partition, at: now),
      oldestArrival: held.values.lazy.filter { $0.partition == partition }.map(\.began).min()
    )
  }

  /// - Parameters:
  ///   - began: When its oldest item came.
  ///   - now: Later than that by what it took to seal it.
  mutating func accept(
    items: Int,
    bytes: Int,
    of partition: ForwardedHeaders,
    began: Duration,
    at now: Duration
  ) -> ID {
    defer { nextID += 1 }
    statistics.accept(items: items, bytes: bytes)
    progress.begin(partition, at: now)
    held[nextID] = Held(began: began, partition: partition, items: items)
    return nextID
  }

  /// There was no room for it.
  mutating func lose(items: Int, of partition: ForwardedHeaders, at now: Duration) {
    statistics.dropAtOnce(items: items, for: .queueFull)
    progress.lose(partition, at: now)
  }

  /// An export begins.
  mutating func take(_ id: ID) {
    guard let items = held[id]?.items, held[id]?.isTaken == false else { return }
    held[id]?.isTaken = true
    statistics.take(items: items)
  }

  /// - Returns: Items that the destination took. What was given up before is counted already.
  mutating func settle(
    _ result: ExportResult,
    of id: ID,
    _ request: ExportRequest,
    at now: Duration
  ) -> Int {
    take(id)
    guard let (items, partition) = held.removeValue(forKey: id).map({ ($0.items, $0.partition) }) else {
      return 0
    }
    progress.end(partition, at: now)
    var delivery = Delivery(
      bytes: request.body.readableBytes,
      uncompressedBytes: request.uncompressedBytes
    )
    switch result {
    case .success(let rejected):
      delivery.rejectedItems = rejected
      statistics.deliver(delivery, items: items)
      return items - min(max(rejected, 0), items)
    case .failure(let error):
      drop(items, error)
      return 0
    case .partial(let parts):
      delivery = Delivery(
        rejectedItems: parts.rejectedItems,
        bytes: parts.bytes,
        uncompressedBytes: parts.uncompressedBytes
      )
      var left = items
      for (error, failed) in parts.failures {
        let failed = min(failed, left)
        left -= failed
        drop(failed, error)
      }
      if left > 0 { statistics.deliver(delivery, items: left) }
      return left - min(max(parts.rejectedItems, 0), left)
    }
  }

  private mutating func drop(_ items: Int, _ error: ExportError) {
    if error.ending == .permanent, let status = error.httpStatus {
      statistics.refuse(items: items, status: status)
    } else {
      statistics.dropInFlight(
        items: items,
        for: error.code == .exportTimedOut ? .exportTimedOut : error.dropReason
      )
    }
  }

  /// Gives up everything that has not come to its end.
  mutating func abandon(for reason: DropReason) {
    statistics.dropQueued(for: reason)
    statistics.dropInFlight(items: statistics.inFlight, for: reason)
    held = [:]
    progress = LaneProgress()
  }
}

extension PipelineStatistics {
  /// Both halves of a pipeline with several destinations, for one of them: what comes in, which was counted after this,
  /// and what goes out.
  ///
  /// The balance holds at every moment: what this half has, the first has handed over, or has in flight still.
  func behind(_ front: PipelineStatistics) -> PipelineStatistics {
    var all = front
    all.exported = exported
    all.rejected = rejected
    for (reason, items) in dropped { all.dropped[reason, default: 0] += items }
    all.queued += queued
    all.inFlight += inFlight + front.exported - received
    all.refusedByStatus = refusedByStatus
    all.exportedRequests = exportedRequests
    all.exportedBytes = exportedBytes
    all.exportedUncompressedBytes = exportedUncompressedBytes
    all.oldestItemAge = max(front.oldestItemAge, oldestItemAge)
    all.exporter = exporter
    return all
  }

  /// Has the items of several destinations in place of its own, each copy for itself.
  mutating func replaceItems(by destinations: [PipelineStatistics]) {
    let front = self
    self = PipelineStatistics()
    receivedRequests = front.receivedRequests
    refusedRequests = front.refusedRequests
    receivedBytes = front.receivedBytes
    redactionFailures = front.redactionFailures
    stages = front.stages
    exporter = front.exporter
    for one in destinations {
      received += one.received
      exported += one.exported
      rejected += one.rejected
      dropped.merge(one.dropped, uniquingKeysWith: +)
      deadLettered += one.deadLettered
      refusedByStatus.merge(one.refusedByStatus, uniquingKeysWith: +)
      queued += one.queued
      inFlight += one.inFlight
      onDisk += one.onDisk
      oldestItemAge = max(oldestItemAge, one.oldestItemAge)
      exportedRequests += one.exportedRequests
      exportedBytes += one.exportedBytes
      exportedUncompressedBytes += one.exportedUncompressedBytes
    }
  }

  /// Adds what another pipeline in front of the same lanes has counted.
  mutating func add(front: PipelineStatistics) {
    received += front.received
    exported += front.exported
    for (reason, items) in front.dropped { dropped[reason, default: 0] += items }
    queued += front.queued
    inFlight += front.inFlight
    oldestItemAge = max(oldestItemAge, front.oldestItemAge)
    receivedRequests += front.receivedRequests
    refusedRequests += front.refusedRequests
    receivedBytes += front.receivedBytes
    stages += front.stages
  }
}
