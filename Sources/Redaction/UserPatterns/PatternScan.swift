internal import CRE2

/// Finds all matches of one pattern in one text.
///
/// A single search is linear, many of them need not be: `foo(?:\S*bar)?` reads to the end of the text after
/// each `foo`, only to find no `bar`. RE2 does not tell how far it read. So the bytes each search could have
/// read are added up, and when they exceed what most texts ever reach, the thread's CPU time is watched as
/// well. When that exceeds its limit too, everything from the next match to the end of the text counts as one
/// match: more than needed is redacted, never less, and the cost stays linear.
struct PatternScan {
  /// Bytes that all searches in a text may read before the clock is looked at: this many, and this many per
  /// byte.
  static let freeBytes = 4 << 20
  static let freeBytesPerByte = 16
  /// CPU time from then on, in nanoseconds: this much, and this much per byte of the text.
  static let timeLimit: UInt64 = 20_000_000
  static let timeLimitPerByte: UInt64 = 200

  private let pattern: RE2Pattern
  private let group: Int
  private let index: Int
  private let clock: @Sendable () -> UInt64

  init(_ pattern: UserPattern, index: Int, clock: @escaping @Sendable () -> UInt64) {
    self.pattern = pattern.pattern
    group = pattern.definition.group
    self.index = index
    self.clock = clock
  }

  func run(on text: Span<UInt8>, into matches: inout [PatternMatch]) throws(PatternScanFailure) {
    // Typed errors do not pass through the temporary allocation: the outcome does.
    let completed = withUnsafeTemporaryAllocation(of: cre2_range.self, capacity: group + 1) { groups in
      do throws(PatternScanFailure) {
        try search(text, groups: groups, into: &matches)
        return true
      } catch {
        return false
      }
    }
    if !completed { throw PatternScanFailure() }
  }

  private func search(
    _ text: Span<UInt8>,
    groups: UnsafeMutableBufferPointer<cre2_range>,
    into matches: inout [PatternMatch]
  ) throws(PatternScanFailure) {
    var start = 0
    var readable = 0
    var deadline: UInt64?
    while start < text.count, try pattern.find(in: text, from: start, groups: groups) {
      readable += text.count - start
      if readable > Self.freeBytes + Self.freeBytesPerByte * text.count, isPastDeadline(&deadline, text.count)
      {
        matches.append(PatternMatch(pattern: index, range: groups[0].start..<text.count))
        return
      }
      if let range = range(of: groups, in: text) {
        matches.append(PatternMatch(pattern: index, range: range))
      }
      start = max(groups[0].end, start + 1)
    }
  }

  private func isPastDeadline(_ deadline: inout UInt64?, _ length: Int) -> Bool {
    let now = clock()
    guard let deadline else {
      deadline = now + Self.timeLimit + Self.timeLimitPerByte * UInt64(length)
      return false
    }
    return now > deadline
  }

  /// The group's bytes, or the whole match when the group took no part in it: rather too much than too
  /// little. Nil when there is nothing to redact.
  private func range(of groups: UnsafeMutableBufferPointer<cre2_range>, in text: Span<UInt8>) -> Range<Int>? {
    // SIZE_MAX, for a group that took no part, arrives as -1.
    let found = groups[group].start < 0 ? groups[0] : groups[group]
    guard found.start < found.end else { return nil }
    var start = found.start
    var end = found.end
    // `\C` matches a single byte, even within a character.
    while start > 0, text[start] & 0xc0 == 0x80 { start -= 1 }
    while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
    return start..<end
  }
}
