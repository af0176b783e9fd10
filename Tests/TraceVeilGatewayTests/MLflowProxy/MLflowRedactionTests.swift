import JSON
import NIOCore
import OTLP
import Redaction
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Bodies of MLflow's requests")
struct MLflowRedactionTests {
  private func redaction(_ policy: RedactionPolicy = RedactionPolicy(), rules: [SpanRule] = []) throws
    -> MLflowRedaction
  {
    MLflowRedaction(transforms: [RedactionTransform(plan: try RedactionPlan(policy: policy, rules: rules))])
  }

  private func redact(_ text: String, as form: MLflowBodyForm = .json) throws -> String {
    let result = try redaction().redact(ByteBuffer(string: text), as: form)
    return String(buffer: try #require(result))
  }

  private static let trace = #"""
    {"trace": {"trace_info": {"trace_id": "tr-4111111111111111aaaa111111111111",
      "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "411111111111111111"}},
      "request_time": "2026-01-01T00:00:00.123Z", "execution_duration": "0.4111111111111111s", "state": "OK",
      "tags": {"plain": "stays", "mlflow.trace.spansLocation": "TRACKING_STORE"}, "n": 1.50}}}
    """#

  @Test("A body without a match leaves byte for byte; identifiers and times are no match")
  func unchanged() throws {
    #expect(try redact(Self.trace) == Self.trace)
  }

  @Test(
    "A text is redacted wherever it stands",
    arguments: [
      (#"{"request_preview":"to a@b.example"}"#, #"{"request_preview":"to <EMAIL_ADDRESS>"}"#),
      (#"{"requestPreview":"a\u0040b.example"}"#, #"{"requestPreview":"<EMAIL_ADDRESS>"}"#),
      (
        #"{"attributes":{"a@b.example":"x","c@b.example":"y"}}"#,
        #"{"attributes":{"<EMAIL_ADDRESS>":"x","<EMAIL_ADDRESS_2>":"y"}}"#
      ),
      (
        #"{"tags":[{"key":"k","value":"a@b.example"}]}"#, #"{"tags":[{"key":"k","value":"<EMAIL_ADDRESS>"}]}"#
      ),
      (#"{"key":"api_key","value":"Tr0ub4dor-3xK"}"#, #"{"key":"api_key","value":"<PASSWORD>"}"#),
      (
        #"{"assessment":{"feedback":{"value":{"a":[4111111111111111,1.50]}}}}"#,
        #"{"assessment":{"feedback":{"value":{"a":["<CREDIT_CARD>",1.50]}}}}"#
      ),
      (#"{"trace_id":"a@b.example"}"#, #"{"trace_id":"<EMAIL_ADDRESS>"}"#),
      (#"{"experiment_id":"4111 1111 1111 1111"}"#, #"{"experiment_id":"<CREDIT_CARD>"}"#),
      (
        #"{"tags":{"mlflow.trace.sizeStats":"{\"a@b.example\":1}"}}"#,
        #"{"tags":{"mlflow.trace.sizeStats":"{\"<EMAIL_ADDRESS>\":1}"}}"#
      ),
      (#"["a@b.example"]"#, #"["<EMAIL_ADDRESS>"]"#),
      (#"{"tags":{"a\u0000b":"c\u0000 a@b.example"}}"#, #"{"tags":{"a\u0000b":"c\u0000 <EMAIL_ADDRESS>"}}"#),
      (
        #"{"attributes":{"a@b.example \u0000":["\u0000",1]}}"#,
        #"{"attributes":{"<EMAIL_ADDRESS> \u0000":["\u0000",1]}}"#
      ),
      (#""{\"key\":\"k\",\"value\":\"a@b.example\"}""#, #""{\"key\":\"k\",\"value\":\"<EMAIL_ADDRESS>\"}""#),
      (
        #"{"records":"[{\"outputs\":{\"q\":\"a@b.example\"}}]"}"#,
        #"{"records":"[{\"outputs\":{\"q\":\"<EMAIL_ADDRESS>\"}}]"}"#
      ),
      (#"{"records":"a@b.example"}"#, #"{"records":"<EMAIL_ADDRESS>"}"#),
      (#"{"records":[["a@b.example"]]}"#, #"{"records":[["<EMAIL_ADDRESS>"]]}"#),
      (#"{"tags":"of a@b.example"}"#, #"{"tags":"of <EMAIL_ADDRESS>"}"#),
    ]
  )
  func redacted(text: String, expected: String) throws {
    #expect(try redact(text) == expected)
  }

  @Test("Of label schemas and review queues ids and kinds stay, and what people wrote does not")
  func review() throws {
    let kept = [
      #""experiment_id":"1","type":"FEEDBACK","queue_type":"CUSTOM","status":"COMPLETE","item_type":"TRACE""#,
      #""schema_ids":["ls-4111111111111111aaaa111111111111"],"queue_id":"rq-4111111111111111aaaa111111111111""#,
      #""item_ids":["tr-4111111111111111aaaa111111111111"],"enable_comment":true,"update_users":false"#,
    ].joined(separator: ",")
    let texts = [
      #""name":"of a@b.example","instruction":"ask a@b.example","users":["team"],"user":"team""#,
      #""input":{"categorical":{"options":["yes","a@b.example"],"multi_select":true}}"#,
    ].joined(separator: ",")
    #expect(
      try redact("{\(kept),\(texts)}")
        == "{\(kept),\(texts.replacing("a@b.example", with: "<EMAIL_ADDRESS>"))}"
    )
  }

  @Test("Who reviews is told apart, whatever the case and wherever it is said")
  func people() throws {
    let body = try redact(
      #"{"users":["a@b.example","C@d.example","A@b.example","team"],"name":"a@b.example"}"#
    )
    let value = try JSONParser.parse(Array(body.utf8))
    guard case .array(let users)? = value["users"] else {
      Issue.record("no users")
      return
    }
    let first = try #require(users[0].text)
    #expect(first.wholeMatch(of: /<EMAIL_ADDRESS:[0-9a-f]{16}>/) != nil)
    #expect(users == [.string(first), users[1], .string(first), .string("team")])
    #expect(users[1] != users[0] && users[1].text?.contains("@") == false)
    #expect(value["name"] == .string("<EMAIL_ADDRESS>"))
    for name in ["user", "completed_by", "completedBy", "created_by", "new_owner", "source_id"] {
      #expect(try redact(#"{"\#(name)":"A@B.example"}"#) == #"{"\#(name)":"\#(first)"}"#)
      // MLflow puts them into small letters, and what it answers may be said to it again.
      let again = #"{"\#(name)":"\#(first.lowercased())"}"#
      #expect(try redact(again) == again)
    }
  }

  @Test("A byte order mark is passed over")
  func byteOrderMark() throws {
    let mark = "\u{FEFF}"
    #expect(
      try redact(#"\#(mark){"request_preview":"é a@b.example"}"#)
        == #"{"request_preview":"é <EMAIL_ADDRESS>"}"#
    )
    #expect(try redact("\(mark){}") == "\(mark){}")
    let spans = #"\#(mark){"resourceSpans":[]}"#
    #expect(try redaction().redact(spans: ByteBuffer(string: spans), in: .json).body?.readableBytes == 0)
  }

  @Test(
    "What another reader could read differently is refused",
    arguments: [
      "{", #"{"a":"\x"}"#, "\u{0}{}", "{} {}", "{\"a\":\"\u{1}\"}", "tru", "01x",
      "{'a':1}",
    ]
  )
  func malformed(text: String) throws {
    #expect(throws: MLflowRedaction.Failure.malformed(.invalidJSON)) { try redact(text) }
  }

  private static let spans = #"""
    {"spans":[{"trace_id":"AAECAwQFBgcICQoLDA0ODw==","span_id":"AAECAwQFBgc=","parent_span_id":null,
    "name":"for a@b.example","start_time_unix_nano":1,"end_time_unix_nano":2,
    "events":[{"name":"e","time_unix_nano":3,"attributes":{"mlflow.chunk.value":"\"a@b.exa\""}},
    {"name":"c@d.example","time_unix_nano":4,"attributes":{"mlflow.chunk.value":"\"mple ok\""}}],
    "status":{"code":"STATUS_CODE_ERROR","message":"no e@f.example"},
    "attributes":{"mlflow.spanType":"\"TOOL\"","mlflow.spanInputs":"{\"to\": \"g@h.example\"}"},
    "links":[{"trace_id":"tr-000102030405060708090a0b0c0d0e0f","attributes":{"why":"i@j.example"}}],
    "later":"k@l.example"}],"extra":"m@n.example"}
    """#

  @Test("Spans of traces.json keep ids, times and order, and lose what is private, over chunks too")
  func traceData() throws {
    let text = try redact(Self.spans, as: .traceData)
    let value = try JSONParser.parse(Array(text.utf8))
    let original = try JSONParser.parse(Array(Self.spans.utf8))
    guard case .array(let spans)? = value["spans"], case .array(let before)? = original["spans"] else {
      Issue.record("no spans")
      return
    }
    for name in ["trace_id", "span_id", "parent_span_id", "start_time_unix_nano", "end_time_unix_nano"] {
      #expect(spans[0][name] == before[0][name])
    }
    #expect(spans[0]["status"]?["code"] == .string("STATUS_CODE_ERROR"))
    #expect(spans[0]["attributes"]?["mlflow.spanInputs"] == .string(#"{"to": "<EMAIL_ADDRESS>"}"#))
    #expect(spans[0]["attributes"]?["mlflow.spanType"] == .string(#""TOOL""#))
    guard case .array(let events)? = spans[0]["events"] else { return }
    #expect(events.map { $0["time_unix_nano"] } == [.number("3"), .number("4")])
    #expect(
      events.map { $0["attributes"]?["mlflow.chunk.value"] } == [
        .string(#""<EMAIL_ADDRESS>""#), .string(#"" ok""#),
      ]
    )
    #expect(!text.contains(".example"))
  }

  @Test("Spans without a match leave byte for byte, and of others all members keep their places")
  func placesOfMembers() throws {
    let spans = #"""
      {"spans":[{"name":"caf\u00e9","attributes":{"\u0061":"1","b":"2"},"span_id":"0x1",\#
      "events":[{"attributes":{"c":"?"},"name":"e","time_unix_nano":3}],"parent_id":null,\#
      "status":{"message":"\/","code":"STATUS_CODE_ERROR"},"links":[{"attributes":{"k":"1"},"trace_id":"tr-1"}]},\#
      {"status_message":"x","name":"n","attributes":{},"span_id":"0x2"}],"info":{}}
      """#
    let spread = spans.replacing(",", with: ", ")
    #expect(try redact(spread, as: .traceData) == spread)
    #expect(
      try redact(spans.replacing("?", with: "a@b.example"), as: .traceData)
        == spans.replacing("?", with: "<EMAIL_ADDRESS>")
    )
  }

  @Test("Texts of events and links stay texts whatever becomes of their keys, and those of spans stay JSON")
  func textsOfParts() throws {
    let spans = #"""
      {"spans":[{"name":"s","attributes":{"a@b.example":"\"v\"","card":"4111111111111111"},\#
      "events":[{"name":"e","attributes":{"a@b.example":"v","k":"w","card":"4111111111111111"}}],\#
      "links":[{"attributes":{"a@b.example":"v","n":"12"}}]}]}
      """#
    let redacted = #"""
      {"spans":[{"name":"s","attributes":{"<EMAIL_ADDRESS>":"\"v\"","card":"\"<CREDIT_CARD>\""},\#
      "events":[{"name":"e","attributes":{"<EMAIL_ADDRESS>":"v","k":"w","card":"<CREDIT_CARD>"}}],\#
      "links":[{"attributes":{"<EMAIL_ADDRESS>":"v","n":"12"}}]}]}
      """#
    #expect(try redact(spans, as: .traceData) == redacted)
  }

  @Test("Rules for spans hold for traces.json, and previews are left out where there are any")
  func rules() throws {
    let yaml = "version: 1\nrules:\n  - when: {span_type: TOOL}\n    set_inputs: '[GONE]'\n"
    let context = PolicyContext(knownEntities: [], hasKey: false)
    let file = try PolicyFile(parsing: Array(yaml.utf8), file: "p", context: context)
    let redaction = try redaction(rules: file.rules)
    let data = try redaction.redact(ByteBuffer(string: Self.spans), as: .traceData)
    #expect(data.map { String(buffer: $0) }?.contains("[GONE]") == true)
    let body = #"{"request_preview":"x","trace_metadata":{"mlflow.traceInputs":"x","other":"y"}}"#
    let json = try redaction.redact(ByteBuffer(string: body), as: .startTrace)
    #expect(json.map { String(buffer: $0) } == #"{"trace_metadata":{"other":"y"}}"#)
  }

  private struct Broken: BatchTransform {
    let name = "broken"
    func transform(_ batch: inout TelemetryBatch) throws { throw CancellationError() }
  }

  @Test(
    "A processor that fails lets nothing pass",
    arguments: [MLflowBodyForm.json, .startTrace, .traceData]
  )
  func failsClosed(form: MLflowBodyForm) throws {
    let redaction = MLflowRedaction(transforms: [Broken()])
    #expect(throws: MLflowRedaction.Failure.failed) {
      try redaction.redact(ByteBuffer(string: Self.spans), as: form)
    }
  }
}
