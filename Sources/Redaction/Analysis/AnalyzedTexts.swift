/// What an analyzer outside of the process, such as Presidio's, has found in a text it was shown.
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

/// What an analyzer has answered about the texts of a batch. A text without an answer is replaced as a whole.
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

/// Which entities an analyzer's answers are taken for.
public enum AnalyzedEntities: Sendable, Hashable {
  /// There is no analyzer.
  case none
  case all
  case some(Set<EntityType>)

  /// Those that are known by name.
  var named: Set<EntityType> {
    if case .some(let entities) = self { entities } else { [] }
  }

  func contains(_ entity: EntityType) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .some(let entities): entities.contains(entity)
    }
  }
}

/// What becomes of a batch while the analyzer cannot be asked. It never passes.
public enum AnalyzerFailureAction: String, Sendable, Hashable, CaseIterable {
  /// It waits until the analyzer answers, and so does all that comes behind it.
  case hold
  /// Each text that nobody could look at is replaced as a whole.
  case redact
  /// It is dropped, and counted.
  case drop
}
