import Logging
import Synchronization

/// Says in the log that items were lost, at most once per interval and kind; what a destination answers are kinds of
/// their own. Nothing of the items is in it.
final class FailureLog: Sendable {
  private enum Kind: Hashable {
    case delivery(ExportError.Code, httpStatus: Int?)
    /// All deliveries whose reason has no kind of its own, because there were too many kinds.
    case otherDelivery
    case letter(httpStatus: Int?)
    case processing
    case rejection
  }

  /// A destination may answer with any number. More kinds than these share one.
  static let maximumKinds = 32

  private let clock: any PipelineClock
  private let logger: Mutex<Logger>
  private let interval: Duration
  private let limiters = Mutex<[Kind: LogLimiter]>([:])

  init(interval: Duration, clock: any PipelineClock, logger: Logger) {
    self.clock = clock
    self.logger = Mutex(logger)
    self.interval = interval
  }

  /// The lines are about another exporter from here on.
  func label(_ exporter: any SpanExporter) {
    let (name, address) = (exporter.name, exporter.address)
    logger.withLock { logger in
      logger[metadataKey: "exporter"] = "\(name)"
      logger[metadataKey: "endpoint"] = address.map { "\($0)" }
    }
  }

  /// A request was not delivered.
  func note(_ error: ExportError, dropped items: Int) {
    // Whoever waits for the disk has not been told that it was taken.
    let isUnstored = error.code == .notStored && error.ending == .permanent
    let message: Logger.Message =
      isUnstored
      ? "The disk did not take data for its queue: a sender that waits for it is told to send it again"
      : "Data was dropped: it could not be delivered"
    log(message, .delivery(error.code, httpStatus: error.httpStatus)) {
      error.metadata.merging(["ending": "\(error.ending.rawValue)", "items": "\(items)"]) { _, new in new }
    }
  }

  /// The destination refused it for good, and it is kept on disk.
  func note(_ error: ExportError, kept items: Int) {
    log("Data was refused by the destination, and is in dead-letters", .letter(httpStatus: error.httpStatus))
    {
      error.metadata.merging(["items": "\(items)"]) { _, new in new }
    }
  }

  /// Items were not even tried.
  func note(dropped items: Int, for reason: DropReason) {
    guard reason != .filtered else { return }
    var metadata: Logger.Metadata = ["reason": "\(reason.rawValue)", "items": "\(items)"]
    guard reason == .queueFull else {
      return log("Data was dropped: it could not be made ready to send", .processing) { metadata }
    }
    metadata["advice"] =
      "see why the destination falls behind, or raise TRACEVEIL_QUEUE_BYTES (TRACEVEIL_QUEUE_DISK_BYTES on disk)"
    log("Data was dropped: this destination has no room for more", .processing) { metadata }
  }

  /// The destination took a request but for some of its items.
  func note(rejected items: Int, _ detail: FailureDetail?) {
    log("The destination rejected a part of a request", .rejection) {
      (detail?.metadata ?? [:]).merging(["items": "\(items)"]) { _, new in new }
    }
  }

  private func log(
    _ message: Logger.Message,
    _ kind: Kind,
    _ metadata: () -> Logger.Metadata
  ) {
    let now = clock.now
    let unsaid = limiters.withLock { limiters in
      let isNew = limiters[kind] == nil
      let kind = isNew && limiters.count >= Self.maximumKinds ? Kind.otherDelivery : kind
      return limiters[kind, default: LogLimiter(interval: interval)].admit(at: now)
    }
    guard let unsaid else { return }
    logger.withLock { $0 }.error(
      message,
      metadata: metadata().merging(["unlogged_failures": "\(unsaid)"]) { _, new in new }
    )
  }
}
