internal import CScanner

/// The recognizers of a policy, compiled into one pass over a text.
///
/// Immutable and shared by all workers. One call of `scan` looks at every byte once, in C, and calls a
/// recognizer only where one of its triggers is.
struct TextScanner: Sendable {
  let recognizers: [any Recognizer]
  private let table: TriggerTable

  /// Throws when the triggers of all recognizers together exceed the table of the scanner.
  init(recognizers: [any Recognizer]) throws {
    self.recognizers = recognizers
    table = try TriggerTable(recognizers)
  }

  /// Reports candidates of all recognizers into `findings`, and answers where the first disguise of the text is.
  ///
  /// - Parameter binary: where no trigger is looked for: disjoint, ascending ranges. A recognizer that was called
  ///   for what stands before may read on in them.
  func scan(
    _ text: ByteView,
    skipping binary: [Range<Int>],
    hits: inout [cscanner_hit],
    into findings: inout Findings
  ) -> Int? {
    var disguise: Int?
    var start = 0
    for range in binary {
      let end = min(range.lowerBound + Self.margin, range.upperBound)
      let found = scan(text, start..<end, hits: &hits, into: &findings)
      disguise = disguise ?? found
      start = max(end, range.upperBound - Self.margin)
    }
    let found = scan(text, start..<text.count, hits: &hits, into: &findings)
    return disguise ?? found
  }

  /// Bytes at either end of a range to skip that are looked at all the same: a token may begin or end there.
  private static let margin = 64

  private func scan(
    _ text: ByteView,
    _ range: Range<Int>,
    hits: inout [cscanner_hit],
    into findings: inout Findings
  ) -> Int? {
    let part = range.upperBound == text.count ? text : text.slice(0..<range.upperBound)
    var disguise = part.count
    var next = range.lowerBound
    while next < part.count {
      let result = table.scan(part, from: next, into: &hits)
      disguise = min(disguise, result.disguise)
      next = result.next
      confirm(hits, result.count, in: text, into: &findings)
    }
    return disguise < part.count ? disguise : nil
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
        guard trigger.count >= listener.minimum,
          findings.resume(listener.recognizer, at: trigger.position)
        else { continue }
        recognizers[listener.recognizer].confirm(text, at: trigger, into: &findings)
      }
    }
  }

  /// Hits a scan can hold before it hands them on.
  static let hitCapacity = CSCANNER_MIN_CAPACITY
}
