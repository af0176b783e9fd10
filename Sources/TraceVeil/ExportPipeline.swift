public import Logging
public import NIOPosix
public import OTLP
public import ServiceLifecycle

/// The way out of one signal's requests: queue, batches, processors, sealing, export.
///
/// Delivers while `run` runs. All methods may be called from any thread.
public final class ExportPipeline: Service, Sendable {
  public let signal: Signal
  private let configuration: Configuration
  private let pipeline: BatchPipeline<QueuedRequest>

  /// - Parameters:
  ///   - signal: The one signal of all requests.
  ///   - configuration: Sizes, delays and time limits.
  ///   - processors: Run in this order on every batch.
  ///   - exporter: Belongs to the pipeline from here on, which shuts it down.
  ///   - threadPool: Where the CPU work of batches runs, started and ended by the caller; nil for an own one.
  ///   - clock: For delays and time limits; tests pass one of their own.
  ///   - logger: For failures of the destination, and for what was not delivered.
  public init(
    signal: Signal,
    configuration: Configuration = Configuration(),
    processors: [any BatchProcessor],
    exporter: any SpanExporter,
    threadPool: NIOThreadPool? = nil,
    clock: any PipelineClock = SystemClock(),
    logger: Logger
  ) {
    self.signal = signal
    self.configuration = configuration
    pipeline = BatchPipeline(
      signal: signal,
      settings: configuration.settings,
      processors: processors,
      exporter: exporter,
      threadPool: threadPool,
      clock: clock,
      logger: logger
    )
  }

  /// Hands a request over. Never blocks.
  ///
  /// An accepted request keeps its reservation until all of its items have come to their end; one that is not
  /// accepted has given it back when this returns. A request without items is accepted and forgotten.
  public func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation
  ) -> SubmitResult {
    precondition(request.signal == signal, "a request of another signal")
    guard request.summary.acceptedItems > 0 else { return .accepted }
    let refusal = pipeline.queue.enqueue(
      QueuedRequest(request: request, share: BudgetShare(reservation))
    )
    return switch refusal {
    case nil: .accepted
    case .full: .full(retryAfter: retryAfter)
    case .shutDown: .shutDown
    }
  }

  /// How long a caller who finds no room is to wait: as long as the destination wants, within reason.
  public var retryAfter: Duration {
    min(max(configuration.overloadRetryAfter, pipeline.exporter.statistics.throttledFor), .seconds(60))
  }

  /// Runs the workers until the pipeline has been shut down and drained, or the task is cancelled; whatever has
  /// not been delivered then is dropped and counted. A graceful shutdown of the service group drains for at
  /// most `shutdownTimeout`.
  public func run() async throws { await pipeline.run() }

  /// Waits until everything accepted before the call has been exported or dropped.
  public func forceFlush(timeout: Duration) async -> FlushResult {
    await pipeline.forceFlush(within: timeout)
  }

  /// Accepts nothing more, and delivers what it can within the deadline. What is left then is dropped and
  /// counted. Returns at the deadline at the latest.
  public func shutdown(deadline: Duration) async -> DeliveryReport {
    await pipeline.shutdown(within: deadline)
  }

  /// Has every span seen by these filters, in their order, before anything else: what they leave is then redacted.
  /// They take the place of those configured before, for batches whose processing begins from now on. Logs and metrics have no spans.
  public func configure(spanProcessors: [SpanFilter]) {
    pipeline.filters.configure(spanProcessors)
  }

  /// Takes the filters away. Redaction stays.
  public func reset() {
    pipeline.filters.configure([])
  }

  /// A consistent snapshot.
  public var statistics: PipelineStatistics { pipeline.statistics }
}
