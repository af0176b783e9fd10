/// A rule of a policy: what to do with particular spans.
package struct SpanRule: Sendable, Hashable {
  package var condition: Condition
  package var actions: Actions

  /// The condition on a span. An empty field holds for every span.
  ///
  /// Within a field any glob may match, and every field must. Span types compare in either case, everything
  /// else as it is written. Where a span lacks what is asked for, no glob matches, not even `*`.
  package struct Condition: Sendable, Hashable {
    package var spanTypes: [Glob] = []
    package var names: [Glob] = []
    package var kinds: Set<RuleSpanKind> = []
    package var services: [Glob] = []
    package var scopes: [Glob] = []
    package var attributes: [Attribute] = []

    package struct Attribute: Sendable, Hashable {
      package var key: String
      package var values: [Glob]
    }
  }

  /// The actions on a span that matches the condition, in this order.
  package struct Actions: Sendable, Hashable {
    /// Takes the span out of the batch; nothing else is set then.
    package var dropsSpan = false
    package var setInputs: PolicyValue?
    package var setOutputs: PolicyValue?
    package var setAttributes: [PolicyValue.Member] = []
    /// Attributes whose key matches are taken away. Globs in either case, as in `keys`.
    package var dropAttributes: [Glob] = []
    /// Stands in for every operator of the policy.
    package var `operator`: Operator?
    /// Stands in for the entities looked for.
    package var entities: EntitySelection?
  }
}

/// A choice of entities, as `TRACEVEIL_ENTITIES` writes it.
package struct EntitySelection: Sendable, Hashable {
  /// The entities to look for; nil means all that would be looked for otherwise.
  package var included: Set<EntityType>?
  /// The entities not to look for.
  package var excluded: Set<EntityType> = []
}

/// The kinds of a span, in the order of their numbers in OTLP.
package enum RuleSpanKind: String, Sendable, Hashable, CaseIterable {
  case unspecified, `internal`, server, client, producer, consumer
}

/// What a rule's condition asks of a span.
package protocol RuleSubject: ~Copyable {
  /// MLflow's span type without quotes, or what stands for it in other conventions; nil when there is none.
  var spanType: String? { get }
  var name: String { get }
  var ruleKind: RuleSpanKind { get }
  /// The resource's `service.name`.
  var serviceName: String? { get }
  var scopeName: String { get }
  /// An attribute's value as text, nil when the span has no such attribute.
  func attributeText(_ key: String) -> String?
}

extension SpanRule.Condition {
  package func matches(_ span: borrowing some RuleSubject & ~Copyable) -> Bool {
    guard kinds.isEmpty || kinds.contains(span.ruleKind) else { return false }
    guard names.isEmpty || Self.any(names, match: span.name) else { return false }
    guard spanTypes.isEmpty || Self.any(spanTypes, match: span.spanType) else { return false }
    guard scopes.isEmpty || Self.any(scopes, match: span.scopeName) else { return false }
    guard services.isEmpty || Self.any(services, match: span.serviceName) else { return false }
    for attribute in attributes {
      guard Self.any(attribute.values, match: span.attributeText(attribute.key)) else { return false }
    }
    return true
  }

  private static func any(_ globs: [Glob], match text: String?) -> Bool {
    guard let text else { return false }
    return globs.contains { $0.matches(text) }
  }
}
