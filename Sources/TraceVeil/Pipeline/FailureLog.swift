import Logging
import Synchronization

/// Says in the log that items were lost, at most once per interval and kind. Nothing of the items is in it.
final class FailureLog: Sendable {
  private struct State {
    var delivery: LogLimiter
    var processing: LogLimiter
    var rejection: LogLimiter
  }

  private let clock: any PipelineClock
  private let logger: Logger
  private let state: Mutex<State>

  init(interval: Duration, clock: any PipelineClock, logger: Logger) {
    self.clock = clock
    self.logger = logger
    let limiter = LogLimiter(interval: interval)
    state = Mutex(State(delivery: limiter, processing: limiter, rejection: limiter))
  }

  /// A request was not delivered.
  func note(_ error: ExportError, dropped items: Int) {
    log("Data was dropped: it could not be delivered", limitedBy: \.delivery) {
      error.metadata.merging(["ending": "\(error.ending.rawValue)", "items": "\(items)"]) { _, new in new }
    }
  }

  /// Items were not even tried.
  func note(dropped items: Int, for reason: DropReason) {
    guard reason != .filtered else { return }
    log("Data was dropped: it could not be made ready to send", limitedBy: \.processing) {
      ["reason": "\(reason.rawValue)", "items": "\(items)"]
    }
  }

  /// The destination took a request but for some of its items.
  func note(rejected items: Int, _ detail: FailureDetail?) {
    log("The destination rejected a part of a request", limitedBy: \.rejection) {
      (detail?.metadata ?? [:]).merging(["items": "\(items)"]) { _, new in new }
    }
  }

  private func log(
    _ message: Logger.Message,
    limitedBy limiter: WritableKeyPath<State, LogLimiter>,
    _ metadata: () -> Logger.Metadata
  ) {
    let now = clock.now
    guard let unsaid = state.withLock({ $0[keyPath: limiter].admit(at: now) }) else { return }
    logger.error(
      message,
      metadata: metadata().merging(["unlogged_failures": "\(unsaid)"]) { _, new in new }
    )
  }
}
