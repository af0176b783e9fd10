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

  /// Reports candidates of all recognizers into `findings`, and answers what else the text holds.
  func scan(_ text: ByteView, hits: inout [cscanner_hit], into findings: inout Findings) -> TextFlags {
    var flags = TextFlags()
    var next = 0
    while next < text.count {
      let result = table.scan(text, from: next, into: &hits)
      flags.formUnion(result.flags)
      next = result.next
      for index in 0..<result.count {
        confirm(hits[index], in: text, into: &findings)
      }
    }
    return flags
  }

  @inline(__always)
  private func confirm(_ hit: cscanner_hit, in text: ByteView, into findings: inout Findings) {
    let count = Int(hit.count)
    let trigger = TriggerHit(position: Int(hit.position), count: count)
    for listener in table.listeners(of: hit.trigger) where count >= listener.minimum {
      guard findings.resume(listener.recognizer, at: trigger.position) else { continue }
      recognizers[listener.recognizer].confirm(text, at: trigger, into: &findings)
    }
  }

  /// Hits a scan can hold before it hands them on.
  static let hitCapacity = CSCANNER_MIN_CAPACITY
}

/// What a text holds that may hide something from recognizers.
struct TextFlags: OptionSet, Sendable {
  let rawValue: UInt32
  static let backslash = TextFlags(rawValue: UInt32(CSCANNER_HAS_BACKSLASH))
  /// A percent sign and two hexadecimal digits.
  static let percent = TextFlags(rawValue: UInt32(CSCANNER_HAS_PERCENT))
  /// An ampersand and a letter or number sign.
  static let ampersand = TextFlags(rawValue: UInt32(CSCANNER_HAS_AMPERSAND))
  static let nonASCII = TextFlags(rawValue: UInt32(CSCANNER_HAS_NON_ASCII))
}
