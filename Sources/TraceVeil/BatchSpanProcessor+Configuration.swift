import NIOCore

extension BatchSpanProcessor {
  /// Defaults are the specification's ("Batching processor"); values it has no name for say where they are from.
  public struct Configuration: Sendable, Hashable {
    /// Spans that may wait. When there are more, the newest is dropped.
    public var maximumQueueSize = 2048
    /// Spans in a request. A larger one than the queue's size counts as that size.
    public var maximumExportBatchSize = 512
    /// Longest time a span waits for others to fill its batch. Not under a millisecond.
    public var scheduleDelay: Duration = .seconds(5)
    /// The time limit of one export with all its attempts; zero for none.
    public var exportTimeout: Duration = .seconds(30)
    /// How many workers redact, encode and compress concurrently: half of the cores, at most four, so that the
    /// application keeps its own.
    public var workers = min(4, max(1, System.coreCount / 2))
    /// Memory in bytes for the spans of a request before they are packed. All of them are packed at once, so a batch
    /// that needs more is split. A single span may need more, and is then sent alone.
    public var treeBytes = 16 << 20
    /// The time limit of the drain that a graceful shutdown of the service group starts.
    public var shutdownTimeout: Duration = .seconds(25)
    /// Least time between two log lines about a failing destination.
    public var failureLogInterval: Duration = .seconds(60)

    /// The specification's defaults.
    public init() {}

    var settings: PipelineSettings {
      let queueSize = max(1, maximumQueueSize)
      return PipelineSettings(
        workers: max(1, workers),
        queue: QueueLimits(elements: queueSize, dropsWhatIsRefused: true),
        batch: BatchLimits(items: min(max(1, maximumExportBatchSize), queueSize)),
        treeBytes: treeBytes,
        maximumTreeBytes: 256 << 20,
        scheduleDelay: scheduleDelay,
        exportTimeout: exportTimeout,
        shutdownTimeout: shutdownTimeout,
        failureLogInterval: failureLogInterval,
        reservedElements: queueSize
      )
    }
  }
}
