/// What to look for, and what to do with it. A plain value; `Redactor` compiles it.
public struct RedactionPolicy: Sendable {
  /// The built-in groups of recognizers.
  public enum RecognizerSet: String, Sendable, Hashable, CaseIterable {
    /// Personal data.
    case pii
    /// Keys, tokens and passwords.
    case secrets
    /// Names of people and places by a network that is part of the program, and dates. Off by default.
    case ner

    /// The sets that find values by their form.
    package static let patterns: Set<RecognizerSet> = [.pii, .secrets]
  }

  /// Groups that are on.
  public var recognizerSets: Set<RecognizerSet> = [.pii, .secrets]

  /// The entities to look for; nil means every one that is on by default.
  public var entities: Set<EntityType>?

  /// Those of `entities` that were chosen one by one, not as a part of all; nil means all of them. They are also
  /// found in their rarer forms.
  public var namedEntities: Set<EntityType>?

  /// Those of the named entities that nothing but the name of their country stands for. Their check characters have to be
  /// right.
  public var entitiesOfCountries: Set<EntityType> = []

  /// Entities not to look for.
  public var excludedEntities: Set<EntityType> = []

  /// The operator of entities that `operators` does not name.
  public var defaultOperator: Operator = .replace(.entityName)

  /// Operators by entity.
  public var operators: [EntityType: Operator] = [:]

  /// Matches that score less, after context words, are left alone. 0 to 1.
  public var scoreThreshold: Float = 0.4

  /// The entities that an analyzer outside of the process is asked for. `excludedEntities` holds for it too,
  /// `entities` does not.
  public var analyzed = AnalyzedEntities.none

  /// What happens while that analyzer fails.
  public var onAnalyzerFailure = AnalyzerFailureAction.hold

  /// How much the search for names looks at.
  public var names = NameSettings()

  /// The key that `hash` and `encrypt` need.
  public var key: KeyMaterial?

  /// The actions by key, for attributes and members of key-value lists.
  public var keys = KeyMatcher()

  /// What happens to Base64: the payload of data URLs, and other runs of 1024 bytes or more.
  public enum BinaryData: String, Sendable, Hashable, CaseIterable {
    /// It stays, and what it encodes is not looked at.
    case keep
    /// It goes as a match of `EntityType.binaryData` does.
    case drop
  }

  /// What happens to Base64.
  public var binaryData = BinaryData.keep

  /// Matches that are never redacted.
  public var allow = AllowList.empty

  /// The policy's own recognizers. They run whatever `recognizerSets` and `entities` say, unless their entity is
  /// among `excludedEntities`.
  var patterns = UserPatternSet.empty

  /// The default policy.
  public init() {}

  /// Replaces the policy's own recognizers. Compiles them and measures what they cost: some milliseconds.
  ///
  /// - Throws: `PatternError` for a pattern that RE2 does not take, or that is too expensive.
  public mutating func setRecognizers(_ definitions: [PatternDefinition]) throws(PatternError) {
    try setRecognizers(definitions, budget: .standard)
  }

  /// Sets the recognizers with the caller's own limits.
  package mutating func setRecognizers(
    _ definitions: [PatternDefinition],
    budget: PatternBudget
  ) throws(PatternError) {
    patterns = try UserPatternSet(definitions, budget: budget)
  }

  /// Applies what a policy file says, but for its rules, which need spans: see `PolicyFile.rules`.
  public mutating func apply(_ file: PolicyFile) {
    operators.merge(file.operators) { _, new in new }
    patterns = file.patterns
    allow = file.allow
    keys = file.keys
    onAnalyzerFailure = file.onAnalyzerFailure ?? onAnalyzerFailure
    binaryData = file.binaryData
  }

  /// The operator for what takes the place of a match: dropped binary data does not stay as it is, nor as long as it
  /// is.
  func standIn(for entity: EntityType) -> Operator {
    switch operation(for: entity) {
    case .keep where entity == .binaryData, .mask where entity == .binaryData: .replace(.entityName)
    case let other: other
    }
  }

  /// The operator for `entity`.
  package func operation(for entity: EntityType) -> Operator {
    operators[entity] ?? defaultOperator
  }
}
