import OTLP
import Redaction

/// The rules of a policy, ready for spans.
///
/// All conditions look at the span as it arrived. Then the matching rules act, in their order. So a rule that removes
/// an attribute does not hide it from the condition of a later rule.
struct SpanRules: Sendable {
  /// What rules choose instead of the policy's own; the last rule that names one decides it.
  struct Choice: Sendable, Hashable {
    var `operator`: Operator?
    var entities: EntitySelection?
    var isEmpty: Bool { `operator` == nil && entities == nil }
  }

  private let rules: [SpanRule]
  /// The conditions of the rules, stored separately: nothing else of a rule is read for spans that it does not match.
  private let conditions: [SpanRule.Condition]
  /// Keys that conditions ask for.
  let keys: AttributeKeys
  /// Whether every condition asks for an attribute.
  private let needAttributes: Bool

  var isEmpty: Bool { rules.isEmpty }

  init(_ rules: [SpanRule]) {
    self.rules = rules
    conditions = rules.map(\.condition)
    var keys = Set(rules.flatMap { $0.condition.attributes.map(\.key) })
    if rules.contains(where: { !$0.condition.spanTypes.isEmpty }) { keys.formUnion(SpanConventions.typeKeys) }
    self.keys = AttributeKeys(keys.sorted())
    needAttributes = conditions.allSatisfy(\.needsAttribute)
  }

  /// Every choice that may result from these rules, except the empty one.
  var choices: [Choice] {
    let operators = [nil] + Set(rules.compactMap(\.actions.operator)).map { Optional($0) }
    let selections = [nil] + Set(rules.compactMap(\.actions.entities)).map { Optional($0) }
    return operators.flatMap { chosen in selections.map { Choice(operator: chosen, entities: $0) } }
      .filter { !$0.isEmpty }
  }

  /// Room for the values that conditions ask for, to keep from one span to the next.
  func makeScratch() -> [EncodedAttributes.Value?] { Array(repeating: nil, count: keys.keys.count) }

  /// What became of a span.
  struct Outcome {
    var isMatched = false
    var choice = Choice()
  }

  /// - Parameters:
  ///   - span: Is changed in place. Its walk was asked to look out for `keys`.
  ///   - scratch: What `makeScratch` has made.
  ///   - acting: False to say what would be, and to change nothing.
  /// - Throws: `ArenaFull`. The span is then half edited.
  func apply(
    to span: inout SpanEditor,
    scratch: inout [EncodedAttributes.Value?],
    acting: Bool = true
  ) throws -> Outcome {
    var outcome = Outcome()
    guard mayMatch(span.original) else { return outcome }
    let subject = SpanSubject(span.original, keys: keys, scratch: &scratch)
    for index in rules.indices where conditions[index].matches(subject) {
      let rule = rules[index]
      outcome.isMatched = true
      outcome.choice.operator = rule.actions.operator ?? outcome.choice.operator
      outcome.choice.entities = rule.actions.entities ?? outcome.choice.entities
      guard acting else { continue }
      if rule.actions.dropsSpan {
        if try span.drops() { return outcome }
      } else {
        try span.perform(rule.actions)
      }
    }
    return outcome
  }

  /// Whether any condition may hold, by what is cheapest to look at.
  private func mayMatch(_ span: borrowing EncodedSpan) -> Bool {
    let holdsAttributes = span.mayHoldAsked
    guard holdsAttributes || !needAttributes else { return false }
    for condition in conditions where holdsAttributes || !condition.needsAttribute {
      guard !condition.names.isEmpty else { return true }
      if span.withName({ name in condition.names.contains { $0.matches(name) } }) { return true }
    }
    return false
  }
}

extension SpanRule.Condition {
  /// Holds of no span that has none of the attributes it asks for.
  fileprivate var needsAttribute: Bool { !spanTypes.isEmpty || !attributes.isEmpty }
}

extension SpanEditor {
  /// Drops the span. A root span is emptied instead: MLflow would show a trace without one as in progress forever.
  /// - Returns: Whether it was dropped.
  fileprivate mutating func drops() throws -> Bool {
    guard parentSpanID == nil else {
      drop()
      return true
    }
    editAttributes { attributes in
      _ = attributes.remove { key in
        !SpanConventions.frame.contains { key.holds($0) }
      }
    }
    editEvents { $0.drop() }
    editLinks { $0.drop() }
    try setStatusMessage("")
    return false
  }

  fileprivate mutating func perform(_ actions: SpanRule.Actions) throws {
    let value = RuleValue(of: original)
    if let inputs = actions.setInputs { try set(SpanConventions.inputs, to: inputs, value) }
    if let outputs = actions.setOutputs { try set(SpanConventions.outputs, to: outputs, value) }
    for member in actions.setAttributes {
      try replace(member.key, by: value.written(member.value, over: attribute(member.key)))
    }
    if !actions.dropAttributes.isEmpty {
      editAttributes { attributes in
        _ = attributes.remove { key in actions.dropAttributes.contains { $0.matches(key) } }
      }
    }
  }

  /// A sender may have set a key twice: none of its values stays.
  private mutating func replace(_ key: String, by value: AttributeValue) throws {
    removeAttribute(key)
    try setAttribute(key, to: value)
  }

  /// Replaces a side where the span has it, in every convention, and takes away what repeats it. MLflow's own
  /// spans get it where they have none.
  private mutating func set(_ side: SpanConventions.Side, to new: PolicyValue, _ value: RuleValue) throws {
    for key in side.values {
      if let old = attribute(key) {
        try replace(key, by: value.written(new, over: old))
      } else if key == side.main, attribute(SpanConventions.mlflowType) != nil {
        try setAttribute(key, to: value.written(new, over: nil))
      }
    }
    editAttributes { attributes in
      _ = attributes.remove { key in
        side.copies.contains { key.holds($0) } || side.copyPrefixes.contains { key.begins(with: $0) }
      }
    }
    editEvents { event in
      if side.events.contains(event.name) { return event.drop() }
      event.editAttributes { attributes in
        for key in side.eventAttributes { attributes.remove(key) }
      }
    }
  }
}

extension Span<UInt8> {
  fileprivate func holds(_ text: String) -> Bool {
    withUnsafeBufferPointer { $0.elementsEqual(text.utf8) }
  }

  fileprivate func begins(with text: String) -> Bool {
    withUnsafeBufferPointer { $0.starts(with: text.utf8) }
  }
}
