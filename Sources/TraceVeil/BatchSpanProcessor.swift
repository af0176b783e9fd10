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

  private let pipeline: BatchPipeline<SpanData>

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

  /// - Parameters:
  ///   - configuration: Sizes, delays and time limits.
  ///   - transforms: Run in this order on every batch.
  ///   - exporter: Belongs to the processor from here on, which shuts it down.
  ///   - threadPool: Where the CPU work of batches runs, started and ended by the caller; nil for an own one.
  ///   - clock: For delays and time limits; tests pass one of their own.
  ///   - logger: For failures of the destination, and for what was not delivered.
  package init(
    configuration: Configuration = Configuration(),
    transforms: [any BatchTransform],
    exporter: any SpanExporter,
    threadPool: NIOThreadPool? = nil,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    pipeline = BatchPipeline(
      signal: .traces,
      settings: configuration.settings,
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

  /// Exports everything that ended before the call, and nothing that ended later holds it up.
  public func forceFlush(timeout: Duration) async -> FlushResult {
    await pipeline.forceFlush(within: timeout)
  }

  /// Ends acceptance and exports what there is. What is left at the limit is dropped and counted. Returns at
  /// the limit at the latest.
  public func shutdown(timeout: Duration) async -> FlushResult {
    let report = await pipeline.shutdown(within: timeout)
    if !report.completed { return .timeout }
    return report.undeliveredItems > report.undelivered[.filtered, default: 0] ? .failure : .success
  }

  /// Runs the workers until the processor has been shut down and drained, or the task is cancelled; whatever
  /// has not been exported then is dropped and counted.
  public func run() async throws { await pipeline.run() }

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
  public var statistics: PipelineStatistics { pipeline.statistics }
}
