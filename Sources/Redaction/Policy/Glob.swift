/// A pattern in which `*` stands for any text and `?` for one character. There is no way to write either as
/// itself.
///
/// Compiled once. Most globs are a fixed text with a `*` at one end or both, and cost a comparison; the
/// others at most their length for each byte of the text.
package struct Glob: Sendable, Hashable {
  private enum Shape: Sendable, Hashable {
    case anything
    case exact
    case prefix
    case suffix
    case contains
    case mixed
  }

  /// The pattern as it was written.
  package let text: String
  /// Whether ASCII letters match in either case.
  package let ignoresCase: Bool
  private let shape: Shape
  /// The fixed part, or for `mixed` the whole pattern; lower case where case is ignored.
  private let bytes: [UInt8]

  package init(_ text: String, ignoresCase: Bool) {
    self.text = text
    self.ignoresCase = ignoresCase
    var pattern: [UInt8] = []
    for byte in text.utf8 where byte != Self.star || pattern.last != Self.star {
      pattern.append(ignoresCase ? ASCII.lowercased(byte) : byte)
    }
    let leads = pattern.first == Self.star
    let trails = pattern.count > 1 && pattern.last == Self.star
    let fixed = Array(pattern.dropFirst(leads ? 1 : 0).dropLast(trails ? 1 : 0))
    let isMixed = fixed.contains(Self.star) || fixed.contains(Self.questionMark)
    bytes = isMixed ? pattern : fixed
    shape =
      switch (isMixed, leads, trails) {
      case (true, _, _): .mixed
      case (_, false, false): .exact
      case (_, false, true): .prefix
      case (_, true, false): fixed.isEmpty ? .anything : .suffix
      case (_, true, true): .contains
      }
  }

  /// Whether neither `*` nor `?` is in it.
  package var isExact: Bool { shape == .exact }

  /// The fixed text of an exact glob, lower case where case is ignored.
  var exactBytes: [UInt8] { bytes }

  /// The byte that a match must begin with, where there is one.
  var firstByte: UInt8? {
    switch shape {
    case .exact, .prefix: bytes.first
    case .mixed: bytes[0] == Self.star || bytes[0] == Self.questionMark ? nil : bytes[0]
    case .anything, .suffix, .contains: nil
    }
  }

  /// The byte that a match must end with, where there is one.
  var lastByte: UInt8? {
    guard let last = bytes.last else { return nil }
    switch shape {
    case .exact, .suffix: return last
    case .mixed: return last == Self.star || last == Self.questionMark ? nil : last
    case .anything, .prefix, .contains: return nil
    }
  }

  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0.span) }
  }

  /// Whether the whole text matches.
  package func matches(_ text: Span<UInt8>) -> Bool {
    switch shape {
    case .anything: return true
    case .exact: return text.count == bytes.count && hasBytes(text, at: 0)
    case .prefix: return hasBytes(text, at: 0)
    case .suffix: return hasBytes(text, at: text.count - bytes.count)
    case .contains:
      var start = 0
      while start + bytes.count <= text.count {
        if folded(text[start]) == bytes[0], hasBytes(text, at: start) { return true }
        start += 1
      }
      return false
    case .mixed: return matchesMixed(text)
    }
  }

  private func hasBytes(_ text: Span<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + bytes.count <= text.count else { return false }
    for offset in bytes.indices where folded(text[start + offset]) != bytes[offset] { return false }
    return true
  }

  /// Goes back no further than to the last star, and from there one byte on.
  private func matchesMixed(_ text: Span<UInt8>) -> Bool {
    var at = 0
    var place = 0
    var star: Int?
    var retry = 0
    while at < text.count {
      if place < bytes.count, bytes[place] == Self.star {
        star = place
        retry = at
        place += 1
      } else if place < bytes.count, let next = step(bytes[place], over: text, at: at) {
        at = next
        place += 1
      } else if let star {
        place = star + 1
        retry += 1
        at = retry
      } else {
        return false
      }
    }
    while place < bytes.count, bytes[place] == Self.star { place += 1 }
    return place == bytes.count
  }

  private func step(_ pattern: UInt8, over text: Span<UInt8>, at start: Int) -> Int? {
    guard pattern == Self.questionMark else { return folded(text[start]) == pattern ? start + 1 : nil }
    guard !UTF8.isContinuation(text[start]) else { return nil }
    var end = start + 1
    while end < text.count, UTF8.isContinuation(text[end]) { end += 1 }
    return end
  }

  @inline(__always)
  private func folded(_ byte: UInt8) -> UInt8 { ignoresCase ? ASCII.lowercased(byte) : byte }

  private static let star = UInt8(ascii: "*")
  private static let questionMark = UInt8(ascii: "?")
}
