package import Logging
package import NIOPosix
package import OTLP
package import ServiceLifecycle

/// The way out of one signal's requests to several destinations: queue, batches, transforms and sealing once, then a lane for
/// each destination.
///
/// Delivers while `run` runs. All methods may be called from any thread.
package final class FanOutPipeline: OutboundPipeline {
  /// One of the destinations.
  package struct Destination: Sendable {
    let name: String
    let exporter: any SpanExporter
    let requestCut: TraceRequestLimits?

    /// - Parameters:
    ///   - name: Unique among those of the signal.
    ///   - exporter: Belongs to the pipeline from here on.
    ///   - requestCut: What is configured about the size of its requests; nil for nothing.
    package init(name: String, exporter: any SpanExporter, requestCut: TraceRequestLimits? = nil) {
      self.name = name
      self.exporter = exporter
      self.requestCut = requestCut
    }
  }

  package let signal: Signal
  private let configuration: ExportPipeline.Configuration
  private let fanOut: FanOutExporter
  private let front: BatchPipeline<QueuedRequest>
  private let lanes: [any DeliveryLane]

  /// - Parameters:
  ///   - signal: The one signal of all requests.
  ///   - configuration: Sizes, delays and time limits.
  ///   - transforms: Run in this order on every batch.
  ///   - destinations: In the order in which they are shown; one at least.
  ///   - rule: When a request counts as delivered.
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
    budget: ByteBudget,
    threadPool: NIOThreadPool? = nil,
    memory: WorkMemory? = nil,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    self.signal = signal
    self.configuration = configuration
    lanes = destinations.map { destination in
      var logger = logger
      logger[metadataKey: "signal"] = "\(signal.rawValue)"
      logger[metadataKey: "destination"] = "\(destination.name)"
      logger[metadataKey: "exporter"] = "\(destination.exporter.name)"
      if let address = destination.exporter.address { logger[metadataKey: "endpoint"] = "\(address)" }
      return MemoryLane(
        name: destination.name,
        exporter: destination.exporter,
        settings: .init(
          exportTimeout: configuration.exportTimeout,
          failureLogInterval: configuration.failureLogInterval
        ),
        budget: budget,
        party: .destination(destination.name, signal),
        clock: clock,
        logger: logger
      )
    }
    fanOut = FanOutExporter(
      lanes,
      rule: rule,
      requestCut: destinations.lazy.compactMap(\.requestCut).reduce(nil) { $0?.narrowed(to: $1) ?? $1 }
    )
    var settings = configuration.settings
    settings.handsRequestsOver = true
    front = BatchPipeline(
      signal: signal,
      settings: settings,
      transforms: transforms,
      exporter: fanOut,
      threadPool: threadPool,
      memory: memory,
      clock: clock,
      logger: logger
    )
  }

  package func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation
  ) -> SubmitResult {
    precondition(request.signal == signal, "a request of another signal")
    guard request.summary.acceptedItems > 0 else { return .accepted }
    let refusal = front.queue.enqueue(
      QueuedRequest(request: request, share: BudgetShare(reservation, receipt: request.receipt))
    )
    return switch refusal {
    case nil: .accepted
    case .full: .full(retryAfter: retryAfter)
    case .shutDown: .shutDown
    }
  }

  package func whenTaken(_ action: @escaping @Sendable () -> Void) { front.queue.whenTaken(action) }

  package func hurry() { front.queue.hurry() }

  package var retryAfter: Duration { configuration.overloadRetryAfter }

  package var queuedItems: Int { front.queue.statistics.queued }

  /// Runs until the pipeline has been shut down and drained, or the task is cancelled; whatever has not been delivered then
  /// is dropped and counted.
  package func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      for lane in lanes { group.addTask { await lane.run() } }
      group.addTask { await self.front.run() }
    }
  }

  package func shutdown(deadline: Duration) async -> DeliveryReport {
    let clock = front.clock
    let end = clock.now + deadline
    let before = (all: statistics, lanes: destinationStatistics)
    _ = await front.shutdown(within: deadline)
    let left = max(end - clock.now, .zero)
    await withTaskGroup(of: Void.self) { group in
      for lane in lanes { group.addTask { await lane.shutdown(within: left) } }
    }
    var report = DeliveryReport(from: before.all, to: statistics)
    for (was, is_) in zip(before.lanes, destinationStatistics) {
      report.destinations[is_.name] = DeliveryReport(from: was.statistics, to: is_.statistics)
    }
    report.completed = clock.now < end
    return report
  }

  /// Of all destinations together, by the rule: an item that counts as delivered is exported, whatever the destinations
  /// that did not take it have counted.
  package var statistics: PipelineStatistics {
    let totals = fanOut.totals
    var all = front.statistics
    // What has been handed over since then is in flight.
    all.inFlight += all.exported - totals.delivered - totals.undelivered
    all.exported = totals.delivered
    if totals.undelivered > 0 { all.dropped[.exportFailed, default: 0] += totals.undelivered }
    return all
  }

  package var destinationStatistics: [(name: String, statistics: PipelineStatistics)] {
    lanes.map { lane in (lane.name, lane.statistics { front.statistics }) }
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

extension TraceRequestLimits {
  /// What both allow.
  fileprivate func narrowed(to other: TraceRequestLimits) -> TraceRequestLimits {
    TraceRequestLimits(
      spans: min(spans, other.spans),
      traces: min(traces, other.traces),
      bytes: min(bytes, other.bytes)
    )
  }
}
