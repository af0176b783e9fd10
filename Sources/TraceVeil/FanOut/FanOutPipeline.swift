package import Logging
import NIOCore
package import NIOPosix
package import OTLP
import ServiceLifecycle

/// The way out of one signal's requests to several destinations: queue, batches, transforms and sealing once, then a lane for
/// each destination, in memory or through a queue on disk of its own.
///
/// Delivers while `run` runs. All methods may be called from any thread.
package final class FanOutPipeline: OutboundPipeline {
  package let signal: Signal
  private let configuration: ExportPipeline.Configuration
  private let lanes: Lanes
  /// Nil where all goes to all.
  private let routing: RequestRouting?
  /// A front for each set of destinations of the routing, or a single one.
  private let fronts: [Front]

  /// What is redacted and sealed for the same destinations.
  private struct Front: Sendable {
    let destinations: [String]
    let exporter: Handing
    let pipeline: BatchPipeline<QueuedRequest>
  }

  /// What hands copies to the lanes of a set.
  private enum Handing: Sendable {
    case memory(FanOutExporter)
    case disk(StoringFanOut)

    var exporter: any SpanExporter {
      switch self {
      case .memory(let exporter): exporter
      case .disk(let exporter): exporter
      }
    }

    var storing: StoringFanOut? {
      if case .disk(let storing) = self { storing } else { nil }
    }
  }

  /// - Parameters:
  ///   - signal: The one signal of all requests.
  ///   - configuration: Sizes, delays and time limits.
  ///   - transforms: Run in this order on every batch.
  ///   - destinations: In the order in which they are shown; one at least.
  ///   - rule: When a request counts as delivered.
  ///   - routing: Which destinations a request goes to; nil for all.
  ///   - budget: Where each destination has a share of its own, as the party ``ByteBudget/Party/destination(_:_:)``.
  ///   - threadPool: Where the CPU work of batches runs, started and ended by the caller; nil for an own one.
  ///   - memory: Bounds what the work on batches takes, of all pipelines together; nil for no such bound.
  ///   - clock: For delays and time limits; tests pass one of their own.
  ///   - logger: For failures of destinations, and for what was not delivered.
  package init(
    signal: Signal,
    configuration: ExportPipeline.Configuration,
    transforms: [any BatchTransform],
    destinations: [Destination],
    rule: DeliveryRule,
    routing: RequestRouting? = nil,
    budget: ByteBudget,
    threadPool: NIOThreadPool? = nil,
    memory: WorkMemory? = nil,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    self.signal = signal
    self.configuration = configuration
    self.routing = routing
    let ends = LaneEnds()
    let lanes = Self.lanes(to: destinations, of: signal, configuration, budget, ends, clock, logger)
    self.lanes = lanes
    let cut: TraceRequestLimits? = destinations.lazy.compactMap(\.requestCut)
      .reduce(nil) { $0?.narrowed(to: $1) ?? $1 }
    let sets = routing?.sets ?? [destinations.map(\.name)]
    fronts = sets.map { names in
      let handing: Handing =
        switch lanes {
        case .memory(let lanes):
          .memory(
            FanOutExporter(
              lanes.filter { names.contains($0.name) },
              rule: rule,
              requestCut: cut,
              ends: ends,
              clock: clock
            )
          )
        case .disk(let lanes):
          .disk(
            StoringFanOut(lanes.filter { names.contains($0.name) }, rule: rule, requestCut: cut, clock: clock)
          )
        }
      var settings = configuration.settings
      if handing.storing != nil { settings.storeEachAlone() } else { settings.handsRequestsOver = true }
      let pipeline = BatchPipeline<QueuedRequest>(
        signal: signal,
        settings: settings,
        transforms: transforms,
        exporter: handing.exporter,
        handing: handing.storing,
        threadPool: threadPool,
        memory: memory,
        clock: clock,
        logger: logger
      )
      return Front(destinations: names, exporter: handing, pipeline: pipeline)
    }
  }

  package func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation
  ) -> SubmitResult {
    precondition(request.signal == signal, "a request of another signal")
    guard request.summary.acceptedItems > 0 else { return .accepted }
    let share = BudgetShare(reservation, receipt: request.receipt)
    let parts = routing?.parts(of: request).filter { $0.request.summary.acceptedItems > 0 } ?? [(0, request)]
    // All of them or none: a sender repeats the whole of what was refused.
    for (set, part) in parts {
      let front = fronts[set]
      guard parts.count == 1 || front.pipeline.queue.hasRoom,
        front.exporter.storing?.hasRoom(for: part.body.readableBytes) ?? true
      else {
        return .full(retryAfter: retryAfter)
      }
    }
    let shares = share.divided(among: parts.map(\.request.summary.acceptedItems))
    for ((set, part), share) in zip(parts, shares) {
      switch fronts[set].pipeline.queue.enqueue(QueuedRequest(request: part, share: share)) {
      case nil: continue
      case .full: return .full(retryAfter: retryAfter)
      case .shutDown: return .shutDown
      }
    }
    return .accepted
  }

  package func whenTaken(_ action: @escaping @Sendable () -> Void) {
    for front in fronts { front.pipeline.queue.whenTaken(action) }
  }

  package func hurry() { for front in fronts { front.pipeline.queue.hurry() } }

  package var retryAfter: Duration { configuration.overloadRetryAfter }

  package var queuedItems: Int {
    fronts.reduce(0) { $0 + $1.pipeline.queue.statistics.queued }
  }

  package var receivedItems: Int { statistics(of: fronts).received }

  /// Runs until the pipeline has been shut down and drained, or the task is cancelled; whatever has not been delivered then
  /// is dropped and counted.
  package func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      for lane in lanes.all { group.addTask { await lane.run() } }
      for front in fronts { group.addTask { await front.pipeline.run() } }
    }
  }

  package func shutdown(deadline: Duration) async -> DeliveryReport {
    let clock = fronts[0].pipeline.clock
    let end = clock.now + deadline
    let before = (all: statistics, lanes: destinationStatistics)
    await withTaskGroup(of: Void.self) { group in
      for front in fronts { group.addTask { _ = await front.pipeline.shutdown(within: deadline) } }
    }
    let left = max(end - clock.now, .zero)
    await withTaskGroup(of: Void.self) { group in
      for lane in lanes.all { group.addTask { await lane.shutdown(within: left) } }
    }
    var report = DeliveryReport(from: before.all, to: statistics)
    for (was, now) in zip(before.lanes, destinationStatistics) {
      report.destinations[now.name] = DeliveryReport(from: was.statistics, to: now.statistics)
    }
    report.completed = clock.now < end
    return report
  }

  /// The numbers of all destinations together, by the rule. An item that counts as delivered counts as exported,
  /// whatever the other destinations have counted.
  ///
  /// With queues on disk, the sum over all destinations, because a later run does not know what became of the other
  /// copies of an item.
  package var statistics: PipelineStatistics {
    var all = statistics(of: fronts)
    let isStored = fronts.contains { $0.exporter.storing != nil }
    if isStored {
      all.replaceItems(by: destinationStatistics.map(\.statistics))
      return all
    }
    var totals = DeliveryTotals()
    for case .memory(let exporter) in fronts.map(\.exporter) { totals += exporter.totals }
    // What has been handed over since then is in flight.
    all.inFlight += all.exported - totals.delivered - totals.undelivered
    all.exported = totals.delivered
    if totals.undelivered > 0 { all.dropped[.exportFailed, default: 0] += totals.undelivered }
    return all
  }

  package var destinationStatistics: [(name: String, statistics: PipelineStatistics)] {
    lanes.all.map { lane in
      let own = fronts.filter { $0.destinations.contains(lane.name) }
      return (lane.name, lane.statistics { statistics(of: own) })
    }
  }

  /// The numbers of redaction and sealing in all fronts, together.
  private func statistics(of fronts: [Front]) -> PipelineStatistics {
    // All of them run the same transforms, which count for all.
    fronts.dropFirst().reduce(into: fronts.first?.pipeline.statistics ?? PipelineStatistics()) {
      $0.add(front: $1.pipeline.statistics)
    }
  }
}

extension DeliveryReport {
  fileprivate init(from before: PipelineStatistics, to after: PipelineStatistics) {
    self.init()
    delivered = after.exported - before.exported
    rejected = after.rejected - before.rejected
    undelivered = after.dropped.merging(before.dropped) { now, then in now - then }.filter { $0.value > 0 }
    let open = after.queued + after.inFlight
    if open > 0 { undelivered[.shutDown, default: 0] += open }
  }
}
