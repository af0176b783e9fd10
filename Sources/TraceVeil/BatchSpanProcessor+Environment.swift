extension BatchSpanProcessor.Configuration {
  /// Reads `OTEL_BSP_*` with the specification's defaults, for the tracer of a process.
  ///
  /// A batch size above the queue's, for which the specification has no rule, is lowered to it with a
  /// warning. The reservation for the queue is made at once, so its size is limited to a million spans.
  public init(reading reader: inout ConfigurationReader) throws(ConfigurationError) {
    self.init()
    scheduleDelay = try reader.duration(["OTEL_BSP_SCHEDULE_DELAY"], default: scheduleDelay)
    exportTimeout = try reader.duration(["OTEL_BSP_EXPORT_TIMEOUT"], default: exportTimeout)
    maximumQueueSize = try reader.integer(
      ["OTEL_BSP_MAX_QUEUE_SIZE"],
      default: maximumQueueSize,
      in: 1...1_000_000
    )
    let batchSizeKey = "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"
    let batchSize = try reader.integer([batchSizeKey], default: maximumExportBatchSize, in: 1...Int.max)
    maximumExportBatchSize = min(batchSize, maximumQueueSize)
    if batchSize > maximumQueueSize, reader.environment[batchSizeKey] != nil {
      reader.warn(batchSizeKey, "a batch cannot be larger than the queue; \(maximumQueueSize) is used")
    }
  }
}
