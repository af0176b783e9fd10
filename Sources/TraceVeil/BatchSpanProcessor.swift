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

  /// The whole pipeline, or the half before the queue on disk.
  let pipeline: BatchPipeline<SpanData>
  /// The half behind the queue on disk; nil without one.
  private let stored: StoredSpans?

  /// - Parameters:
  ///   - configuration: Sizes, delays and time limits.
  ///   - redaction: Redacts every batch, after the filters.
  ///   - exporter: Belongs to the span processor from here on, which shuts it down.
  ///   - logger: For failures of the destination, and for what was not delivered.
  public convenience init(
    configuration: Configuration = Configuration(),
    redaction: RedactionTransform,
    exporter: any SpanExporter,
    logger: Logger
  ) {
    self.init(configuration: configuration, transforms: [redaction], exporter: exporter, logger: logger)
  }

  /// Makes a span processor with a queue on disk, where redacted spans wait. It reads the folder, so it blocks.
  ///
  /// Spans that the destination does not accept are retried for as long as they are on disk, or until
  /// ``SpanStore/maximumAge``. `exportTimeout` and the exporter's own limit on its retries only end an attempt.
  /// - Parameters:
  ///   - configuration: Sizes, delays and time limits.
  ///   - redaction: Redacts every batch, after the filters and before the disk.
  ///   - exporter: Belongs to the span processor from here on, which shuts it down.
  ///   - store: Belongs to the span processor from here on, until it is shut down.
  ///   - logger: For failures of the destination and the disk, and for what was not delivered.
  /// - Throws: ``SpanStoreError`` if another span processor uses the folder, if a newer version or another key has
  ///   written it, or if the disk fails.
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

  /// Puts the span in the queue: a lock and a move, without allocation. Spans that were not sampled are ignored. A
  /// span without room, or after the shutdown, is dropped and counted.
  public func onEnd(_ span: consuming SpanData) {
    guard span.flags & Self.sampled != 0 else { return }
    _ = pipeline.queue.enqueue(span)
  }

  /// Exports everything that ended before the call. Spans that end later do not delay it. With a store, all spans
  /// that wait there are exported, too; those that are left at the limit stay on disk.
  /// - Returns: `success` if everything was exported or filtered out, `failure` if something was dropped or refused,
  ///   `timeout` if `timeout` came first or the task was cancelled.
  public func forceFlush(timeout: Duration) async -> FlushResult {
    let (began, undelivered) = (pipeline.clock.now, stored?.delivery.undelivered ?? 0)
    let result = await pipeline.forceFlush(within: timeout)
    guard let stored, result != .timeout else { return result }
    let left = timeout - (pipeline.clock.now - began)
    let delivered = await stored.delivery.flush(within: left, since: undelivered)
    return delivered == .success ? result : delivered
  }

  /// Ends acceptance and exports what there is. Spans that are left at the limit are dropped and counted, or stay in
  /// the store. Returns at the limit at the latest.
  /// - Returns: `success` if nothing was dropped except what filters or rules dropped; spans that stay in the store
  ///   are not dropped. `failure` if something was dropped, `timeout` if the drain did not end in time.
  public func shutdown(timeout: Duration) async -> FlushResult {
    stored?.begin()
    let report = await pipeline.shutdown(within: timeout)
    await stored?.end(within: pipeline.timeLeft)
    if !report.completed { return .timeout }
    return report.undeliveredItems > report.undelivered[.filtered, default: 0] ? .failure : .success
  }

  /// Runs the workers until the span processor has been shut down and drained, or the task is cancelled. Spans that
  /// have not been exported then are dropped and counted, or stay in the store.
  public func run() async throws {
    guard let stored else { return await pipeline.run() }
    stored.begin()
    async let delivered: Void = stored.delivery.run()
    await pipeline.run()
    await stored.end(within: pipeline.timeLeft)
    await delivered
  }

  /// Sets the filters. They see every span, in their order, before it is redacted. They replace the filters
  /// configured before, for batches whose processing begins from now on.
  public func configure(filters: [SpanFilter]) {
    pipeline.filters.configure(filters)
  }

  /// Removes the filters. Redaction stays.
  public func reset() {
    pipeline.filters.configure([])
  }

  /// A consistent snapshot.
  public var statistics: PipelineStatistics {
    guard let stored else { return pipeline.statistics }
    return stored.delivery.statistics { pipeline.statistics }
  }
}
