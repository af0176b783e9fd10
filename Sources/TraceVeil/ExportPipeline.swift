public import Logging
public import NIOPosix
public import OTLP
public import ServiceLifecycle

/// The way out of one signal's requests: queue, batches, processors, sealing, export.
public final class ExportPipeline: Service, Sendable {
  public let signal: Signal

  /// - Parameters:
  ///   - processors: Run in this order on every batch.
  ///   - exporter: Belongs to the pipeline from here on, which shuts it down.
  ///   - threadPool: Where the CPU work of batches runs, started and ended by the caller; nil for an own one.
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
  }

  /// Hands a request over. Never blocks.
  public func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation
  ) -> SubmitResult { .shutDown }

  /// Runs the workers until the pipeline has been shut down and drained.
  public func run() async throws {}

  /// Waits until everything accepted before the call has been exported or dropped.
  public func forceFlush(timeout: Duration) async -> FlushResult { .success }

  /// Accepts nothing more, and delivers what it can within the deadline. What is left then is dropped and
  /// counted. Returns at the deadline at the latest.
  public func shutdown(deadline: Duration) async -> DeliveryReport { DeliveryReport() }

  public var statistics: PipelineStatistics { PipelineStatistics() }
}
