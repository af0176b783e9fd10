internal import CRE2

/// Why a pattern, or a set of them, is refused when it is loaded.
public enum PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// RE2 does not accept it. `offset` counts bytes of the pattern.
  case syntax(message: String, offset: Int?)
  /// There is no text in it.
  case empty
  /// Its text is longer than the limit, in bytes.
  case tooLong(bytes: Int, limit: Int)
  /// The set holds more patterns than the limit.
  case tooMany(patterns: Int, limit: Int)
  /// The group to be redacted is not among those of the pattern.
  case noSuchGroup(group: Int, groups: Int)
  /// It matches where there is no text, and such a match redacts nothing.
  case matchesNothing
  /// Its program has too many instructions, which bounds what a byte of the worst text costs.
  case tooLarge(instructions: Int, limit: Int)
  /// What a byte of the probe text costs, in units of what it costs an ordinary pattern.
  case tooExpensive(price: Double, limit: Double)

  public var description: String {
    switch self {
    case .syntax(let message, nil):
      "invalid pattern: \(message)"
    case .syntax(let message, let offset?):
      "invalid pattern: \(message) (at byte \(offset))"
    case .empty:
      "the pattern is empty"
    case .tooLong(let bytes, let limit):
      "the pattern has \(bytes) bytes, at most \(limit) are allowed"
    case .tooMany(let patterns, let limit):
      "\(patterns) patterns, at most \(limit) are allowed"
    case .noSuchGroup(let group, let groups):
      "group \(group) does not exist: the pattern has \(groups)"
    case .matchesNothing:
      "the pattern matches empty text: require at least one character"
    case .tooLarge(let instructions, let limit):
      "\(instructions) instructions when compiled, at most \(limit) are allowed: lower the repeat counts"
    case .tooExpensive(let price, let limit):
      """
      costs \(Self.rounded(price)) times what an ordinary pattern costs, and the limit is \
      \(Self.rounded(limit)) times: lower the repeat counts, or make what stands before a repeat more specific
      """
    }
  }

  private static func rounded(_ value: Double) -> String {
    value < 10 ? String((value * 10).rounded() / 10) : String(Int(value.rounded()))
  }
}

extension PatternError {
  init(_ error: cre2_error) {
    let message = withUnsafeBytes(of: error.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    // SIZE_MAX, where RE2 does not tell, arrives as -1.
    self = .syntax(message: message, offset: error.offset < 0 ? nil : error.offset)
  }
}
