/// Why an analyzer has not answered. A closed set: raw values are labels of metrics.
public enum AnalyzerFailure: String, Error, Sendable, Hashable, CaseIterable {
  /// No connection, or it broke.
  case unreachable
  /// No answer within the time limit.
  case timedOut = "timeout"
  /// It asks to come again later: 429, 502, 503, 504.
  case unavailable
  /// Any other status than 200.
  case refused
  /// An answer that is not the API's, or too long.
  case malformed
  /// It failed before, and is not asked for a while.
  case paused
  /// The pipeline has ended.
  case stopped

  /// Whether the texts may be to blame: then others may well be analyzed.
  var mayBeOfTexts: Bool {
    switch self {
    case .timedOut, .refused, .malformed: true
    case .unreachable, .unavailable, .paused, .stopped: false
    }
  }
}
