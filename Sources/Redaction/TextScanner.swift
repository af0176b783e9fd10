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
  func scan(_ text: ByteView, hits: inout [cscanner_hit], into findings: inout Findings) -> Int? {
    var disguise = text.count
    var next = 0
    while next < text.count {
      let result = table.scan(text, from: next, into: &hits)
      disguise = min(disguise, result.disguise)
      next = result.next
      confirm(hits, result.count, in: text, into: &findings)
    }
    return disguise < text.count ? disguise : nil
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
