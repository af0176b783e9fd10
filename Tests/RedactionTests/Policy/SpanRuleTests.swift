import Testing

@testable import Redaction

private struct Subject: RuleSubject {
  var spanType: String?
  var name = "agent.run"
  var ruleKind = RuleSpanKind.internal
  var serviceName: String?
  var scopeName = "mlflow.tracing.provider"
  var attributes: [String: String] = [:]

  func attributeText(_ key: String) -> String? { attributes[key] }
}

@Suite struct SpanRuleTests {
  private func rule(_ yaml: String) throws -> SpanRule {
    try #require(parsePolicy("version: 1\nrules:\n  - \(yaml)").rules.first)
  }

  private func condition(_ when: String) throws -> SpanRule.Condition {
    try rule("{when: \(when), set_outputs: x}").condition
  }

  @Test func everyFieldMustMatch() throws {
    let condition = try condition(
      """
      {span_type: TOOL, name: 'agent.*', kind: internal, service: shop, scope: '*', \
      attributes: {a: '1*', b: true}}
      """
    )
    let matching = Subject(spanType: "tool", serviceName: "shop", attributes: ["a": "12", "b": "true"])
    #expect(condition.matches(matching))
    func differs(_ change: (inout Subject) -> Void) -> Bool {
      var subject = matching
      change(&subject)
      return !condition.matches(subject)
    }
    #expect(differs { $0.spanType = "LLM" })
    #expect(differs { $0.spanType = nil })
    #expect(differs { $0.name = "Agent.run" })
    #expect(differs { $0.ruleKind = .client })
    #expect(differs { $0.serviceName = "shop2" })
    #expect(differs { $0.serviceName = nil })
    #expect(differs { $0.attributes["a"] = "21" })
    #expect(differs { $0.attributes["b"] = nil })
  }

  @Test func aListMeansAnyOfThem() throws {
    let condition = try condition("{span_type: [TOOL, LLM], kind: [Client, server]}")
    #expect(condition.matches(Subject(spanType: "LLM", ruleKind: .server)))
    #expect(!condition.matches(Subject(spanType: "CHAIN", ruleKind: .server)))
    #expect(!condition.matches(Subject(spanType: "LLM")))
  }

  @Test func whatASpanLacksMatchesNothing() throws {
    #expect(try !condition("{span_type: '*'}").matches(Subject()))
    #expect(try !condition("{attributes: {a: '*'}}").matches(Subject()))
    #expect(try condition("{name: '*'}").matches(Subject()))
  }

  @Test func actions() throws {
    let actions = try rule(
      """
      when: {name: a}
          set_inputs: {messages: [], n: 1.5}
          set_outputs:
          set_attributes: {x: 1, y: [a, true]}
          drop_attributes: ['http.*', X]
          operator: {operator: mask, keep_last: 2}
          entities: [EMAIL_ADDRESS, CREDIT_CARD, -URL]
      """
    ).actions
    #expect(
      actions.setInputs
        == .object([.init(key: "messages", value: .list([])), .init(key: "n", value: .number(1.5))])
    )
    #expect(actions.setOutputs == .null)
    #expect(
      actions.setAttributes == [
        .init(key: "x", value: .integer(1)), .init(key: "y", value: .list([.text("a"), .boolean(true)])),
      ]
    )
    #expect(actions.dropAttributes.contains { $0.matches("HTTP.body") })
    #expect(actions.operator == .mask(keepFirst: 0, keepLast: 2))
    #expect(actions.entities == EntitySelection(included: [.emailAddress, .creditCard], excluded: [.url]))
    #expect(!actions.dropsSpan)
    #expect(try rule("{when: {name: a}, drop_span: true}").actions == SpanRule.Actions(dropsSpan: true))
  }

  @Test func selectionsOfEntities() throws {
    func selection(_ yaml: String) throws -> EntitySelection? {
      try rule("{when: {name: a}, entities: \(yaml)}").actions.entities
    }
    #expect(try selection("-URL") == EntitySelection(included: nil, excluded: [.url]))
    #expect(try selection("[all, -URL]") == EntitySelection(included: nil, excluded: [.url]))
    #expect(try selection("UUID") == EntitySelection(included: [.uuid]))
  }
}
