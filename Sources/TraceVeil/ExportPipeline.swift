package import Logging
import NIOCore
package import NIOPosix
package import OTLP
import ServiceLifecycle
package import Store

/// The way out of one signal's requests: queue, batches, transforms, sealing, export.
///
/// Delivers while `run` runs. All methods may be called from any thread.
package final class ExportPipeline: Service, Sendable {
  package let signal: Signal
  private let configuration: Configuration
  private let pipeline: BatchPipeline<QueuedRequest>
  /// The half behind the queue on disk; nil without one.
  private let delivery: StoredDelivery?

  /// - Parameters:
  ///   - signal: The one signal of all requests.
  ///   - configuration: Sizes, delays and time limits.
  ///   - transforms: Run in this order on every batch.
  ///   - exporter: Belongs to the pipeline from here on, which shuts it down.
  ///   - threadPool: Where the CPU work of batches runs, started and ended by the caller; nil for an own one.
  ///   - memory: Bounds what the work on batches takes, of all pipelines together; nil for no such bound.
  ///   - store: A queue on disk between redaction and the exporter, opened before the pipeline runs and closed by its
  ///     shutdown; nil for none.
  ///   - deadLetters: Keeps what the destination refuses for good of what is in `store`; nil to drop it.
  ///   - clock: For delays and time limits; tests pass one of their own.
  ///   - logger: For failures of the destination, and for what was not delivered.
  package init(
    signal: Signal,
    configuration: Configuration = Configuration(),
    transforms: [any BatchTransform],
    exporter: any SpanExporter,
    threadPool: NIOThreadPool? = nil,
    memory: WorkMemory? = nil,
    store: QueueStore? = nil,
    deadLetters: DeadLetterStore? = nil,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    self.signal = signal
    self.configuration = configuration
    var settings = configuration.settings
    if store != nil { settings.storeEachAlone() }
    delivery = store.map {
      StoredDelivery(
        signal: signal,
        store: $0,
        deadLetters: deadLetters,
        exporter: exporter,
        settings: StoredDelivery.Settings(configuration),
        // The delivery has a thread of its own. Busy workers would leave it none: they would only write to the disk,
        // and nothing would be delivered.
        threads: PipelineThreads(pool: nil, count: 1),
        clock: clock,
        logger: logger
      )
    }
    let storing = store.map { store -> any HandingExporter in
      let storing = StoringExporter(store: store, sender: exporter, clock: clock)
      return configuration.holdsUnstored ? HoldingExporter(storing, clock: clock) : storing
    }
    pipeline = BatchPipeline(
      signal: signal,
      settings: settings,
      transforms: transforms,
      exporter: storing ?? exporter,
      handing: storing,
      threadPool: threadPool,
      memory: memory,
      clock: clock,
      logger: logger
    )
  }

  /// Hands a request over. Never blocks.
  ///
  /// An accepted request keeps its reservation until all of its items have come to their end; one that is not
  /// accepted has given it back when this returns. A request without items is accepted and forgotten.
  package func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation
  ) -> SubmitResult {
    precondition(request.signal == signal, "a request of another signal")
    guard request.summary.acceptedItems > 0 else { return .accepted }
    if let delivery, !delivery.store.hasRoom(for: request.body.readableBytes) {
      return .full(retryAfter: retryAfter)
    }
    let refusal = pipeline.queue.enqueue(
      QueuedRequest(request: request, share: BudgetShare(reservation, receipt: request.receipt))
    )
    return switch refusal {
    case nil: .accepted
    case .full: .full(retryAfter: retryAfter)
    case .shutDown: .shutDown
    }
  }

  /// Has this called whenever a worker has taken items out of the queue, or they were given up. It must not block.
  package func whenTaken(_ action: @escaping @Sendable () -> Void) { pipeline.queue.whenTaken(action) }

  /// A sender waits for room: free workers take what there is.
  package func hurry() { pipeline.queue.hurry() }

  /// How long a caller who finds no room is to wait: as long as the destination wants, within reason.
  package var retryAfter: Duration {
    min(max(configuration.overloadRetryAfter, pipeline.exporter.statistics.throttledFor), .seconds(60))
  }

  /// Runs the workers until the pipeline has been shut down and drained, or the task is cancelled; whatever has
  /// not been delivered then is dropped and counted. A graceful shutdown of the service group drains for at
  /// most `shutdownTimeout`.
  package func run() async throws {
    guard let delivery else { return await pipeline.run() }
    async let delivered: Void = delivery.run()
    await pipeline.run()
    await delivered
  }

  package func noteExporterChange() {
    guard let delivery else { return pipeline.noteExporterChange() }
    delivery.noteExporterChange()
  }

  /// Waits until everything accepted before the call has been exported or dropped.
  package func forceFlush(timeout: Duration) async -> FlushResult {
    let (began, undelivered) = (pipeline.clock.now, delivery?.undelivered ?? 0)
    let result = await pipeline.forceFlush(within: timeout)
    guard let delivery, result != .timeout else { return result }
    let left = timeout - (pipeline.clock.now - began)
    let delivered = await delivery.flush(within: left, since: undelivered)
    return delivered == .success ? result : delivered
  }

  /// Accepts nothing more, and delivers what it can within the deadline. What is left then is dropped and
  /// counted. Returns at the deadline at the latest.
  ///
  /// With a queue on disk, what is left stays there, and counts as neither.
  package func shutdown(deadline: Duration) async -> DeliveryReport {
    guard let delivery else { return await pipeline.shutdown(within: deadline) }
    let began = pipeline.clock.now
    let before = statistics
    var report = await pipeline.shutdown(within: deadline)
    await delivery.shutdown(within: max(deadline - (pipeline.clock.now - began), .zero))
    let after = statistics
    report.delivered = after.exported - before.exported
    report.rejected = after.rejected - before.rejected
    return report
  }

  /// Has every span seen by these filters, in their order, before anything else: what they leave is then redacted.
  /// They take the place of those configured before, for batches whose processing begins from now on. Logs and metrics have no spans.
  package func configure(filters: [SpanFilter]) {
    pipeline.filters.configure(filters)
  }

  /// Takes the filters away. Redaction stays.
  package func reset() {
    pipeline.filters.configure([])
  }

  /// A consistent snapshot.
  package var statistics: PipelineStatistics {
    guard let delivery else { return pipeline.statistics }
    return delivery.statistics { pipeline.statistics }
  }
}
