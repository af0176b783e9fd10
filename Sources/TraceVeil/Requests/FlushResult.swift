/// How a flush or a shutdown ended, in the specification's terms.
public enum FlushResult: String, Sendable, Hashable {
  /// Everything there was has been exported.
  case success
  /// Everything was tried, and something was dropped.
  case failure
  /// The time limit came first.
  case timeout
}
