internal import CRE2

/// One compiled pattern in RE2 syntax. Immutable, used by all workers at once.
final class RE2Pattern: Sendable {
  // RE2 objects are safe for concurrent use: all that changes behind them is a cache with a lock of its own.
  private nonisolated(unsafe) let handle: OpaquePointer

  /// Capture groups of the pattern, the whole match not counted.
  let groupCount: Int
  /// Instructions of the compiled program. A byte of text costs at most one step for each of them.
  let programSize: Int

  /// - Parameter memory: bound on program and automata, in bytes.
  init(_ pattern: String, memory: Int) throws(PatternError) {
    var error = cre2_error()
    var pattern = pattern
    let created = pattern.withUTF8 { bytes in
      cre2_pattern_create(cre2_text(bytes: bytes.baseAddress, length: bytes.count), Int64(memory), &error)
    }
    guard let created else { throw PatternError(error) }
    handle = created
    groupCount = Int(cre2_pattern_group_count(created))
    programSize = Int(cre2_pattern_program_size(created))
  }

  deinit {
    cre2_pattern_destroy(handle)
  }

  /// Fills `groups` with the leftmost match that begins at `start` or behind it, the whole match first; false
  /// when there is none.
  func find(
    in text: Span<UInt8>,
    from start: Int,
    groups: UnsafeMutableBufferPointer<cre2_range>
  ) throws(PatternScanFailure) -> Bool {
    let result = text.withUnsafeBufferPointer { bytes in
      cre2_pattern_find(
        handle,
        cre2_text(bytes: bytes.baseAddress, length: bytes.count),
        start,
        groups.baseAddress,
        Int32(groups.count)
      )
    }
    return try result.isMatch
  }

  /// Whether the pattern matches the text from its beginning to its end.
  func matchesWhole(_ text: Span<UInt8>) throws(PatternScanFailure) -> Bool {
    let result = text.withUnsafeBufferPointer { bytes in
      cre2_pattern_match_all(handle, cre2_text(bytes: bytes.baseAddress, length: bytes.count))
    }
    return try result.isMatch
  }
}

extension cre2_result {
  var isMatch: Bool {
    get throws(PatternScanFailure) {
      switch self {
      case CRE2_NO_MATCH: return false
      case CRE2_MATCH: return true
      default: throw PatternScanFailure()
      }
    }
  }
}

/// RE2 could not say whether a pattern matches: the text must be redacted as a whole.
struct PatternScanFailure: Error, Sendable, Hashable {}
