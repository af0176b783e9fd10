// Section `rules`.
extension PolicyReader {
  static let maximumRules = 1000

  private static let actionNames = [
    "set_inputs", "set_outputs", "set_attributes", "drop_attributes", "drop_span", "operator", "entities",
  ]

  mutating func readRules(_ node: PolicyNode) -> [SpanRule] {
    let items = items(of: node)
    guard items.count <= Self.maximumRules else {
      fail(node, "has \(items.count) rules, at most \(Self.maximumRules) are allowed")
      return []
    }
    return items.map { item in
      let fields = members(of: item, allowing: ["when"] + Self.actionNames)
      let condition = readCondition(fields["when"], item)
      return SpanRule(condition: condition, actions: readActions(fields, item))
    }
  }

  private mutating func readCondition(_ node: PolicyNode?, _ rule: PolicyNode) -> SpanRule.Condition {
    var condition = SpanRule.Condition()
    guard let node else {
      fail(rule, "has no `when`; write `when: {name: '*'}` for every span")
      return condition
    }
    let fields = members(of: node, allowing: ["span_type", "name", "kind", "service", "scope", "attributes"])
    if case .mapping(let pairs) = node.content, pairs.isEmpty {
      fail(node, "is empty; write `when: {name: '*'}` for every span")
    }
    if let field = fields["span_type"] { condition.spanTypes = readGlobs(field, ignoringCase: true) }
    if let field = fields["name"] { condition.names = readGlobs(field) }
    if let field = fields["kind"] { condition.kinds = readKinds(field) }
    if let field = fields["service"] { condition.services = readGlobs(field) }
    if let field = fields["scope"] { condition.scopes = readGlobs(field) }
    if let field = fields["attributes"] {
      condition.attributes = pairs(of: field).map { key, value in
        SpanRule.Condition.Attribute(key: key, values: readGlobs(value))
      }
    }
    return condition
  }

  private mutating func readKinds(_ node: PolicyNode) -> Set<RuleSpanKind> {
    let names = RuleSpanKind.allCases.map(\.rawValue)
    let kinds = itemsOrItem(of: node).compactMap { item -> RuleSpanKind? in
      guard let name = text(of: item)?.lowercased() else { return nil }
      if let kind = RuleSpanKind(rawValue: name) { return kind }
      fail(item, "unknown kind of span; one of \(names.joined(separator: ", "))")
      return nil
    }
    return Set(kinds)
  }

  private mutating func readActions(_ fields: [String: PolicyNode], _ rule: PolicyNode) -> SpanRule.Actions {
    var actions = SpanRule.Actions()
    let given = Self.actionNames.filter { fields[$0] != nil }
    if given.isEmpty { fail(rule, "has no action: one of \(Self.actionNames.joined(separator: ", "))") }
    if let field = fields["drop_span"] { actions.dropsSpan = readDropSpan(field, alone: given.count == 1) }
    actions.setInputs = fields["set_inputs"].map { readValue($0) }
    actions.setOutputs = fields["set_outputs"].map { readValue($0) }
    if let field = fields["set_attributes"] {
      actions.setAttributes = pairs(of: field).map { PolicyValue.Member(key: $0, value: readValue($1)) }
    }
    if let field = fields["drop_attributes"] { actions.dropAttributes = readGlobs(field, ignoringCase: true) }
    actions.operator = fields["operator"].map { readOperator($0) } ?? nil
    actions.entities = fields["entities"].map { readSelection($0) }
    return actions
  }

  private mutating func readDropSpan(_ node: PolicyNode, alone: Bool) -> Bool {
    guard case .boolean(let drops) = node.content else {
      fail(node, "must be true or false")
      return false
    }
    if drops, !alone { fail(node, "a span that is dropped needs no other action") }
    return drops
  }

  /// Members of a mapping whose keys are free.
  private mutating func pairs(of node: PolicyNode) -> [(String, PolicyNode)] {
    guard case .mapping(let pairs) = node.content, !pairs.isEmpty else {
      failExpecting("a mapping with at least one key", node)
      return []
    }
    return pairs.compactMap { key, value in name(of: key).map { ($0, value) } }
  }

  private func readValue(_ node: PolicyNode) -> PolicyValue {
    switch node.content {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .text(let value): .text(value)
    case .list(let items): .list(items.map { readValue($0) })
    case .mapping(let pairs):
      .object(
        pairs.map { key, value in
          var name = ""
          if case .text(let text) = key.content { name = text }
          return PolicyValue.Member(key: name, value: readValue(value))
        }
      )
    }
  }

  /// `[EMAIL_ADDRESS, CREDIT_CARD]`, `-URL`, `[all, -URL]` or `country:de`.
  private mutating func readSelection(_ node: PolicyNode) -> EntitySelection {
    var selection = EntitySelection()
    var included: Set<EntityType> = []
    var namesAll = false
    for item in itemsOrItem(of: node) {
      guard let name = text(of: item) else { continue }
      if name == "all" {
        namesAll = true
      } else if name.hasPrefix("-") {
        selection.excluded.formUnion(entities(named: String(name.dropFirst()), item))
      } else {
        included.formUnion(entities(named: name, item))
      }
    }
    if !namesAll, !included.isEmpty { selection.included = included }
    return selection
  }
}
