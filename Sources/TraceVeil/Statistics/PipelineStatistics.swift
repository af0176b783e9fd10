/// What a pipeline has done so far. Items are spans, log records or metric data points.
///
/// One snapshot is consistent in itself: at every moment
/// `received == exported + rejected + dropped.values.sum + deadLettered + queued + onDisk + inFlight`.
public struct PipelineStatistics: Sendable, Hashable {
  // MARK: Items
  /// Items accepted, those a span processor had to drop at once, and those found on disk at the start.
  public package(set) var received = 0
  /// Items the destination has taken.
  public package(set) var exported = 0
  /// Items the destination refused in a request it took otherwise (partial success).
  public package(set) var rejected = 0
  /// Items that were dropped, by reason.
  public package(set) var dropped: [DropReason: Int] = [:]
  /// Items that the destination refused for good, and that are kept in `dead-letters` on disk.
  public package(set) var deadLettered = 0
  /// Those of ``DropReason/exportFailed`` and of the dead-lettered ones that the destination refused, by the HTTP status of its answer.
  public package(set) var refusedByStatus: [Int: Int] = [:]
  /// Items that wait for a worker.
  public package(set) var queued = 0
  /// Items with a worker or on their way to the destination.
  public package(set) var inFlight = 0
  /// Items in the queue on disk that are not on their way to the destination.
  public package(set) var onDisk = 0

  /// How long the oldest of the queued items, and of those in flight, has been there; zero when there is none.
  public package(set) var oldestItemAge: Duration = .zero

  // MARK: Requests and bytes
  /// Requests accepted from receivers; of a span processor, spans.
  public package(set) var receivedRequests = 0
  /// Requests handed back because the queue had no room: not part of `received`.
  public package(set) var refusedRequests = 0
  /// Bytes of accepted requests, uncompressed.
  public package(set) var receivedBytes = 0
  /// Requests the destination has taken.
  public package(set) var exportedRequests = 0
  /// Bytes of those requests as they were sent.
  public package(set) var exportedBytes = 0
  /// Bytes of those requests before compression.
  public package(set) var exportedUncompressedBytes = 0

  // MARK: Transforms and delivery
  /// Texts replaced as a whole because they could not be redacted, by the pipeline's transforms, which may
  /// serve other pipelines too.
  public package(set) var redactionFailures = 0
  /// CPU time of the work on batches.
  public package(set) var stages = StageTimes()
  /// What the exporter has counted.
  public package(set) var exporter = ExporterStatistics()

  /// Zero of everything.
  public init() {}

  /// Items that ended without being delivered.
  public var totalDropped: Int { dropped.values.reduce(0, +) }

  /// Whether every received item is in exactly one place.
  public var isBalanced: Bool {
    received == exported + rejected + totalDropped + deadLettered + queued + onDisk + inFlight
  }
}
