public import Logging
package import NIOPosix
public import OTLP
public import ServiceLifecycle

/// The specification's batching span processor: spans wait in a bounded queue and are redacted, encoded and
/// exported in batches, away from the application's threads.
///
/// Delivers while `run` runs. All methods may be called from any thread.
public final class BatchSpanProcessor: SpanProcessor, Service, Sendable {
  private static let sampled: UInt32 = 1

  /// All of it, or what is before the queue on disk.
  let pipeline: BatchPipeline<SpanData>
  /// The half behind the queue on disk; nil without one.
  private let stored: StoredSpans?

  /// - Parameters:
  ///   - configuration: Sizes, delays and time limits.
  ///   - redaction: Redacts every batch, after the filters.
  ///   - exporter: Belongs to the processor from here on, which shuts it down.
  ///   - logger: For failures of the destination, and for what was not delivered.
  public convenience init(
    configuration: Configuration = Configuration(),
    redaction: RedactionTransform,
    exporter: any SpanExporter,
    logger: Logger
  ) {
    self.init(configuration: configuration, transforms: [redaction], exporter: exporter, logger: logger)
  }

  /// The same with a queue on disk, where spans wait once they are redacted. Blocks for the disk, until it is known what is
  /// there.
  ///
  /// What the destination does not take is tried for as long as it is on disk: `exportTimeout` and the exporter's own limit
  /// on its retries end no more than an attempt.
  /// - Parameters:
  ///   - configuration: Sizes, delays and time limits.
  ///   - redaction: Redacts every batch, after the filters and before the disk.
  ///   - exporter: Belongs to the processor from here on, which shuts it down.
  ///   - store: Belongs to the processor from here on, until it is shut down.
  ///   - logger: For failures of the destination and the disk, and for what was not delivered.
  /// - Throws: When another processor has the folder, a newer version or another key has written it, or the disk fails.
  public convenience init(
    configuration: Configuration = Configuration(),
    redaction: RedactionTransform,
    exporter: any SpanExporter,
    store: SpanStore,
    logger: Logger
  ) throws(SpanStoreError) {
    try self.init(
      configuration: configuration,
      transforms: [redaction],
      exporter: exporter,
      store: store,
      clock: SystemClock(),
      logger: logger
    )
  }

  convenience init(
    configuration: Configuration,
    transforms: [any BatchTransform],
    exporter: any SpanExporter,
    store: SpanStore,
    clock: any PipelineClock,
    logger: Logger
  ) throws(SpanStoreError) {
    var settings = configuration.settings
    let stored = try StoredSpans(store, settings, exporter: exporter, clock: clock, logger: logger)
    settings.storeBatches(within: store.writeDelay)
    self.init(
      settings: settings,
      transforms: transforms,
      exporter: StoringExporter(
        store: stored.queue,
        sender: exporter,
        clock: clock,
        maximumConcurrentExports: StoredSpans.maximumWrites
      ),
      stored: stored,
      threadPool: nil,
      clock: clock,
      logger: logger
    )
  }

  /// - Parameters:
  ///   - configuration: Sizes, delays and time limits.
  ///   - transforms: Run in this order on every batch.
  ///   - exporter: Belongs to the processor from here on, which shuts it down.
  ///   - threadPool: Where the CPU work of batches runs, started and ended by the caller; nil for an own one.
  ///   - clock: For delays and time limits; tests pass one of their own.
  ///   - logger: For failures of the destination, and for what was not delivered.
  package convenience init(
    configuration: Configuration = Configuration(),
    transforms: [any BatchTransform],
    exporter: any SpanExporter,
    threadPool: NIOThreadPool? = nil,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    self.init(
      settings: configuration.settings,
      transforms: transforms,
      exporter: exporter,
      stored: nil,
      threadPool: threadPool,
      clock: clock,
      logger: logger
    )
  }

  private init(
    settings: PipelineSettings,
    transforms: [any BatchTransform],
    exporter: any SpanExporter,
    stored: StoredSpans?,
    threadPool: NIOThreadPool?,
    clock: any PipelineClock,
    logger: Logger
  ) {
    self.stored = stored
    pipeline = BatchPipeline(
      signal: .traces,
      settings: settings,
      transforms: transforms,
      exporter: exporter,
      threadPool: threadPool,
      clock: clock,
      logger: logger
    )
  }

  /// Does nothing: only spans that have ended are exported.
  public func onStart(_ span: borrowing SpanData) {}

  /// Puts the span in the queue: a lock and a move, without allocation. Spans that were not sampled are
  /// ignored; one without room, or after the shutdown, is dropped and counted.
  public func onEnd(_ span: consuming SpanData) {
    guard span.flags & Self.sampled != 0 else { return }
    _ = pipeline.queue.enqueue(span)
  }

  /// Exports everything that ended before the call, and nothing that ended later holds it up. With a store, all that waits there
  /// is exported, too: what is not at the limit is on disk all the same.
  public func forceFlush(timeout: Duration) async -> FlushResult {
    let (began, undelivered) = (pipeline.clock.now, stored?.delivery.undelivered ?? 0)
    let result = await pipeline.forceFlush(within: timeout)
    guard let stored, result != .timeout else { return result }
    let left = timeout - (pipeline.clock.now - began)
    let delivered = await stored.delivery.flush(within: left, since: undelivered)
    return delivered == .success ? result : delivered
  }

  /// Ends acceptance and exports what there is. What is left at the limit is dropped and counted, or stays in the store, which is
  /// a success. Returns at the limit at the latest.
  public func shutdown(timeout: Duration) async -> FlushResult {
    stored?.begin()
    let report = await pipeline.shutdown(within: timeout)
    await stored?.end(within: pipeline.timeLeft)
    if !report.completed { return .timeout }
    return report.undeliveredItems > report.undelivered[.filtered, default: 0] ? .failure : .success
  }

  /// Runs the workers until the processor has been shut down and drained, or the task is cancelled; whatever
  /// has not been exported then is dropped and counted, or stays in the store.
  public func run() async throws {
    guard let stored else { return await pipeline.run() }
    stored.begin()
    async let delivered: Void = stored.delivery.run()
    await pipeline.run()
    await stored.end(within: pipeline.timeLeft)
    await delivered
  }

  /// Has every span seen by these filters, in their order, before anything else: what they leave is then redacted.
  /// They take the place of those configured before, for batches whose processing begins from now on.
  public func configure(filters: [SpanFilter]) {
    pipeline.filters.configure(filters)
  }

  /// Takes the filters away. Redaction stays.
  public func reset() {
    pipeline.filters.configure([])
  }

  /// A consistent snapshot.
  public var statistics: PipelineStatistics {
    guard let stored else { return pipeline.statistics }
    return stored.delivery.statistics { pipeline.statistics }
  }
}
