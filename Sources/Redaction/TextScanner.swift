internal import CScanner

/// The recognizers of a policy, compiled into one pass over a text.
///
/// Immutable and shared by all workers. One call of `scan` looks at every byte once, in C, and calls a
/// recognizer only where one of its triggers is.
struct TextScanner: Sendable {
  let recognizers: [any Recognizer]
  /// The same, where those that share a search are asked through the first of them.
  private let asked: [any Recognizer]
  private let table: TriggerTable

  /// Throws when the triggers of all recognizers together exceed the table of the scanner.
  init(recognizers: [any Recognizer]) throws {
    self.recognizers = recognizers
    asked = NationalNumberRecognizer.sharing(recognizers)
    table = try TriggerTable(asked)
  }

  /// Whether a text has no disguise, and no recognizer reports anything in it. Overwrites `findings`.
  @inline(__always)
  func findsNothing(
    in text: ByteView,
    hits: inout [cscanner_hit],
    findings: inout Findings
  ) -> Bool {
    let result = table.scan(text, from: 0, into: &hits)
    guard result.next == text.count, result.disguise == text.count else { return false }
    return result.count == 0 || confirmsNothing(hits, result.count, in: text, &findings)
  }

  private func confirmsNothing(
    _ hits: [cscanner_hit],
    _ count: Int,
    in text: ByteView,
    _ findings: inout Findings
  ) -> Bool {
    findings.startText()
    confirm(hits, count, in: text, into: &findings)
    return findings.candidates.isEmpty
  }

  /// Where to begin when a text is looked at without its disguises.
  struct Disguises {
    /// The first of all, for patterns of which nothing is known.
    var first: Int?
    /// The first that could keep a built-in recognizer from a value.
    var covering: Int?
  }

  /// Reports candidates of all recognizers into `findings`, and answers where the first disguises are.
  ///
  /// - Parameter binary: where no trigger is looked for: disjoint, ascending ranges. A recognizer that was called
  ///   for what stands before may read on in them.
  func scan(
    _ text: ByteView,
    skipping binary: [Range<Int>],
    hits: inout [cscanner_hit],
    into findings: inout Findings
  ) -> Disguises {
    var disguises = Disguises()
    var start = 0
    for range in binary {
      let end = min(range.lowerBound + Self.margin, range.upperBound)
      scan(text, start..<end, hits: &hits, into: &findings, &disguises)
      start = max(end, range.upperBound - Self.margin)
    }
    scan(text, start..<text.count, hits: &hits, into: &findings, &disguises)
    return disguises
  }

  /// Bytes at either end of a range to skip that are looked at all the same: a token may begin or end there.
  private static let margin = 64

  private func scan(
    _ text: ByteView,
    _ range: Range<Int>,
    hits: inout [cscanner_hit],
    into findings: inout Findings,
    _ disguises: inout Disguises
  ) {
    let part = range.upperBound == text.count ? text : text.slice(0..<range.upperBound)
    var disguise = part.count
    var cover = part.count
    var next = range.lowerBound
    while next < part.count {
      let result = table.scan(part, from: next, into: &hits)
      disguise = min(disguise, result.disguise)
      cover = min(cover, result.cover)
      next = result.next
      confirm(hits, result.count, in: text, into: &findings)
    }
    if disguises.first == nil, disguise < part.count { disguises.first = disguise }
    if disguises.covering == nil, cover < part.count { disguises.covering = cover }
  }

  private func confirm(
    _ hits: [cscanner_hit],
    _ count: Int,
    in text: ByteView,
    into findings: inout Findings
  ) {
    for index in 0..<count {
      let hit = hits[index]
      let trigger = TriggerHit(position: Int(hit.position), count: Int(hit.count))
      for place in table.places(of: hit.trigger) {
        let listener = table.listeners[place]
        guard trigger.count >= listener.minimum else { break }
        guard findings.resume(listener.recognizer, at: trigger.position) else { continue }
        asked[listener.recognizer].confirm(text, at: trigger, into: &findings)
      }
    }
  }

  /// Hits a scan can hold before it hands them on.
  static let hitCapacity = CSCANNER_MIN_CAPACITY
}
