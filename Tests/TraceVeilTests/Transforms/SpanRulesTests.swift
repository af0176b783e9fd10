import OTLP
import Redaction
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Rules of a policy")
struct SpanRulesTests {
  private func processor(_ rules: String) throws -> RedactionTransform {
    RedactionTransform(plan: try plan("rules:\n" + rules))
  }

  @Test("Rules for keys replace what a key names, not the key; dropped ones go even when they hold nothing")
  func keys() throws {
    let rules = "keys: {redact: ['*_token'], drop: ['raw.*']}\n"
    let processor = RedactionTransform(plan: try plan(rules))
    let span = try processor.processed(
      .with([
        "a_token": "x", "b_token": ["y", 7], "in": .map(["c_token": "z"]), "raw.a": "x", "raw.b": "",
        "for bob@example.com": "x",
      ])
    )
    #expect(
      span.attributes
        == [
          "a_token": "<REDACTED>", "b_token": ["<REDACTED>", "<REDACTED>"],
          "in": .map(["c_token": "<REDACTED>"]),
          "for <EMAIL_ADDRESS>": "x",
        ]
    )
  }

  @Test(
    "Span types of every convention, plain or in quotes",
    arguments: [
      ("mlflow.spanType", "TOOL"), ("mlflow.spanType", "\"TOOL\""), ("openinference.span.kind", "TOOL"),
      ("traceloop.span.kind", "tool"), ("gen_ai.operation.name", "execute_tool"),
    ]
  )
  func spanTypes(key: String, value: String) throws {
    let processor = try processor("  - {when: {span_type: TOOL}, set_attributes: {seen: 1}}")
    #expect(try processor.processed(.with([key: .string(value)])).attributes["seen"] != nil)
    #expect(try processor.processed(.with([key: "other"])).attributes["seen"] == nil)
  }

  @Test("What MLflow was not told is asked of the other conventions")
  func unknownType() throws {
    let processor = try processor("  - {when: {span_type: CHAT_MODEL}, drop_span: true}")
    let span = SpanData.with(["mlflow.spanType": "UNKNOWN", "gen_ai.operation.name": "chat"])
    #expect(try processor.processed([span]).isEmpty)
  }

  @Test("Every field of a condition")
  func conditions() throws {
    let processor = try processor(
      "  - {when: {name: 'span *', kind: server, service: sh?p, scope: test, attributes: {a: 'x*', n: 7}}, "
        + "set_attributes: {seen: true}}"
    )
    #expect(try processor.processed(.with(["a": "\"xy\"", "n": 7])).attributes["seen"] == true)
    #expect(try processor.processed(.with(["a": "y", "n": 7])).attributes["seen"] == nil)
    #expect(processor.statistics.ruledSpans == 1)
  }

  @Test("Outputs in MLflow's OTLP mode stay JSON, in tracking mode what they are")
  func forms() throws {
    let processor = try processor(
      "  - {when: {span_type: TOOL}, set_outputs: 'NO \"x\"', set_inputs: {a: [1]}}"
    )
    let quoted = try processor.processed(
      .with(["mlflow.spanType": "\"TOOL\"", "mlflow.spanOutputs": "5", "mlflow.spanInputs": "{\"q\": 1}"])
    )
    #expect(quoted.attributes["mlflow.spanOutputs"] == .string("\"NO \\\"x\\\"\""))
    #expect(quoted.attributes["mlflow.spanInputs"] == "{\"a\":[1]}")
    let native = try processor.processed(
      .with(["mlflow.spanType": "TOOL", "mlflow.spanOutputs": ["x"], "mlflow.spanInputs": .map(["q": 1])])
    )
    #expect(native.attributes["mlflow.spanOutputs"] == "NO \"x\"")
    #expect(native.attributes["mlflow.spanInputs"] == .map(["a": [1]]))
    let absent = try processor.processed(.with(["mlflow.spanType": "TOOL"]))
    #expect(absent.attributes["mlflow.spanOutputs"] == "NO \"x\"")
  }

  @Test("Outputs are replaced in every convention, and what repeats them goes")
  func everyConvention() throws {
    let processor = try processor("  - {when: {name: '*'}, set_outputs: NONE}")
    let secret = AttributeValue.string("the answer is 42")
    let span = try processor.processed(
      .with(
        [
          "output.value": secret, "gen_ai.output.messages": "[{\"x\": \"the answer\"}]",
          "gen_ai.tool.call.result": secret, "traceloop.entity.output": secret,
          "gen_ai.completion.0.content": secret, "llm.output_messages.0.message.content": secret,
          "input.value": "stays", "gen_ai.prompt.0.content": "stays",
        ],
        events: [
          SpanEvent(name: "gen_ai.choice", attributes: ["content": secret]),
          SpanEvent(name: "mlflow.chunk.item.0", attributes: ["mlflow.chunk.value": secret, "n": 1]),
        ]
      )
    )
    #expect(!"\(span)".contains("answer"))
    #expect(span.attributes["output.value"] == "NONE")
    #expect(span.attributes["gen_ai.output.messages"] == "\"NONE\"")
    #expect(span.attributes["mlflow.spanOutputs"] == nil, "it is no span of MLflow's")
    #expect(
      span.attributes["input.value"] == "stays" && span.attributes["gen_ai.prompt.0.content"] == "stays"
    )
    #expect(span.events.map(\.name) == ["mlflow.chunk.item.0"])
  }

  @Test("A key that a sender set twice keeps neither value")
  func repeatedKeys() throws {
    var attributes: Attributes = ["mlflow.spanType": "TOOL", "mlflow.spanOutputs": "first"]
    attributes.append("mlflow.spanOutputs", "second")
    let span = try processor("  - {when: {span_type: TOOL}, set_outputs: NONE}").processed(.with(attributes))
    #expect(!"\(span)".contains("first") && !"\(span)".contains("second"))
  }

  @Test("Attributes are set and dropped, and conditions see the span as it came")
  func attributes() throws {
    let processor = try processor(
      """
        - {when: {attributes: {secret.a: '*'}}, drop_attributes: ['SECRET.*']}
        - {when: {attributes: {secret.a: '*'}}, set_attributes: {mark: seen, n: 2.5}}
      """
    )
    let span = try processor.processed(.with(["secret.a": 1, "secret.b": 2, "other": 3]))
    #expect(span.attributes == ["other": 3, "mark": "seen", "n": 2.5])
  }

  @Test("A span is dropped, a root is emptied")
  func dropping() throws {
    let processor = try processor("  - {when: {attributes: {mlflow.spanType: '*'}}, drop_span: true}")
    let attributes: Attributes = [
      "mlflow.spanType": "\"TOOL\"", "mlflow.traceRequestId": "\"tr-1\"", "mlflow.spanInputs": "\"x\"",
    ]
    let event = SpanEvent(name: "e")
    var root = SpanData.with(attributes, isRoot: true, events: [event])
    root.status = SpanStatus(code: .error, message: "bad thing")
    let spans = try processor.processed([.with(attributes), root, .with(["a": 1])])
    #expect(spans.count == 2)
    #expect(spans[0].attributes == ["mlflow.spanType": "\"TOOL\"", "mlflow.traceRequestId": "\"tr-1\""])
    #expect(spans[0].events.isEmpty && spans[0].statusMessage.isEmpty)
    #expect(processor.statistics.ruledSpans == 2)
  }

  @Test("Operators and entities of one span; its resource and other spans keep the policy's")
  func choices() throws {
    let processor = try processor(
      """
        - {when: {name: '*', attributes: {x: 1}}, operator: hash}
        - {when: {attributes: {y: 1}}, entities: [CREDIT_CARD]}
      """
    )
    func text(_ attributes: Attributes) throws -> String {
      var attributes = attributes
      attributes["t"] = "bob@example.com 4111 1111 1111 1111"
      guard case .string(let text) = try processor.processed(.with(attributes)).attributes["t"] else {
        return ""
      }
      return text
    }
    #expect(try text([:]) == "<EMAIL_ADDRESS> <CREDIT_CARD>")
    #expect(try text(["y": 1]) == "bob@example.com <CREDIT_CARD>")
    let hashed = try text(["x": 1])
    #expect(hashed.hasPrefix("<EMAIL_ADDRESS:") && hashed.contains("<CREDIT_CARD:"))
    let both = try text(["x": 1, "y": 1])
    #expect(both.hasPrefix("bob@example.com <CREDIT_CARD:"))
    let operators = Set(processor.matches.map { "\($0.entity) \($0.operator)" })
    #expect(
      operators == [
        "EMAIL_ADDRESS replace", "CREDIT_CARD replace", "EMAIL_ADDRESS hash", "CREDIT_CARD hash",
      ]
    )
  }

  @Test("What a rule sets is redacted too")
  func rulesRunFirst() throws {
    let processor = try processor("  - {when: {name: '*'}, set_attributes: {contact: bob@example.com}}")
    #expect(try processor.processed(.with([:])).attributes["contact"] == "<EMAIL_ADDRESS>")
  }

  @Test("Too many combinations are refused")
  func tooManyVariants() {
    let operators = (0..<9).map { "  - {when: {name: '*'}, operator: {operator: mask, keep_last: \($0)}}\n" }
    let entities = ["EMAIL_ADDRESS", "URL", "UUID", "JWT", "UK_NHS", "CRYPTO", "PASSWORD"].map {
      "  - {when: {name: '*'}, entities: \($0)}\n"
    }
    #expect(throws: RedactionPlanError.self) { try processor((operators + entities).joined()) }
  }

  @Test("A rule that runs out of memory ends the batch")
  func failsClosed() throws {
    let processor = try processor(
      "  - {when: {name: '*'}, set_attributes: {big: '\(String(repeating: "x", count: 1000))'}}"
    )
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 64 << 10)
    try batch.append(SpanData.samples(60))
    var failed = false
    do { try processor.transform(&batch) } catch { failed = true }
    #expect(failed)
  }
}
