public import Redaction

/// A compiled policy and the rules for particular spans, which a `RedactionTransform` applies to batches.
///
/// Immutable; a batch is processed by one plan from its beginning to its end.
public struct RedactionPlan: Sendable {
  /// Redactors that rules may ask for together with the policy's own. Each takes some 100 KB.
  package static let maximumVariants = 64

  /// A redactor, with what its matches are counted under.
  struct Variant: Sendable {
    let redactor: Redactor
    /// Takes the place of the redactor's own method; nil but in tests.
    let redact: RedactText?
    let operators: [EntityType: String]
    /// The operator of entities that only an analyzer knows.
    var otherOperator = "unknown"

    func operatorName(of entity: EntityType) -> String { operators[entity] ?? otherOperator }
  }

  /// The first is for whatever no rule chooses another for.
  let variants: [Variant]
  let rules: SpanRules
  /// The redactor of everything for which no rule chooses another one.
  public var redactor: Redactor { variants[0].redactor }
  private let variantOfChoice: [SpanRules.Choice: Int]
  /// What happens to a batch while the analyzer fails.
  let onAnalyzerFailure: AnalyzerFailureAction

  /// Whether texts are shown to an analyzer first.
  package var isAnalyzed: Bool { variants.contains { $0.redactor.isAnalyzed } }

  /// Whether some variant looks for names.
  var findsNames: Bool { variants.contains { $0.redactor.findsNames } }

  /// Every entity that some variant looks for, each once.
  public var entities: [EntityType] {
    var seen: Set<EntityType> = []
    return variants.flatMap(\.redactor.entities).filter { seen.insert($0).inserted }
  }

  /// Whether there are rules for particular spans.
  package var hasRules: Bool { !rules.isEmpty }

  /// Every entity that is looked for, with the name of an operator that may be applied to it, each pair once.
  package var operations: [(entity: EntityType, operator: String)] {
    var seen: [EntityType: Set<String>] = [:]
    var operations: [(EntityType, String)] = []
    for variant in variants {
      for entity in variant.redactor.entities {
        let name = variant.operatorName(of: entity)
        if seen[entity, default: []].insert(name).inserted { operations.append((entity, name)) }
      }
    }
    return operations
  }

  /// Compiles a policy without rules for particular spans.
  ///
  /// - Throws: `OperatorError` if an operator lacks its key, `RedactionError.tooManyTriggers` if the recognizers
  ///   do not fit the scanner.
  public init(policy: RedactionPolicy) throws {
    try self.init(policy: policy, rules: [])
  }

  /// Compiles a policy, and what a policy file adds to it: operators, recognizers, keys, and rules for spans.
  ///
  /// - Throws: ``RedactionPlanError`` if the rules make too many combinations, or what ``init(policy:)`` throws.
  public init(policy: RedactionPolicy, file: PolicyFile) throws {
    var policy = policy
    policy.apply(file)
    try self.init(policy: policy, rules: file.rules)
  }

  /// Compiles a policy and its rules.
  ///
  /// - Throws: ``RedactionPlanError``, or what `Redactor` throws.
  package init(policy: RedactionPolicy, rules: [SpanRule]) throws {
    let compiled = SpanRules(rules)
    let choices = compiled.choices
    guard choices.count < Self.maximumVariants else {
      throw RedactionPlanError.tooManyVariants(choices.count + 1, limit: Self.maximumVariants)
    }
    var variants = [try Variant(policy)]
    var variantOfChoice: [SpanRules.Choice: Int] = [:]
    for choice in choices {
      variantOfChoice[choice] = variants.count
      variants.append(try Variant(policy.applying(choice)))
    }
    self.variants = variants
    self.variantOfChoice = variantOfChoice
    self.rules = compiled
    onAnalyzerFailure = policy.onAnalyzerFailure
  }

  /// A redactor without rules. Its matches are counted under no operator.
  public init(redactor: Redactor) {
    self.init(redactor: redactor, redact: nil)
  }

  /// - Parameter redact: Takes the place of the redactor's own method.
  init(redactor: Redactor, redact: RedactText?) {
    variants = [Variant(redactor: redactor, redact: redact, operators: [:])]
    variantOfChoice = [:]
    rules = SpanRules([])
    onAnalyzerFailure = .hold
  }

  func variant(for choice: SpanRules.Choice) -> Int {
    choice.isEmpty ? 0 : variantOfChoice[choice] ?? 0
  }
}

/// Why rules cannot be compiled.
public enum RedactionPlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Rules with operators or entities of their own can meet in more ways than the limit.
  case tooManyVariants(Int, limit: Int)

  public var description: String {
    switch self {
    case .tooManyVariants(let count, let limit):
      "the rules' operators and entities make \(count) combinations, at most \(limit) are possible"
    }
  }
}

extension RedactionPlan.Variant {
  fileprivate init(_ policy: RedactionPolicy) throws {
    redactor = try Redactor(policy: policy)
    redact = nil
    let named = redactor.entities + Array(policy.operators.keys)
    operators = Dictionary(
      named.map { ($0, policy.operation(for: $0).name) } + [(.unanalyzed, "replace")],
      uniquingKeysWith: { first, _ in first }
    )
    otherOperator = policy.defaultOperator.name
  }
}

extension RedactionPolicy {
  /// The policy for spans that rules choose something else for. An operator stands in for all operators; entities
  /// that are named, and no others, are looked for, whichever set of recognizers they belong to.
  fileprivate func applying(_ choice: SpanRules.Choice) -> RedactionPolicy {
    var policy = self
    if let chosen = choice.operator {
      policy.defaultOperator = chosen
      policy.operators = [:]
    }
    guard let selection = choice.entities else { return policy }
    if let included = selection.included {
      policy.recognizerSets.formUnion(RedactionPolicy.RecognizerSet.patterns)
      policy.entities = included
      policy.namedEntities = included
      policy.excludedEntities = []
      if policy.analyzed != .none { policy.analyzed = .some(included) }
    }
    policy.excludedEntities.formUnion(selection.excluded)
    return policy
  }
}
