import Logging
import NIOPosix
import OTLP
import Synchronization

/// The way from a queue to an exporter, which the span processor and the gateway's pipeline have in common.
///
/// Each worker takes a batch, has the CPU work done on a thread of its own pool, waits for admission, and
/// goes on to the next batch while the export is under way. So there are at most as many sealed requests as
/// workers and admitted exports together, and when the destination is slow, the queue fills. Only where a tenant's
/// requests wait for those of the same tenant, some more of them wait beside the workers, which go on with others'.
final class BatchPipeline<Item: BatchItem>: Sendable {
  let queue: BoundedQueue<Item>
  let exporter: any SpanExporter
  /// The exporter, if it only hands requests over and somebody waits for their result.
  let handing: (any HandingExporter)?
  let clock: any PipelineClock
  let settings: PipelineSettings
  let signal: Signal
  /// Run before all transforms.
  let filters = SpanFilters()
  let encoder: BatchEncoder<Item>
  let admission: ExportAdmission
  let parking: ExportParking
  let failures: FailureLog
  let logger: Logger
  let threads: PipelineThreads
  /// Bounds what the workers of all pipelines take; nil for no such bound.
  let memory: WorkMemory?
  let lifecycle = Mutex(PipelineLifecycle())
  let stages = Mutex(StageTimes())
  let shutdownBegan = Latch()
  let finished = Latch()

  init(
    signal: Signal,
    settings: PipelineSettings,
    transforms: [any BatchTransform],
    exporter: any SpanExporter,
    handing: (any HandingExporter)? = nil,
    threadPool: NIOThreadPool?,
    memory: WorkMemory? = nil,
    clock: any PipelineClock,
    logger: Logger
  ) {
    self.signal = signal
    self.settings = settings
    self.exporter = exporter
    self.handing = handing
    self.clock = clock
    self.memory = memory
    var logger = logger
    logger[metadataKey: "signal"] = "\(signal.rawValue)"
    logger[metadataKey: "exporter"] = "\(exporter.name)"
    if let address = exporter.address { logger[metadataKey: "endpoint"] = "\(address)" }
    self.logger = logger
    failures = FailureLog(interval: settings.failureLogInterval, clock: clock, logger: logger)
    encoder = BatchEncoder(
      transforms: [filters] + transforms,
      treeBytes: settings.treeBytes,
      requestCut: { exporter.requestCut }
    )
    admission = ExportAdmission(limit: exporter.maximumConcurrentExports)
    parking = ExportParking(admission)
    threads = PipelineThreads(pool: threadPool, count: settings.workers)
    queue = BoundedQueue(
      limits: settings.queue,
      batchLimits: settings.batch,
      workers: settings.workers,
      spares: Self.spares(for: settings),
      now: { clock.now }
    )
  }

  var statistics: PipelineStatistics {
    var statistics = queue.statistics
    statistics.redactionFailures = encoder.transforms.reduce(0) { $0 + $1.statistics.failedTexts }
    statistics.stages = stages.withLock { $0 }
    statistics.exporter = exporter.statistics
    return statistics
  }

  /// The exporter has other settings than before.
  func noteExporterChange() {
    admission.resize(to: exporter.maximumConcurrentExports)
    failures.label(exporter)
  }

  /// So that no batch of a queue that is never more than full has to be allocated where a span ends.
  private static func spares(for settings: PipelineSettings) -> [[Item]] {
    guard settings.reservedElements > 0 else { return [] }
    let count = settings.reservedElements / settings.batch.items + 1 + settings.workers
    return (0..<count).map { _ in
      var spare: [Item] = []
      spare.reserveCapacity(settings.batch.items)
      return spare
    }
  }
}
