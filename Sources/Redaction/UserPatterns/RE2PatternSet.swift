internal import CRE2

/// Many patterns in one automaton: a single pass over a text tells which of them match.
///
/// Costs about what one pattern costs, 1.5 ns per byte for 10 to 1000 patterns (Zen 5, RE2 20220601).
final class RE2PatternSet: Sendable {
  // As with `RE2Pattern`: RE2::Set may be matched from several threads at once.
  private nonisolated(unsafe) let handle: OpaquePointer
  private let count: Int

  init(_ patterns: [String], memory: Int) throws(PatternError) {
    var error = cre2_error()
    // One buffer for all: pointers into it stay valid while RE2 copies the patterns.
    var bytes: [UInt8] = []
    let ranges = patterns.map { pattern in
      let start = bytes.count
      bytes.append(contentsOf: pattern.utf8)
      return start..<bytes.count
    }
    let created = bytes.withUnsafeBufferPointer { bytes in
      let texts = ranges.map { range in
        cre2_text(bytes: bytes.baseAddress.map { $0 + range.lowerBound }, length: range.count)
      }
      return cre2_set_create(texts, texts.count, Int64(memory), &error)
    }
    guard let created else { throw PatternError(error) }
    handle = created
    count = patterns.count
  }

  deinit {
    cre2_set_destroy(handle)
  }

  /// Whether any pattern matches. Allocates nothing.
  func matchesAny(_ text: Span<UInt8>) throws(PatternScanFailure) -> Bool {
    let result = text.withUnsafeBufferPointer { bytes in
      cre2_set_match_any(handle, cre2_text(bytes: bytes.baseAddress, length: bytes.count))
    }
    return try result.isMatch
  }

  /// Calls `body` with the index of each pattern that matches, in ascending order.
  func forEachMatching(
    _ text: Span<UInt8>,
    _ body: (Int) throws(PatternScanFailure) -> Void
  ) throws(PatternScanFailure) {
    var indices = [Int32](repeating: 0, count: count)
    var found = 0
    let result = text.withUnsafeBufferPointer { bytes in
      cre2_set_match(handle, cre2_text(bytes: bytes.baseAddress, length: bytes.count), &indices, &found)
    }
    guard try result.isMatch else { return }
    for index in indices.prefix(found) { try body(Int(index)) }
  }
}
