/// The counters of an analyzer, of all signals together.
public struct AnalyzerStatistics: Sendable, Hashable {
  /// Requests that were made, failed ones included.
  public package(set) var requests = 0
  /// Requests that failed. Those under `paused` were not sent.
  public package(set) var failures: [AnalyzerFailure: Int] = [:]
  /// Texts that were analyzed. A text that occurs several times is counted once.
  public package(set) var texts = 0
  /// Texts whose answer was cached.
  public package(set) var cacheHits = 0
  /// Texts on which the analyzer fails while it answers about others. They are replaced as a whole.
  public package(set) var refusedTexts = 0
  /// Batches that wait for the analyzer now.
  public package(set) var heldBatches = 0
  /// Answers in the cache.
  public package(set) var cachedTexts = 0
  /// `closed`, `open` or `half_open`.
  public package(set) var breaker = "closed"

  /// What `breaker` may be.
  package static let breakerPositions = CircuitBreaker.Position.allCases.map(\.rawValue)

  package init() {}
}
