internal import CRE2

/// Measures what patterns cost, relative to an ordinary one on the same machine at the same moment.
///
/// An automaton is built while it reads, so each try builds a new one, lets it read one probe, and measures
/// it on another: what an easy pattern still has to build by then is little, a hard one never ends building.
/// CPU time of the thread counts, not wall time. The first try within the limit is enough, otherwise the best
/// of several: a busy machine makes no pattern dearer than it is.
struct PatternPricer {
  /// An ordinary pattern: what it costs is the unit.
  static let ordinary = #"\bEMP-(\d{6})\b"#
  static let tries = 3

  private let clock: @Sendable () -> UInt64
  private let baseline: UInt64

  /// - Parameter clock: CPU time of the calling thread in nanoseconds; tests pass their own.
  init(clock: @escaping @Sendable () -> UInt64 = { cre2_thread_cpu_time() }) throws(PatternError) {
    self.clock = clock
    let probes = Probes(for: [Self.ordinary])
    var best = UInt64.max
    for _ in 0..<5 {
      best = min(best, Self.time(try RE2Pattern(Self.ordinary, memory: 4 << 20), on: probes, clock: clock))
    }
    baseline = max(best, 1)
  }

  /// The price of a pattern; when it is within the limit, it may be somewhat too high.
  func price(of pattern: String, memory: Int, limit: Double) throws(PatternError) -> Double {
    let probes = Probes(for: [pattern])
    var price = Double.infinity
    for _ in 0..<Self.tries where price > limit {
      let compiled = try RE2Pattern(pattern, memory: memory)
      price = min(price, relative(Self.time(compiled, on: probes, clock: clock)))
    }
    return price
  }

  /// An automaton of many patterns, warmed up, and its price; nil as soon as it exceeds the limit.
  func automaton(
    of patterns: [String],
    memory: Int,
    limit: Double
  ) throws(PatternError) -> (set: RE2PatternSet, price: Double)? {
    let probes = Probes(for: patterns)
    for _ in 0..<Self.tries {
      let set = try RE2PatternSet(patterns, memory: memory)
      // Building is dearer than reading: the warm-up may take ten times as long.
      guard price(of: set, on: probes.first, limit: limit * 10) != nil else { continue }
      if let price = price(of: set, on: probes.second, limit: limit) { return (set, price) }
    }
    return nil
  }

  private func relative(_ time: UInt64) -> Double { Double(time) / Double(baseline) }

  private func price(of set: RE2PatternSet, on probe: [UInt8], limit: Double) -> Double? {
    let start = clock()
    let slice = 2048
    for offset in stride(from: 0, to: probe.count, by: slice) {
      let text = probe.span.extracting(offset..<min(offset + slice, probe.count))
      try? set.forEachMatching(text) { _ in }
      if relative(clock() &- start) > limit { return nil }
    }
    return relative(clock() &- start)
  }

  private static func time(_ pattern: RE2Pattern, on probes: Probes, clock: () -> UInt64) -> UInt64 {
    findAll(pattern, in: probes.first)
    let start = clock()
    findAll(pattern, in: probes.second)
    return clock() &- start
  }

  /// Finds every match, one after the other, as a scan does. Where the probe is made of the pattern's own
  /// characters, it is no news that a short pattern matches often: there, some text behind each match is
  /// skipped.
  private static func findAll(_ pattern: RE2Pattern, in text: [UInt8]) {
    withUnsafeTemporaryAllocation(of: cre2_range.self, capacity: 1) { match in
      var start = 0
      while start < text.count, (try? pattern.find(in: text.span, from: start, groups: match)) == true {
        start = max(match[0].end, start + 1)
        if start > PatternProbe.ownStart { start += 64 }
      }
    }
  }

  private struct Probes {
    let first: [UInt8]
    let second: [UInt8]

    init(for patterns: [String]) {
      first = PatternProbe.text(for: patterns, seed: 1)
      second = PatternProbe.text(for: patterns, seed: 2)
    }
  }
}
