import Foundation
import OTLP
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Admin: the analyzer")
struct AnalyzerStatusTests {
  private func snapshot(_ analyzer: AnalyzerStatistics?) -> GatewaySnapshot {
    GatewaySnapshot(
      phase: .ready,
      uptime: .zero,
      queueBytes: 0,
      queueLimit: 1,
      signals: [],
      redaction: RedactionSnapshot(processors: [], policy: nil, operations: [], matches: [], ruledSpans: 0),
      analyzer: analyzer
    )
  }

  private var statistics: AnalyzerStatistics {
    var statistics = AnalyzerStatistics()
    statistics.requests = 7
    statistics.failures = [.timedOut: 2]
    statistics.texts = 5
    statistics.cacheHits = 3
    statistics.refusedTexts = 1
    statistics.heldBatches = 4
    statistics.cachedTexts = 6
    statistics.breaker = "open"
    return statistics
  }

  @Test("Metrics have each reason and each state, whatever has happened")
  func metrics() {
    let lines = snapshot(statistics).prometheusText().split(separator: "\n").map(String.init)
    for line in [
      "traceveil_presidio_requests_total 7", "traceveil_presidio_texts_total 5",
      "traceveil_presidio_cache_hits_total 3", "traceveil_presidio_refused_texts_total 1",
      "traceveil_presidio_held_batches 4", "traceveil_presidio_cached_texts 6",
      "traceveil_presidio_failures_total{reason=\"timeout\"} 2",
      "traceveil_presidio_failures_total{reason=\"malformed\"} 0",
      "traceveil_presidio_breaker{state=\"open\"} 1", "traceveil_presidio_breaker{state=\"closed\"} 0",
      "traceveil_presidio_breaker{state=\"half_open\"} 0",
    ] { #expect(lines.contains(line), "\(line)") }
    let failures = lines.filter { $0.hasPrefix("traceveil_presidio_failures_total{") }
    #expect(failures.count == AnalyzerFailure.allCases.count)
  }

  @Test("The status has the same numbers")
  func status() throws {
    let data = try JSONEncoder().encode(StatusDocument(snapshot(statistics)))
    let document = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let presidio = try #require(document?["presidio"] as? [String: Any])
    #expect(presidio["requests"] as? Int == 7 && presidio["texts"] as? Int == 5)
    #expect(presidio["heldBatches"] as? Int == 4 && presidio["breaker"] as? String == "open")
    #expect(presidio["failures"] as? [String: Int] == ["timeout": 2])
  }

  @Test("Without an analyzer there is nothing of it")
  func none() throws {
    #expect(!snapshot(nil).prometheusText().contains("presidio"))
    let data = try JSONEncoder().encode(StatusDocument(snapshot(nil)))
    #expect(!String(decoding: data, as: UTF8.self).contains("presidio"))
  }
}
