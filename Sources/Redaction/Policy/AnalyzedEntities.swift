/// The entities for which an analyzer's answers are used.
public enum AnalyzedEntities: Sendable, Hashable {
  /// There is no analyzer.
  case none
  /// All entities that the analyzer names.
  case all
  /// These alone.
  case some(Set<EntityType>)

  /// The entities that are known by name.
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

/// What happens to a batch while the analyzer fails. It never passes unanalyzed.
public enum AnalyzerFailureAction: String, Sendable, Hashable, CaseIterable {
  /// It waits until the analyzer answers, and so does all that comes behind it.
  case hold
  /// Each text that was not analyzed is replaced as a whole.
  case redact
  /// It is dropped, and counted.
  case drop
}
