/// Why a policy cannot be used, or a text could not be redacted. Never holds any of the text.
public enum RedactionError: Error, Sendable, Hashable {
  /// The recognizers that are on have more triggers than the scanner's table holds.
  case tooManyTriggers
  /// A text longer than the scanner's positions can count (4 GiB), or one whose stand-ins are too long together (2 GiB).
  case textTooLong
  /// RE2 could not say whether a pattern of the policy matches.
  case patternFailed
  /// The network that finds names could not get its memory.
  case outOfMemory
  /// The network could not look at all texts of a span within their budget, or not at all, and the policy drops such a
  /// batch.
  case overBudget
}
