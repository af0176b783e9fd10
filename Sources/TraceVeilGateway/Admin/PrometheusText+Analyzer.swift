import TraceVeil

extension PrometheusText {
  /// What the Presidio analyzer was asked.
  mutating func add(_ analyzer: AnalyzerStatistics) {
    add("traceveil_presidio_requests_total", .counter, "Requests to the analyzer.", analyzer.requests)
    add(
      "traceveil_presidio_failures_total",
      .counter,
      "Requests to the analyzer that failed, or were not made because it was failing (paused).",
      AnalyzerFailure.allCases.map {
        ([("reason", $0.rawValue)], String(analyzer.failures[$0] ?? 0))
      }
    )
    add("traceveil_presidio_texts_total", .counter, "Texts that were analyzed.", analyzer.texts)
    add("traceveil_presidio_cache_hits_total", .counter, "Texts whose answer was known.", analyzer.cacheHits)
    add("traceveil_presidio_cached_texts", .gauge, "Answers that are kept.", analyzer.cachedTexts)
    add(
      "traceveil_presidio_refused_texts_total",
      .counter,
      "Texts that the analyzer fails on although it answers: replaced as a whole.",
      analyzer.refusedTexts
    )
    add(
      "traceveil_presidio_held_batches",
      .gauge,
      "Batches that wait for the analyzer.",
      analyzer.heldBatches
    )
    add(
      "traceveil_presidio_breaker",
      .gauge,
      "1 for the state of the circuit breaker.",
      AnalyzerStatistics.breakerPositions.map {
        ([("state", $0)], $0 == analyzer.breaker ? "1" : "0")
      }
    )
  }
}
