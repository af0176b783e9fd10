import HTTPServer
import Logging
import OTLP
import Synchronization
import TraceVeil

/// Says what was refused at the ports, each kind once in a while, with how often since the last time.
final class RefusalLog: Sendable {
  private enum Kind: Hashable {
    case connection(ConnectionShortage)
    case request(RequestOutcome)
  }

  private let logger: Logger
  private let limiters = Mutex<[Kind: LogLimiter]>([:])
  private let started = ContinuousClock.now

  init(logger: Logger) { self.logger = logger }

  /// - Parameter key: The setting of the port.
  func note(_ shortage: ConnectionShortage, at key: String) {
    guard let unsaid = admit(.connection(shortage)) else { return }
    let (message, advice): (Logger.Message, String) =
      switch shortage {
      case .displaced:
        (
          "Too many connections: one that did nothing was closed for a new one",
          "raise TRACEVEIL_MAX_CONNECTIONS if senders keep connections open"
        )
      case .refused:
        (
          "Connection refused: as many as allowed are in use",
          "raise TRACEVEIL_MAX_CONNECTIONS, or let senders share connections"
        )
      case .exhausted:
        ("Connections wait: the process has no descriptor left", "raise the limit of open files (ulimit -n)")
      }
    logger.warning(message, metadata: ["port": "\(key)", "unsaid": "\(unsaid)", "advice": "\(advice)"])
  }

  func note(_ outcome: RequestOutcome, _ signal: Signal?) {
    guard let level = outcome.logLevel, logger.logLevel <= level, let unsaid = admit(.request(outcome)) else {
      return
    }
    var metadata: Logger.Metadata = ["outcome": "\(outcome.rawValue)", "unsaid": "\(unsaid)"]
    if let signal { metadata["signal"] = "\(signal.rawValue)" }
    if outcome == .looped { metadata["advice"] = "let no gateway send to one that sends to it" }
    logger.log(level: level, "Request refused", metadata: metadata)
  }

  private func admit(_ kind: Kind) -> Int? {
    let now = started.duration(to: .now)
    return limiters.withLock { $0[kind, default: LogLimiter(interval: .seconds(30))].admit(at: now) }
  }
}

extension RequestOutcome {
  /// The level of the log line about such a request; nil for none. A warning is about something that an operator can
  /// fix.
  fileprivate var logLevel: Logger.Level? {
    switch self {
    case .accepted, .empty, .aborted, .shuttingDown: nil
    case .overloaded, .tooSlow, .notStored, .notDelivered, .refusedByDestination: .warning
    case .looped: .error
    case .malformed, .tooLarge, .unsupportedMediaType, .invalidHeader, .unauthorized, .notFound,
      .methodNotAllowed:
      .info
    }
  }
}
