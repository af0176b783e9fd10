/// A match that an analyzer outside of the process, such as Presidio's, has found in a text.
package struct AnalyzedMatch: Sendable, Hashable {
  package var entity: EntityType
  /// Bytes of the text.
  package var range: Range<Int>
  /// 0 to 1.
  package var score: Float

  package init(entity: EntityType, range: Range<Int>, score: Float) {
    self.entity = entity
    self.range = range
    self.score = score
  }
}

/// The answers of an analyzer about the texts of a batch. A text without an answer is replaced as a whole.
package struct AnalyzedTexts: Sendable {
  private let digester: TextDigester
  private var matches: [TextDigest: [AnalyzedMatch]] = [:]

  /// - Parameter digester: The one that the digests will come from.
  package init(digester: TextDigester) {
    self.digester = digester
  }

  package mutating func set(_ found: [AnalyzedMatch], for text: TextDigest) {
    matches[text] = found
  }

  package func isAnalyzed(_ text: TextDigest) -> Bool { matches[text] != nil }

  /// Nil for a text that was not analyzed.
  func matches(in text: Span<UInt8>) -> [AnalyzedMatch]? {
    matches[digester.digest(of: text)]
  }
}

/// How a text is written, which decides whether an analyzer is shown it.
package enum AnalyzedForm: Sendable, Hashable {
  /// Values: shown if there is a letter in them.
  case prose
  /// Names and keys: shown if they are not written like an identifier.
  case name
  /// Numbers, booleans, ids.
  case none
}
