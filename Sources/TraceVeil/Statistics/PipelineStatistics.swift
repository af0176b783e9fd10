/// The counters of a pipeline. Items are spans, log records or metric data points.
///
/// One snapshot is consistent in itself: at every moment
/// `received == exported + rejected + dropped.values.sum + deadLettered + queued + onDisk + inFlight`.
public struct PipelineStatistics: Sendable, Hashable {
  // MARK: Items
  /// Items accepted, items that a span processor had to drop at once, and items found on disk at the start.
  public package(set) var received = 0
  /// Items that the destination has accepted.
  public package(set) var exported = 0
  /// Items that the destination rejected in a request that it otherwise accepted (partial success).
  public package(set) var rejected = 0
  /// Items that were dropped, by reason.
  public package(set) var dropped: [DropReason: Int] = [:]
  /// Items that the destination refused permanently, and that are kept in `dead-letters` on disk.
  public package(set) var deadLettered = 0
  /// Items that the destination refused, by the HTTP status of its answer. They also count as
  /// ``DropReason/exportFailed`` or as dead-lettered.
  public package(set) var refusedByStatus: [Int: Int] = [:]
  /// Items that wait for a worker.
  public package(set) var queued = 0
  /// Items that a worker has, or that are on their way to the destination.
  public package(set) var inFlight = 0
  /// Items in the queue on disk that are not on their way to the destination.
  public package(set) var onDisk = 0

  /// How long the oldest item has been queued or in flight; zero when there is none.
  public package(set) var oldestItemAge: Duration = .zero

  // MARK: Requests and bytes
  /// Requests accepted from receivers; for a span processor, spans.
  public package(set) var receivedRequests = 0
  /// Requests refused because the queue had no room. They are not part of `received`.
  public package(set) var refusedRequests = 0
  /// Bytes of accepted requests, uncompressed.
  public package(set) var receivedBytes = 0
  /// Requests that the destination has accepted.
  public package(set) var exportedRequests = 0
  /// Bytes of those requests as they were sent.
  public package(set) var exportedBytes = 0
  /// Bytes of those requests before compression.
  public package(set) var exportedUncompressedBytes = 0

  // MARK: Transforms and delivery
  /// Texts replaced as a whole because they could not be redacted. The pipeline's transforms count them, also for
  /// other pipelines that use them.
  public package(set) var redactionFailures = 0
  /// CPU time of the work on batches.
  public package(set) var stages = StageTimes()
  /// The counters of the exporter.
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
