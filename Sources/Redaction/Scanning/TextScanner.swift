internal import CScanner

/// The recognizers of a policy, compiled into one pass over a text.
///
/// Immutable and shared by all workers. One call of `scan` looks at every byte once, in C, and calls a
/// recognizer only where one of its triggers is.
struct TextScanner: Sendable {
  let recognizers: [any Recognizer]
  /// The recognizers that are called. Recognizers that share a search are called through the first of them.
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
    confirm(hits, 0..<count, in: text, into: &findings)
    return findings.candidates.isEmpty
  }

  /// What a scan says about a text besides what it reports.
  struct Overview {
    /// The first disguise of all, for patterns of which nothing is known.
    var firstDisguise: Int?
    /// The first that could keep a built-in recognizer from a value.
    var firstCover: Int?
    /// How many hits there are, if the buffer holds all of them.
    var hitCount: Int?
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
  ) -> Overview {
    var overview = Overview()
    var start = 0
    for range in binary {
      let end = min(range.lowerBound + Self.margin, range.upperBound)
      scan(text, start..<end, hits: &hits, into: &findings, &overview)
      start = max(end, range.upperBound - Self.margin)
    }
    scan(text, start..<text.count, hits: &hits, into: &findings, &overview)
    return overview
  }

  /// Bytes at either end of a range to skip that are looked at all the same: a token may begin or end there.
  private static let margin = 64

  private func scan(
    _ text: ByteView,
    _ range: Range<Int>,
    hits: inout [cscanner_hit],
    into findings: inout Findings,
    _ overview: inout Overview
  ) {
    let part = range.upperBound == text.count ? text : text.slice(0..<range.upperBound)
    var disguise = part.count
    var cover = part.count
    var next = range.lowerBound
    overview.hitCount = nil
    while next < part.count {
      let result = table.scan(part, from: next, into: &hits)
      disguise = min(disguise, result.disguise)
      cover = min(cover, result.cover)
      if next == 0, result.next == text.count { overview.hitCount = result.count }
      next = result.next
      confirm(hits, 0..<result.count, in: text, into: &findings)
    }
    if overview.firstDisguise == nil, disguise < part.count { overview.firstDisguise = disguise }
    if overview.firstCover == nil, cover < part.count { overview.firstCover = cover }
  }

  /// Scans a view of a text whose hits are known.
  ///
  /// - Parameters:
  ///   - changed: Where the view may have others than the text.
  ///   - known: The hits of the text, `count` of them.
  func scan(
    _ view: ByteView,
    _ changed: ChangedParts,
    known: [cscanner_hit],
    _ count: Int,
    hits: inout [cscanner_hit],
    into findings: inout Findings
  ) {
    var parts = changed
    var (index, end, shift) = (0, 0, 0)
    while true {
      let part = parts.next()
      while index < count, Int(known[index].position) + shift < end { index += 1 }
      let first = index
      let start = part?.lowerBound ?? view.count
      while index < count, Int(known[index].position) + shift < start { index += 1 }
      confirm(known, first..<index, movedBy: shift, in: view, into: &findings)
      guard let part else { return }
      scan(view, part, hits: &hits, into: &findings)
      (end, shift) = (part.upperBound, parts.shift)
    }
  }

  /// Reports what the hits in a part of a view make candidates of.
  private func scan(
    _ view: ByteView,
    _ part: Range<Int>,
    hits: inout [cscanner_hit],
    into findings: inout Findings
  ) {
    let seen = view.slice(0..<(part.upperBound + ChangedParts.reach))
    var next = part.lowerBound
    while next < part.upperBound {
      let result = table.scan(seen, from: next, into: &hits)
      next = result.next
      var count = result.count
      while count > 0, Int(hits[count - 1].position) >= part.upperBound { count -= 1 }
      confirm(hits, 0..<count, in: view, into: &findings)
    }
  }

  private func confirm(
    _ hits: [cscanner_hit],
    _ range: Range<Int>,
    movedBy shift: Int = 0,
    in text: ByteView,
    into findings: inout Findings
  ) {
    for index in range {
      let hit = hits[index]
      let trigger = TriggerHit(position: Int(hit.position) + shift, count: Int(hit.count))
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
