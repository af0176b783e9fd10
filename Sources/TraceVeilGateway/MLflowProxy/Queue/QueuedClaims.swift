import Synchronization

/// What is told to ``SpanClaims`` of requests that wait on disk: they are under way until MLflow has answered. Safe on any
/// thread.
///
/// A request from an earlier run, or one past the bound, was never said to be under way. So this remembers how many of each
/// trace were.
final class QueuedClaims: Sendable {
  private let claims: SpanClaims
  private let maximumTraces: Int
  /// The number of requests that are said to be under way, by trace.
  private let waiting = Mutex<[StoredSpans.Trace: Int]>([:])

  /// - Parameter maximumTraces: Of so many traces requests are remembered: as many as the claims themselves remember.
  init(_ claims: SpanClaims, maximumTraces: Int = 1 << 14) {
    self.claims = claims
    self.maximumTraces = maximumTraces
  }

  /// A request is about to be stored.
  func wait(for request: StoredSpans.Request) {
    let remembered = waiting.withLock { waiting in
      request.filter { trace, _ in
        guard waiting[trace] != nil || waiting.count < maximumTraces else { return false }
        waiting[trace, default: 0] += 1
        return true
      }
    }
    if !remembered.isEmpty { claims.send(remembered) }
  }

  /// A request has come to its end, or could not be stored.
  ///
  /// - Parameter isStored: Whether MLflow has accepted all of it.
  func end(_ request: StoredSpans.Request, isStored: Bool) {
    let unknown = waiting.withLock { waiting in
      request.filter { trace, _ in
        guard let count = waiting[trace] else { return true }
        waiting[trace] = count > 1 ? count - 1 : nil
        return false
      }
    }
    if !unknown.isEmpty { claims.send(unknown) }
    claims.settle(request, isStored: isStored)
  }
}
