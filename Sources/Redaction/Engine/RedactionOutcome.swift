/// What became of a text.
package enum RedactionOutcome: Sendable, Hashable {
  /// Nothing was found; the text stands as it is.
  case unchanged
  /// The output holds the new text.
  case redacted
  /// The policy wants the whole attribute gone.
  case remove
}
