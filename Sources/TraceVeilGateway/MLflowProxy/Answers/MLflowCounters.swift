import Logging
import Synchronization

/// How a request to the proxy ended. A closed set: raw values are labels of metrics.
enum MLflowOutcome: String, CaseIterable, Sendable {
  /// MLflow got it as it came, and has answered.
  case passed
  /// MLflow got what redaction made of it, and has answered.
  case redacted
  /// It is in the queue on disk, from which MLflow gets what redaction made of it.
  case stored
  /// The queue on disk did not take it.
  case notStored = "not_stored"
  /// A step of an upload in parts, answered here: MLflow gets the whole with the last one.
  case held
  /// Answered here: the setting for attachments, or a rule, says that nothing of it is kept.
  case dropped
  /// It was refused by the list of routes.
  case refused
  /// It does not have the form that it should have, so it cannot be redacted.
  case malformed
  case tooLarge = "too_large"
  /// There was no room for it at that moment.
  case overloaded
  /// A transform failed.
  case redactionFailed = "redaction_failed"
  case unsupportedMediaType = "unsupported_media_type"
  /// It was for a host that is not this one.
  case foreignHost = "foreign_host"
  /// It has come through so many gateways that they send in a circle.
  case looped
  /// MLflow cannot be reached, or broke off.
  case upstreamFailed = "upstream_failed"
  case upstreamTimedOut = "upstream_timed_out"
  /// The client went away, or the gateway ended first.
  case aborted
  case shuttingDown = "shutting_down"
}

/// The counters of the proxy.
final class MLflowCounters: Sendable {
  struct Key: Hashable, Sendable {
    var routeClass: MLflowRouteClass
    var outcome: MLflowOutcome
  }

  private let counts = Mutex<[Key: Int]>([:])

  var requests: [Key: Int] { counts.withLock { $0 } }

  /// Requests by how they ended; those that were.
  var metadata: Logger.Metadata {
    let sums = Dictionary(requests.map { ($0.key.outcome.rawValue, $0.value) }, uniquingKeysWith: +)
    return sums.mapValues { "\($0)" }
  }

  func count(_ outcome: MLflowOutcome, _ routeClass: MLflowRouteClass) {
    counts.withLock { $0[Key(routeClass: routeClass, outcome: outcome), default: 0] += 1 }
  }
}
