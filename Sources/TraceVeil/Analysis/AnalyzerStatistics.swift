/// What an analyzer was asked so far, by all signals together.
public struct AnalyzerStatistics: Sendable, Hashable {
  /// Requests that were made, failed ones included.
  public package(set) var requests = 0
  /// Requests that failed. Those under `paused` were not made at all.
  public package(set) var failures: [AnalyzerFailure: Int] = [:]
  /// Texts that were analyzed: without those that several batches have, or one batch several times.
  public package(set) var texts = 0
  /// Texts whose answer was known.
  public package(set) var cacheHits = 0
  /// Texts that the analyzer fails on although it answers; they are replaced as a whole.
  public package(set) var refusedTexts = 0
  /// Batches that wait for the analyzer now.
  public package(set) var heldBatches = 0
  /// Answers that are kept.
  public package(set) var cachedTexts = 0
  /// `closed`, `open` or `half_open`.
  public package(set) var breaker = "closed"

  /// What `breaker` may be.
  package static let breakerPositions = CircuitBreaker.Position.allCases.map(\.rawValue)

  package init() {}
}
