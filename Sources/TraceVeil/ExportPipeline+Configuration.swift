import NIOCore

extension ExportPipeline {
  /// How requests wait, are batched and are sent.
  package struct Configuration: Sendable, Hashable {
    /// Workers that decode, redact, encode and compress at the same time.
    package var workers = System.coreCount
    /// Requests that may wait; their bytes are bounded by the ``ByteBudget`` they were reserved from.
    package var maximumQueuedRequests = 16_384
    /// Longest time an item waits for others to fill its batch. Not under a millisecond.
    package var scheduleDelay: Duration = .milliseconds(200)
    /// Items after which a batch is cut.
    package var maximumBatchItems = 512
    /// Bytes, uncompressed, after which a batch is cut. A single larger request goes alone.
    package var maximumBatchBytes = 4 << 20
    /// Memory of a span that is unpacked, and of what edits make of a batch: what would take more is dropped. Not under
    /// what validation allows.
    package var maximumTreeBytes = 256 << 20
    /// The time limit of all attempts of one export together; zero for none.
    package var exportTimeout: Duration = .zero
    /// The time limit of the drain that a graceful shutdown of the service group starts.
    package var shutdownTimeout: Duration = .seconds(25)
    /// What a refused caller is told to wait, unless the destination wants longer.
    package var overloadRetryAfter: Duration = .seconds(1)
    /// Age of a request on disk when it is tried for the last time: what the exporter's policy allows; nil where there is no queue on
    /// disk.
    package var maximumStoredAge: Duration?
    /// Whether what the queue on disk does not take waits in memory until it does: for senders that are answered before.
    package var holdsUnstored = false
    /// How long the sender of a request waits for the destination's answer: each is then sent as it came, without others. Nil
    /// where it does not wait.
    package var answerLimit: Duration?
    /// Least time between two log lines about a failing destination.
    package var failureLogInterval: Duration = .seconds(60)

    package init() {}

    var settings: PipelineSettings {
      let batch = BatchLimits(items: max(1, maximumBatchItems), bytes: max(1, maximumBatchBytes))
      return PipelineSettings(
        workers: max(1, workers),
        queue: QueueLimits(elements: max(1, maximumQueuedRequests), dropsWhatIsRefused: false),
        batch: answerLimit == nil ? batch : BatchLimits(items: 1),
        maximumTreeBytes: maximumTreeBytes,
        scheduleDelay: scheduleDelay,
        exportTimeout: exportTimeout,
        shutdownTimeout: shutdownTimeout,
        failureLogInterval: failureLogInterval,
        parksExports: true,
        answerLimit: answerLimit
      )
    }
  }
}

extension PipelineSettings {
  /// Stores each request by itself, as soon as a worker is free, so that its sender does not wait for others.
  mutating func storeEachAlone() {
    storesRequests = true
    batch = BatchLimits(items: 1)
    exportTimeout = .zero
  }

  /// Stores each batch by itself. Batches are joined when they are sent.
  mutating func storeBatches(within delay: Duration) {
    storesRequests = true
    scheduleDelay = min(scheduleDelay, delay)
    exportTimeout = .zero
  }
}

extension StoredDelivery.Settings {
  init(_ configuration: ExportPipeline.Configuration) {
    let settings = configuration.settings
    self.init(
      batch: settings.batch,
      scheduleDelay: settings.scheduleDelay,
      failureLogInterval: settings.failureLogInterval,
      maximumAge: configuration.maximumStoredAge
    )
  }
}
