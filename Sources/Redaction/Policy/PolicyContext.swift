/// What a policy file is checked against: what the rest of the configuration provides.
package struct PolicyContext: Sendable {
  /// Entities that a policy may name, besides those of its own recognizers.
  package var knownEntities: Set<EntityType>
  /// Whether there is a key for `hash` and `encrypt`.
  package var hasKey: Bool
  /// Whether there is an analyzer outside of the process.
  package var hasAnalyzer: Bool
  /// Matches that score less are left alone, as `RedactionPolicy.scoreThreshold` has it.
  package var scoreThreshold: Float
  /// What patterns may cost.
  package var patternBudget: PatternBudget

  package init(
    knownEntities: Set<EntityType> = EntityType.known,
    hasKey: Bool,
    hasAnalyzer: Bool = false,
    scoreThreshold: Float = RedactionPolicy().scoreThreshold,
    patternBudget: PatternBudget = .standard
  ) {
    self.knownEntities = knownEntities
    self.hasKey = hasKey
    self.hasAnalyzer = hasAnalyzer
    self.scoreThreshold = scoreThreshold
    self.patternBudget = patternBudget
  }
}
