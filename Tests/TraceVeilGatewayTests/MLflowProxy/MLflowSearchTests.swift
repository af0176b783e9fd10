import JSON
import NIOCore
import Redaction
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// Filters of MLflow's searches, in which what was redacted when it was written is what it became.
@Suite struct MLflowSearchTests {
  private let redaction: MLflowRedaction

  init() throws {
    let processor = RedactionTransform(redactor: try Redactor(policy: RedactionPolicy()))
    redaction = MLflowRedaction(transforms: [processor])
  }

  private func redact(_ filter: String, as form: MLflowBodyForm = .search) throws -> String {
    let body = JSONValue.object([.init("filter", .string(filter))]).encoded
    let result = try #require(try redaction.redact(ByteBuffer(bytes: body), as: form))
    return try #require(try JSONParser.parse(Array(result.readableBytesView))["filter"]?.text)
  }

  private func stored(_ text: String, _ path: String...) throws -> JSONValue {
    let result = try #require(try redaction.redact(ByteBuffer(string: text), as: .startTrace))
    return try path.reduce(JSONParser.parse(Array(result.readableBytesView))) { $0[$1] ?? .null }
  }

  @Test(
    "A value is what it became",
    arguments: [
      ("tags.a = 'to a@b.example'", "tags.a = 'to <EMAIL_ADDRESS>'"),
      (#"tags.a="to a@b.example""#, #"tags.a="to <EMAIL_ADDRESS>""#),
      ("trace.name != 'a@b.example' AND status = 'OK'", "trace.name != '<EMAIL_ADDRESS>' AND status = 'OK'"),
      (
        "span.name IN ('a@b.example','x', 'c@d.example')",
        "span.name IN ('<EMAIL_ADDRESS>','x', '<EMAIL_ADDRESS>')"
      ),
      ("trace.text LIKE '%a@b.example%'", "trace.text LIKE '%<EMAIL_ADDRESS>%'"),
      ("span.content ilike '%of a@b.example%c%'", "span.content ilike '%of <EMAIL_ADDRESS>%c%'"),
      ("span.attributes.to LIKE '%a@b.example'", "span.attributes.to LIKE '%<EMAIL_ADDRESS>'"),
      ("client_request_id = 'of a@b.example'", "client_request_id = 'of <EMAIL_ADDRESS>'"),
      ("prompt = 'a@b.example/3'", "prompt = '<EMAIL_ADDRESS>/3'"),
      ("metadata.`of x` = 'a@b.example'", "metadata.`of x` = '<EMAIL_ADDRESS>'"),
      ("span.attributes.`a@b.example` = 'x'", "span.attributes.`<EMAIL_ADDRESS>` = 'x'"),
    ]
  )
  func values(filter: String, expected: String) throws {
    #expect(try redact(filter) == expected)
  }

  @Test(
    "What needs no change stays byte for byte, and so does what is no filter",
    arguments: [
      "", "tags.a = 'b'", "trace.timestamp > 1733000000000", "run_id = 'a@b.example'", "'a@b.example'",
      "tags.a = 'a@b.example", "tags.`a@b.example", "=='x'", "tags.a RLIKE 'a@b.example'", "tags.a IS NULL",
      "tags.a = 'it''s'", #"tags.a = 'it\'s'"#, "trace.status = 'OK' AND tags.x != \"y\"", "AND AND ((",
      "é = 'ü'",
    ]
  )
  func unchanged(filter: String) throws {
    #expect(try redact(filter) == filter)
  }

  @Test("Keys of tags, sessions and names of assessments are those that were stored")
  func keys() throws {
    guard case .object(let tags) = try stored(#"{"tags":{"10.20.30.40":"a"}}"#, "tags") else { return }
    for filter in [
      "tags.`10.20.30.40` = 'a'", "tag.\"10.20.30.40\" LIKE '%'", "trace.tag.`10.20.30.40` = 'a'",
    ] {
      let quote = filter.contains("`") ? "`" : "\""
      #expect(try redact(filter) == filter.replacing("\(quote)10.20.30.40", with: quote + tags[0].name))
    }
    // Without quotes it gets some.
    #expect(try redact("tags.10.20.30.40 = 'a'") == "tags.`\(tags[0].name)` = 'a'")
    let session = "mlflow.trace.session"
    let stored = try #require(
      try stored(#"{"trace_metadata":{"\#(session)":"a@b.example"}}"#, "trace_metadata", session).text
    )
    for key in ["metadata.\(session)", "metadata.`\(session)`", "trace.metadata.`\(session)`"] {
      #expect(try redact("\(key) = 'a@b.example'") == "\(key) = '\(stored)'")
    }
    let name = try #require(try self.stored(#"{"assessment_name":"of a@b.example"}"#, "assessment_name").text)
    #expect(try redact("feedback.`of a@b.example` = 'x'") == "feedback.`\(name)` = 'x'")
    #expect(try redact("expectation.\"of a@b.example\" = 'x'") == "expectation.\"\(name)\" = 'x'")
    for kind in ["feedback", "expectation"] {
      let said = try self.stored(
        #"{"assessment":{"\#(kind)":{"value":"a@b.example"}}}"#,
        "assessment",
        kind,
        "value"
      )
      let value = try #require(said.text)
      #expect(try redact("\(kind).x = 'a@b.example'") == "\(kind).x = '\(value)'")
    }
    #expect(try redact("assessment.name = 'of a@b.example'") == "assessment.name = '\(name)'")
    #expect(try redact("name = 'of a@b.example'", as: .datasetSearch) == "name = '\(name)'")
  }

  @Test("Every filter of a question is looked at, and nothing else")
  func members() throws {
    let question = #"{"filters":["X"],"filterString":"X","base_filter":"X","filter_string1":"X","other":"X"}"#
    let body = question.replacing("X", with: "tags.a = 'a@b.example'")
    let result = try #require(try redaction.redact(ByteBuffer(string: body), as: .search))
    let expected = question.replacing("X", with: "tags.a = '<EMAIL_ADDRESS>'")
    #expect(
      String(buffer: result)
        == expected.replacing(#"r":"tags.a = '<EMAIL_ADDRESS>'"}"#, with: #"r":"tags.a = 'a@b.example'"}"#)
    )
    for body in ["", "{", "[1]", #"{"filter":7}"#, #"{ "filter" : "tags.a = 'b'" }"#] {
      #expect(try redaction.redact(ByteBuffer(string: body), as: .search) == ByteBuffer(string: body))
    }
  }

  @Test("A stand-in with a quote in it gets the other quotes, and one with both is not looked for")
  func quotes() throws {
    for (replacement, expected) in [("it's", #"tags.a = "it's""#), (#"'""#, "tags.a = 'a@b.example'")] {
      var policy = RedactionPolicy()
      policy.defaultOperator = .replace(ReplacementTemplate(replacement))
      let processor = RedactionTransform(redactor: try Redactor(policy: policy))
      let redaction = MLflowRedaction(transforms: [processor])
      let body = JSONValue.object([.init("filter", .string("tags.a = 'a@b.example'"))]).encoded
      let result = try #require(try redaction.redact(ByteBuffer(bytes: body), as: .search))
      #expect(try JSONParser.parse(Array(result.readableBytesView))["filter"]?.text == expected)
    }
  }

  @Test("Of a filter of any length there is one pass")
  func long() {
    let filter = String(repeating: "tags.`a''b\\` = 'x' AND ((\"", count: 10_000)
    #expect(MLflowFilter(filter).parts.count <= filter.utf8.count)
  }
}
