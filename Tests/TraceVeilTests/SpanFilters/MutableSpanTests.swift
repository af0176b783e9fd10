import OTLP
import TestSupport
import Testing

@testable import TraceVeil

@Suite("A span as filters see it")
struct MutableSpanTests {
  /// A span after the filters have run.
  private func filtered(_ span: SpanData, _ filters: SpanFilter...) throws -> SpanData {
    var batch = TelemetryBatch(signal: .traces, maximumBytes: 1 << 20)
    try batch.append([span])
    try SpanFilters(filters).transform(&batch)
    var spans: [SpanData] = []
    try batch.editSpans { spans.append($0.original.data) }
    return try #require(spans.first)
  }

  private func filtered(_ attributes: Attributes, _ filter: @escaping SpanFilter) throws -> Attributes {
    try filtered(.with(attributes), filter).attributes
  }

  private static let jsonSpan: Attributes = [
    "mlflow.traceRequestId": "\"tr-1\"", "mlflow.spanType": "\"TOOL\"",
    "mlflow.spanInputs": #"{"text": "a", "n": 1}"#, "mlflow.spanOutputs": #""Answer""#,
  ]
  private static let nativeSpan: Attributes = [
    "mlflow.traceRequestId": "tr-1", "mlflow.spanType": "TOOL",
    "mlflow.spanInputs": ["text": "a", "n": 1], "mlflow.spanOutputs": "Answer",
  ]

  @Test("Inputs, outputs and type are read in both forms", arguments: [jsonSpan, nativeSpan])
  func reads(attributes: Attributes) throws {
    let span = try MutableSpan(SpanData.with(attributes))
    #expect(span.inputs == ["text": "a", "n": 1])
    #expect(span.inputs?["text"]?.string == "a")
    #expect(span.outputs == "Answer")
    #expect(span.spanType == "TOOL")
  }

  @Test("JSON texts stay JSON texts")
  func writesJSON() throws {
    let attributes = try filtered(Self.jsonSpan) { span in
      span.inputs?["text"] = "new \"text\""
      span.outputs = "[REDACTED]"
      span.spanType = "AGENT"
    }
    #expect(attributes["mlflow.spanInputs"] == .string(#"{"text":"new \"text\"","n":1}"#))
    #expect(attributes["mlflow.spanOutputs"] == "\"[REDACTED]\"")
    #expect(attributes["mlflow.spanType"] == "\"AGENT\"")
    #expect(attributes["mlflow.traceRequestId"] == "\"tr-1\"")
  }

  @Test("Native values stay native")
  func writesNative() throws {
    let attributes = try filtered(Self.nativeSpan) { span in
      span.inputs?["text"] = "new"
      span.outputs = ["answers": ["[REDACTED]"]]
      span.spanType = "AGENT"
    }
    #expect(attributes["mlflow.spanInputs"] == ["text": "new", "n": 1])
    #expect(attributes["mlflow.spanOutputs"] == .string(#"{"answers":["[REDACTED]"]}"#), "it was a text")
    #expect(attributes["mlflow.spanType"] == "AGENT")
  }

  @Test("A text that only looks like JSON is a text")
  func notJSON() throws {
    let span = try MutableSpan(SpanData.with(["mlflow.spanType": "LLM", "mlflow.spanOutputs": "[hello]"]))
    #expect(span.outputs == "[hello]")
    let attributes = try filtered(["mlflow.spanType": "LLM", "mlflow.spanOutputs": "[hello]"]) { span in
      span.outputs = "[bye]"
    }
    #expect(attributes["mlflow.spanOutputs"] == "[bye]")
  }

