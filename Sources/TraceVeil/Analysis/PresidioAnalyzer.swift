public import Logging
import Redaction
import Synchronization

/// Asks a Presidio analyzer about texts: several at a time, each text once, and no text whose answer is cached.
///
/// All signals share one. The cache holds a digest of each text, with a random key, and the findings.
public final class PresidioAnalyzer: Sendable {
  struct State: Sendable {
    var breaker = CircuitBreaker()
    var cache: AnalysisCache
    var statistics = AnalyzerStatistics()
  }

  let digester = TextDigester()
  let clock: any PipelineClock
  let logger: Logger
  let configuration: PresidioConfiguration
  let state: Mutex<State>
  let transport: any AnalyzerTransport
  let request: AnalyzerRequest
  /// Lets a bounded number of requests be under way.
  let admission: ExportAdmission

  /// - Parameters:
  ///   - configuration: The address, and bounds of what is asked and kept.
  ///   - logger: For failures.
  /// - Throws: ``ExporterConfigurationError`` for a URL that cannot be one.
  public convenience init(configuration: PresidioConfiguration, logger: Logger) throws {
    try self.init(configuration: configuration, clock: SystemClock(), logger: logger)
  }

  package convenience init(
    configuration: PresidioConfiguration,
    clock: any PipelineClock,
    logger: Logger
  ) throws {
    self.init(
      configuration: configuration,
      clock: clock,
      transport: try PresidioTransport(configuration: configuration),
      logger: logger
    )
  }

  init(
    configuration: PresidioConfiguration,
    clock: any PipelineClock,
    transport: any AnalyzerTransport,
    logger: Logger
  ) {
    self.configuration = configuration
    self.clock = clock
    self.logger = logger
    self.transport = transport
    let cache = AnalysisCache(
      maximumCount: configuration.cachedTexts,
      maximumBytes: configuration.cachedBytes
    )
    state = Mutex(State(cache: cache))
    request = AnalyzerRequest(language: PresidioConfiguration.language, entities: configuration.entities)
    admission = ExportAdmission(limit: max(1, configuration.maximumConcurrentRequests))
  }

  /// A consistent snapshot.
  public var statistics: AnalyzerStatistics {
    state.withLock { state in
      var statistics = state.statistics
      statistics.cachedTexts = state.cache.count
      statistics.breaker = state.breaker.position.rawValue
      return statistics
    }
  }

  /// How long to wait before trying again what has just failed.
  var retryDelay: Duration { state.withLock { $0.breaker.retryDelay(at: clock.now) } }

  /// Counts a batch that begins to wait, or ends to.
  func countHeld(_ change: Int) {
    state.withLock { $0.statistics.heldBatches += change }
  }

  /// - Returns: What is known of the texts; and why not all of them could be analyzed, if not. A text that the
  ///   analyzer itself fails on is missing without that: to ask again would not help.
  func analyze(_ texts: [CollectedTexts.Text]) async -> (AnalyzedTexts, AnalyzerFailure?) {
    var analyzed = AnalyzedTexts(digester: digester)
    let unknown = state.withLock { state in
      texts.filter { text in
        guard let answer = state.cache.answer(for: text.digest) else { return true }
        analyzed.set(answer, for: text.digest)
        state.statistics.cacheHits += 1
        return false
      }
    }
    guard !unknown.isEmpty else { return (analyzed, nil) }
    let requests = unknown.requests(
      maximumTexts: configuration.maximumTexts,
      maximumBytes: configuration.maximumTextBytes
    )
    var failure: AnalyzerFailure?
    await withTaskGroup(of: Outcome.self) { group in
      // No more tasks than may be under way: a batch may need thousands of requests.
      var next = requests.makeIterator()
      for _ in 0..<max(1, configuration.maximumConcurrentRequests) {
        if let request = next.next() { group.addTask { await self.resolve(request) } }
      }
      for await outcome in group {
        for (digest, answer) in outcome.answers { analyzed.set(answer, for: digest) }
        failure = failure ?? outcome.failure
        guard failure == nil, let request = next.next() else { continue }
        group.addTask { await self.resolve(request) }
      }
    }
    return (analyzed, failure)
  }
}
