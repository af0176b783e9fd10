/// Patterns of matches that are never redacted.
///
/// A pattern must match the whole matched text: `support@example\.com` spares that address, and neither
/// `it-support@example.com` nor a card number that stands next to it.
public struct AllowList: Sendable {
  private let patterns: [RE2Pattern]

  /// Spares nothing.
  public static let empty = AllowList(compiled: [])

  init(compiled patterns: [RE2Pattern]) {
    self.patterns = patterns
  }

  /// - Parameter patterns: In RE2's syntax, each at most 4096 bytes. Each must match a whole match to spare it.
  /// - Throws: `PatternError` for a pattern that RE2 does not take.
  public init(_ patterns: [String]) throws(PatternError) {
    try self.init(patterns, budget: .standard)
  }

  package init(_ patterns: [String], budget: PatternBudget) throws(PatternError) {
    var compiled: [RE2Pattern] = []
    for pattern in patterns { compiled.append(try Self.compile(pattern, budget: budget)) }
    self.patterns = compiled
  }

  /// Whether nothing is spared.
  public var isEmpty: Bool { patterns.isEmpty }

  /// Whether a match is spared. When RE2 cannot say, it is not.
  func contains(_ match: Span<UInt8>) -> Bool {
    for pattern in patterns where (try? pattern.matchesWhole(match)) == true { return true }
    return false
  }

  /// Compiles a pattern. Patterns of an allow list are matched only against matches, which are short and rare. So
  /// there is no limit of cost, but the size is limited.
  static func compile(_ pattern: String, budget: PatternBudget) throws(PatternError) -> RE2Pattern {
    let length = pattern.utf8.count
    guard length > 0 else { throw .empty }
    guard length <= budget.maximumLength else { throw .tooLong(bytes: length, limit: budget.maximumLength) }
    let compiled = try RE2Pattern(pattern, memory: 1 << 20)
    guard compiled.programSize <= budget.maximumProgramSize else {
      throw .tooLarge(instructions: compiled.programSize, limit: budget.maximumProgramSize)
    }
    return compiled
  }
}