  @Test("What Python writes beyond JSON is read")
  func notANumber() throws {
    let attributes = try filtered(
      ["mlflow.spanType": "\"TOOL\"", "mlflow.spanInputs": #"{"score": NaN, "text": "a"}"#]
    ) { $0.inputs?["text"] = "b" }
    #expect(attributes["mlflow.spanInputs"] == .string(#"{"score":null,"text":"b"}"#))
  }

  @Test("What is set to what it was keeps every byte")
  func unchanged() throws {
    let span = SpanData.with(Self.jsonSpan, events: [SpanEvent(name: "gen_ai.user.message")])
    let after = try filtered(span) { span in
      span.inputs = span.inputs
      span.outputs = span.outputs
    }
    #expect(after == span)
    let numbered: Attributes = ["gen_ai.prompt.0.content": "a"]
    #expect(try filtered(numbered) { $0.inputs = $0.inputs?.mapStrings { _ in "b" } } == numbered)
  }

  @Test(
    "Other conventions are read and written in their place",
    arguments: [
      ("input.value", "output.value"), ("gen_ai.input.messages", "gen_ai.output.messages"),
      ("gen_ai.tool.call.arguments", "gen_ai.tool.call.result"),
      ("traceloop.entity.input", "traceloop.entity.output"),
    ]
  )
  func conventions(inputKey: String, outputKey: String) throws {
    let attributes = try filtered(
      [
        inputKey: #"{"q": "a"}"#, outputKey: "plain", "gen_ai.prompt.0.content": "a",
        "llm.output_messages.0.message.content": "plain", "other": 1,
      ]
    ) { span in
      #expect(span.inputs == ["q": "a"] && span.outputs == "plain")
      span.inputs?["q"] = "b"
      span.outputs = "text"
    }
    #expect(attributes == [inputKey: #"{"q":"b"}"#, outputKey: "text", "other": 1])
  }

  @Test("Setting outputs leaves nothing that repeats them: another convention, events, chunks")
  func copies() throws {
    let span = SpanData.with(
      ["mlflow.spanType": "LLM", "mlflow.spanOutputs": "secret", "output.value": "other secret"],
      events: [
        SpanEvent(name: "gen_ai.choice", attributes: ["content": "secret"]),
        SpanEvent(name: "mlflow.chunk.item.0", attributes: ["mlflow.chunk.value": "secret", "n": 1]),
        SpanEvent(name: "gen_ai.user.message", attributes: ["content": "question"]),
      ]
    )
    let after = try filtered(span) { $0.outputs = "NONE" }
    #expect(!"\(after)".contains("secret"))
    #expect(after.attributes["output.value"] == "NONE")
    #expect(after.events.map(\.name) == ["mlflow.chunk.item.0", "gen_ai.user.message"])
  }

  @Test("Inputs are set where there were none, and taken away by nil")
  func absent() throws {
    let json = try filtered(["mlflow.spanType": "\"TOOL\""]) { span in
      #expect(span.inputs == nil)
      span.inputs = nil
      span.outputs = ["a"]
    }
    #expect(json == ["mlflow.spanType": "\"TOOL\"", "mlflow.spanOutputs": "[\"a\"]"])
    #expect(try filtered(["x": 1]) { $0.inputs = "new" } == ["x": 1, "mlflow.spanInputs": "new"])
    #expect(try filtered(["input.value": "old", "mlflow.spanInputs": "old"]) { $0.inputs = nil }.isEmpty)
    let typed: Attributes = ["mlflow.spanType": "TOOL", "openinference.span.kind": "TOOL"]
    #expect(try filtered(typed) { $0.spanType = nil }.isEmpty)
  }

  @Test(
    "Types of every convention",
    arguments: [("openinference.span.kind", "TOOL"), ("gen_ai.operation.name", "execute_tool")]
  )
  func types(key: String, value: String) throws {
    let attributes = try filtered([key: .string(value)]) { span in
      #expect(span.spanType == "TOOL")
      span.spanType = "AGENT"
    }
    #expect(attributes == [key: .string(value), "mlflow.spanType": "AGENT"])
    #expect(try MutableSpan(SpanData.with([:])).spanType == nil)
  }

  @Test("Attributes, events, links, status and name are read, set and removed; the rest is read")
  func everythingElse() throws {
    var span = SpanData.with(["keep": 1, "secret": 2], events: [SpanEvent(name: "a"), SpanEvent(name: "b")])
    span.links = [SpanLink(traceID: TraceID(high: 1, low: 2), spanID: SpanID(3), attributes: ["l": 1])]
    span.status = SpanStatus(code: .error, message: "bad card")
    let before = span
    let after = try filtered(span) { span in
      #expect(span.traceID == before.traceID && span.spanID == before.spanID)
      #expect(span.parentSpanID == before.parentSpanID && span.kind == .server)
      #expect(span.startTime == before.startTime && span.endTime == before.endTime)
      #expect(span.resource == before.resource && span.scope == before.scope)
      #expect(span.status.message == "bad card" && span.links.count == 1)
      span.name = "renamed"
      span.attributes["secret"] = nil
      span.attributes["added"] = ["deep": [true]]
      span.events.removeAll { $0.name == "a" }
      span.events[0].attributes["note"] = "n"
      span.events.append(SpanEvent(name: "c", time: 9))
      span.links[0].attributes = [:]
      span.status.message = ""
    }
    var wanted = before
    wanted.name = "renamed"
    wanted.attributes = ["keep": 1, "added": ["deep": [true]]]
    wanted.events = [SpanEvent(name: "b", attributes: ["note": "n"]), SpanEvent(name: "c", time: 9)]
    wanted.links[0].attributes = [:]
    wanted.status.message = ""
    #expect(after == wanted)
  }

  @Test("Of a key that a sender set twice, the value that counts is the one that filters see")
  func repeatedKeys() throws {
    var attributes: Attributes = ["mlflow.spanInputs": "first", "a": 1]
    attributes.append("mlflow.spanInputs", "second")
    let after = try filtered(attributes) { span in #expect(span.inputs == "second") }
    #expect(after == ["mlflow.spanInputs": "second", "a": 1])
  }
}
