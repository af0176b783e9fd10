/// Which entities an analyzer's answers are taken for.
public enum AnalyzedEntities: Sendable, Hashable {
  /// There is no analyzer.
  case none
  /// All that it names.
  case all
  /// These alone.
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
